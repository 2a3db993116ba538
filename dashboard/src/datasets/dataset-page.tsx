import type { Dataset, DatasetPreview, DatasetStatistics, TensorStatistics } from '../../../client/src/index.js';
import { Bars } from '../charts/bars.js';
import { CountBars } from '../charts/histogram.js';
import { isPicture, Picture, shapeOf } from '../charts/picture.js';
import { useLoaded } from '../shell/loading.js';
import { Act, Shown, Table, Title, Warnings } from '../shell/parts.js';
import { go, hrefOf } from '../shell/route.js';
import { fitserve } from '../shell/session.js';
import { bytes, figure, percent, when } from '../shell/text.js';
import { only, shapeText } from './shapes.js';
import { tensors } from './tensors.js';

const PREVIEWED = 40;
const ROWS_SHOWN = 10;
const PICTURES_SHOWN = 40;
const HISTOGRAMS_SHOWN = 60;
/** Facts that take the room of two. */
const LONG = new Set(['Id', 'Made']);

export function DatasetPage({ id }: { readonly id: string }) {
  const loaded = useLoaded(
    async (signal) => {
      const asked = [
        fitserve.datasets.get(id, { signal }),
        fitserve.datasets.statistics(id, { signal }),
        fitserve.datasets.preview(id, PREVIEWED, { signal }),
      ] as const;
      const [dataset, statistics, preview] = await Promise.all(asked);
      return { dataset, statistics, preview };
    },
    [id],
  );
  const remove = async () => {
    if (!confirm('Delete this dataset?')) return;
    await fitserve.datasets.delete(id);
    go('datasets');
  };
  return (
    <>
      <Title text={loaded.value?.dataset.name ?? 'Dataset'}>
        <a class="button" href={hrefOf('models', 'new', id)}>
          New model for it
        </a>
        <Act does={remove}>Delete</Act>
      </Title>
      <Shown loaded={loaded}>
        {({ dataset, statistics, preview }) => (
          <>
            <Facts dataset={dataset} />
            <Warnings warnings={dataset.warnings} />
            <Classes statistics={statistics} />
            <Preview dataset={dataset} preview={preview} />
            <Columns statistics={statistics} />
          </>
        )}
      </Shown>
    </>
  );
}

function Facts({ dataset }: { readonly dataset: Dataset }) {
  const facts: ReadonlyArray<readonly [string, string]> = [
    ['Id', dataset.id],
    ['Rows', dataset.rows.toLocaleString('en')],
    ['Inputs', shapeText(dataset.inputs)],
    ['Targets', shapeText(dataset.targets)],
    ['Task', dataset.task],
    ['Format', dataset.format],
    ['Size', bytes(dataset.size_bytes)],
    ['Made', when(dataset.created_at)],
    ...(dataset.scale === undefined ? [] : [['Inputs are multiplied by', figure(dataset.scale)] as const]),
  ];
  return (
    <dl class="facts card">
      {facts.map(([name, value]) => (
        <div key={name} class={LONG.has(name) ? 'wide' : ''}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Classes({ statistics }: { readonly statistics: DatasetStatistics }) {
  const classes = tensors(statistics.targets).flatMap((tensor) => ('classes' in tensor ? tensor.classes : []));
  if (classes.length === 0) return null;
  const most = Math.max(...classes.map(({ count }) => count));
  return (
    <>
      <h2>Classes</h2>
      <Bars
        label="Rows of each class"
        items={classes.map(({ class: label, count }) => ({
          label,
          part: count / most,
          text: `${count.toLocaleString('en')} (${percent(count / statistics.rows)})`,
        }))}
      />
    </>
  );
}

function Preview({ dataset, preview }: { readonly dataset: Dataset; readonly preview: DatasetPreview }) {
  const input = only(dataset.inputs);
  const { data } = preview;
  if (input && isPicture(shapeOf(data[0]?.inputs))) {
    return (
      <>
        <h2>First rows</h2>
        <ul class="pictures">
          {data.slice(0, PICTURES_SHOWN).map((row, at) => (
            <li key={`${at}`}>
              <Picture rows={row.inputs} label={`Row ${at}`} />
              <span>{text(row.targets)}</span>
            </li>
          ))}
        </ul>
      </>
    );
  }
  const columns = input?.columns;
  return (
    <>
      <h2>First rows</h2>
      <Table label="First rows" head={[...(columns ?? ['Inputs']), 'Target']}>
        {data.slice(0, ROWS_SHOWN).map((row, at) => (
          <tr key={`${at}`}>
            {columns && Array.isArray(row.inputs) ? (
              row.inputs.map((value, column) => <td key={columns[column]}>{text(value)}</td>)
            ) : (
              <td>{text(row.inputs)}</td>
            )}
            <td>{text(row.targets)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function Columns({ statistics }: { readonly statistics: DatasetStatistics }) {
  const inputs = tensors(statistics.inputs).flatMap(columnsOf);
  if (inputs.length === 0) return null;
  return (
    <>
      <h2>Columns</h2>
      <div class="histograms">
        {inputs
          .slice(0, HISTOGRAMS_SHOWN)
          .map(
            ({ name, min, max, histogram }) =>
              histogram && (
                <CountBars key={name} label={name} counts={histogram.counts} ends={[figure(min), figure(max)]} />
              ),
          )}
      </div>
      <Table
        label="Figures of the columns"
        head={['Column', 'Least', 'Greatest', 'Mean', 'Deviation', 'Missing', 'Different']}
      >
        {inputs.map((column) => (
          <tr key={column.name}>
            <th scope="row">{column.name}</th>
            <td class="number">{figure(column.min)}</td>
            <td class="number">{figure(column.max)}</td>
            <td class="number">{figure(column.mean)}</td>
            <td class="number">{figure(column.standard_deviation)}</td>
            <td class="number">{figure(column.missing)}</td>
            <td class="number">
              {figure(column.distinct)}
              {column.distinct_capped ? ' or more' : ''}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function columnsOf(tensor: TensorStatistics) {
  if ('columns' in tensor) return tensor.columns;
  return 'values' in tensor ? [{ name: 'all values', ...tensor.values }] : [];
}

const LONGEST = 80;

function text(value: unknown): string {
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return written.length > LONGEST ? `${written.slice(0, LONGEST)} …` : written;
}
