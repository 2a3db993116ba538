import { useMemo } from 'preact/hooks';
import type { Model } from '../../../client/src/index.js';
import { bytes } from '../shell/text.js';
import { layOut, type Node } from './layout.js';

const WIDTH = 210;
const HEIGHT = 62;
const GAP = 34;

/** The layers as boxes with their shapes and parameters, each below those that it takes from. */
export function Network({ model }: { readonly model: Pick<Model, 'architecture' | 'summary'> }) {
  const { nodes, edges, columns, rows } = useMemo(() => layOut(model), [model]);
  const { total_params, trainable_params, estimated_memory_bytes } = model.summary;
  const x = ({ column }: Node) => column * (WIDTH + GAP) + 1;
  const y = ({ row }: Node) => row * (HEIGHT + GAP) + 1;
  const width = columns * (WIDTH + GAP) - GAP + 2;
  const height = rows * (HEIGHT + GAP) - GAP + 2;
  const spoken = nodes
    .map((node) => `${node.name}, ${node.className}, ${node.shape}, ${node.params} parameters`)
    .join('; ');
  return (
    <>
      <p>
        {total_params.toLocaleString('en')} parameters, {trainable_params.toLocaleString('en')} of them trained
        {estimated_memory_bytes > 0 && `, about ${bytes(estimated_memory_bytes)} for a training step`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll network" aria-label="Network" tabIndex={0}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`Network: ${spoken}`}
        >
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 0 8 4 0 8z" />
            </marker>
          </defs>
          {edges.map(([from, to]) => (
            <path
              key={`${from.name} ${to.name}`}
              class="edge"
              d={`M${x(from) + WIDTH / 2} ${y(from) + HEIGHT} C${x(from) + WIDTH / 2} ${y(from) + HEIGHT + GAP / 2} ${x(to) + WIDTH / 2} ${y(to) - GAP / 2} ${x(to) + WIDTH / 2} ${y(to)}`}
              marker-end="url(#arrow)"
            />
          ))}
          {nodes.map((node) => (
            <g key={node.name} class="layer" transform={`translate(${x(node)} ${y(node)})`}>
              <rect width={WIDTH} height={HEIGHT} rx="8" />
              <text x="10" y="18" class="class">
                {node.className}
              </text>
              <text x="10" y="36">
                {node.name}
              </text>
              <text x="10" y="53" class="small">
                {node.shape} · {node.params.toLocaleString('en')}
              </text>
            </g>
          ))}
        </svg>
      </section>
    </>
  );
}
