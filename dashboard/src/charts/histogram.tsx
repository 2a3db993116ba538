const WIDTH = 200;
const HEIGHT = 60;

/** How often values fall into equal parts of their range. */
export function CountBars({
  label,
  counts,
  ends,
}: {
  readonly label: string;
  readonly counts: readonly number[];
  readonly ends: readonly [string, string];
}) {
  const most = Math.max(1, ...counts);
  const step = WIDTH / counts.length;
  return (
    <figure class="histogram">
      <figcaption>{label}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${label} from ${ends[0]} to ${ends[1]}: ${counts.join(', ')} rows in each of ${counts.length} parts`}
      >
        {counts.map((count, part) => {
          const height = (count / most) * HEIGHT;
          return <rect key={`${part}`} x={part * step} y={HEIGHT - height} width={step - 1} height={height} />;
        })}
      </svg>
      <span class="ends quiet">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </span>
    </figure>
  );
}
