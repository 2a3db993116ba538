import type { Evaluation } from '../../../client/src/index.js';
import { isPicture, Picture, shapeOf } from '../charts/picture.js';
import { Table } from '../shell/parts.js';
import { figure, percent } from '../shell/text.js';
import { ConfusionMatrix } from './confusion-matrix.js';
import { Errors, TwoClasses } from './evaluated-curves.js';

/** What an evaluation has found: figures, the confusion matrix, curves, and the rows that were predicted worst. */
export function Report({ evaluation }: { readonly evaluation: Evaluation }) {
  const { metrics = {}, rows, classes, confusion_matrix, errors = [] } = evaluation;
  return (
    <section aria-label="Report">
      <dl class="facts card">
        <div>
          <dt>Rows</dt>
          <dd>{figure(rows)}</dd>
        </div>
        {Object.entries(metrics).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="number">{figure(value)}</dd>
          </div>
        ))}
      </dl>
      {classes && confusion_matrix && <ConfusionMatrix classes={classes} matrix={confusion_matrix} />}
      <PerClass evaluation={evaluation} />
      <TwoClasses evaluation={evaluation} />
      {errors.map((one) => (
        <Errors key={one.output} errors={one} />
      ))}
      <WorstRows evaluation={evaluation} />
    </section>
  );
}

function PerClass({ evaluation: { per_class, one_vs_rest } }: { readonly evaluation: Evaluation }) {
  if (!per_class) return null;
  const areas = new Map(one_vs_rest?.classes.map((one) => [one.class, one.roc_area]));
  return (
    <>
      <h2>Classes</h2>
      <Table
        label="Classes"
        head={['Class', 'Precision', 'Recall', 'F1', ...(one_vs_rest ? ['ROC area'] : []), 'Rows']}
      >
        {per_class.map((one) => (
          <tr key={one.class}>
            <th scope="row">{one.class}</th>
            <td class="number">{percent(one.precision)}</td>
            <td class="number">{percent(one.recall)}</td>
            <td class="number">{percent(one.f1)}</td>
            {one_vs_rest && <td class="number">{figure(areas.get(one.class))}</td>}
            <td class="number">{figure(one.support)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function WorstRows({ evaluation: { worst_rows = [] } }: { readonly evaluation: Evaluation }) {
  if (worst_rows.length === 0) return null;
  const arePictures = worst_rows.every(({ inputs }) => isPicture(shapeOf(inputs)));
  const said = (row: (typeof worst_rows)[number]) =>
    `${text(row.predicted)}${row.probability === undefined ? '' : ` (${percent(Number(row.probability))})`}`;
  return (
    <>
      <h2>Predicted worst</h2>
      {arePictures ? (
        <ul class="pictures">
          {worst_rows.map((row) => (
            <li key={row.row}>
              <Picture rows={row.inputs} label={`Row ${row.row}`} />
              <span>
                {text(row.expected)}, not {said(row)}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Table label="Predicted worst" head={['Row', 'Expected', 'Predicted', 'Loss', 'Inputs']}>
          {worst_rows.map((row) => (
            <tr key={row.row}>
              <td class="number">{row.row}</td>
              <td>{text(row.expected)}</td>
              <td>{said(row)}</td>
              <td class="number">{figure(row.loss)}</td>
              <td>{text(row.inputs)}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

const LONGEST = 60;

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const written = typeof value === 'number' ? figure(value) : (JSON.stringify(value) ?? '');
  return written.length > LONGEST ? `${written.slice(0, LONGEST)} …` : written;
}
