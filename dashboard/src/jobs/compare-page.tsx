import { useMemo, useState } from 'preact/hooks';
import type { History, Job, Model } from '../../../client/src/index.js';
import { Chart } from '../charts/chart.js';
import { useLoaded } from '../shell/loading.js';
import { Shown, Table, Title } from '../shell/parts.js';
import { hrefOf } from '../shell/route.js';
import { fitserve } from '../shell/session.js';
import { figure } from '../shell/text.js';
import { numberOf } from './curves.js';

interface Compared {
  readonly job: Job;
  readonly history: History;
  readonly model: Model;
}

const EVERY_MS = 3000;
const NOT_COMPARED = new Set(['epoch']);

/** The curves of some jobs over one another, and what differs between them. */
export function ComparePage({ ids }: { readonly ids: readonly string[] }) {
  const loaded = useLoaded((signal) => Promise.all(ids.map((id) => read(id, signal))), [ids], EVERY_MS);
  return (
    <>
      <Title text={`${ids.length} jobs compared`} />
      <Shown loaded={loaded}>
        {(compared) => (
          <>
            <Overlay compared={compared} />
            <h2>What differs</h2>
            <Differences compared={compared} />
          </>
        )}
      </Shown>
    </>
  );
}

function Overlay({ compared }: { readonly compared: readonly Compared[] }) {
  const names = [...new Set(compared.flatMap(({ history }) => Object.keys(history)))].filter(
    (name) => !NOT_COMPARED.has(name),
  );
  const [chosen, setChosen] = useState('loss');
  const x = useMemo(() => {
    const longest = Math.max(0, ...compared.flatMap(({ history }) => history.epoch));
    return Array.from({ length: longest }, (_, index) => index + 1);
  }, [compared]);
  const curves = useMemo(
    () =>
      compared.map(({ job, history }, colour) => {
        const values = new Map(history.epoch.map((epoch, at) => [epoch, numberOf(history[chosen]?.[at])]));
        return { label: job.id, colour, values: x.map((epoch) => values.get(epoch) ?? null) };
      }),
    [compared, chosen, x],
  );
  return (
    <>
      <label class="row">
        Curve
        <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Chart title={chosen} x={x} curves={curves} />
    </>
  );
}

function Differences({ compared }: { readonly compared: readonly Compared[] }) {
  const columns = compared.map(({ job, model }) =>
    fields({
      model: model.name,
      fit: { ...job.fit, seed: job.fit?.seed },
      compile: model.compile,
      architecture: model.architecture.config.layers,
      status: job.status,
      result: job.metrics,
    }),
  );
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  const differing = names.filter((name) => new Set(columns.map((column) => column.get(name))).size > 1);
  if (differing.length === 0) return <p>Nothing.</p>;
  const head = ['Field', ...compared.map(({ job }) => <a href={hrefOf('jobs', job.id)}>{job.id}</a>)];
  return (
    <Table label="What differs between the jobs" head={head}>
      {differing.map((name) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          {columns.map((column, at) => (
            <td key={compared[at]?.job.id}>{shown(column.get(name))}</td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'number' ? figure(value) : String(value);
}

/** Everything in a value that is no object itself, by the path to it. */
function fields(value: unknown, path = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) fields(one, path === '' ? name : `${path}.${name}`, into);
  } else if (value !== undefined) into.set(path, value);
  return into;
}

async function read(id: string, signal: AbortSignal): Promise<Compared> {
  const [job, history] = await Promise.all([fitserve.jobs.get(id, { signal }), fitserve.jobs.history(id, { signal })]);
  return { job, history, model: await fitserve.models.get(job.model, { signal }) };
}
