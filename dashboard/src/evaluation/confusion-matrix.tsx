import { figure, percent } from '../shell/text.js';

/** Rows by true class, columns by the class predicted; the darker, the larger the part of the row's class. */
export function ConfusionMatrix({
  classes,
  matrix,
}: {
  readonly classes: readonly string[];
  readonly matrix: ReadonlyArray<readonly number[]>;
}) {
  return (
    <>
      <h2>Confusion matrix</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="scroll" aria-label="Confusion matrix" tabIndex={0}>
        <table class="confusion">
          <caption class="quiet">Each row: rows of that class, by the class that was predicted</caption>
          <thead>
            <tr>
              <th scope="col">true \ predicted</th>
              {classes.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.map((counts, at) => {
              const sum = counts.reduce((total, count) => total + count, 0);
              return (
                <tr key={classes[at]}>
                  <th scope="row">{classes[at]}</th>
                  {counts.map((count, column) => {
                    const part = sum === 0 ? 0 : count / sum;
                    return (
                      <td
                        key={classes[column]}
                        style={{ '--part': Math.sqrt(part).toFixed(2) }}
                        title={`${classes[at]} predicted as ${classes[column]}: ${count}, ${percent(part)}`}
                      >
                        {figure(count)}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </>
  );
}
