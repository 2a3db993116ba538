import { useState } from 'preact/hooks';
import type { Job } from '../../../client/src/index.js';
import { useLoaded } from '../shell/loading.js';
import { Bar, Shown, Status, Table, Title } from '../shell/parts.js';
import { hrefOf } from '../shell/route.js';
import { fitserve } from '../shell/session.js';
import { figure, percent, seconds, when } from '../shell/text.js';

const PAGE = 50;
/** Browsers open six streams to a host at most, so the list asks instead. */
const EVERY_MS = 2000;

export function JobsPage() {
  const [limit, setLimit] = useState(PAGE);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const loaded = useLoaded((signal) => newest(limit, signal), [limit], EVERY_MS);
  const toggle = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  return (
    <>
      <Title text="Jobs">
        {chosen.length > 1 && (
          <a class="button" href={hrefOf('compare', chosen.join(','))}>
            Compare {chosen.length} jobs
          </a>
        )}
      </Title>
      <Shown loaded={loaded}>
        {({ jobs, more }) => (
          <>
            {jobs.length === 0 && <p>There is no job yet. A model's fit makes one.</p>}
            {jobs.length > 0 && (
              <Table label="Jobs" head={['Compare', 'Job', 'Status', 'Progress', 'Loss', 'Queued']}>
                {jobs.map((job) => (
                  <tr key={job.id}>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`Compare ${job.id}`}
                        checked={chosen.includes(job.id)}
                        onChange={() => toggle(job.id)}
                      />
                    </td>
                    <td>
                      <a href={hrefOf('jobs', job.id)}>{job.id}</a>
                    </td>
                    <td>
                      <Status status={job.status} asked={job.stop_requested} />
                    </td>
                    <td>
                      <Progress job={job} />
                    </td>
                    <td class="number">{figure(job.metrics.loss)}</td>
                    <td>{when(job.queued_at)}</td>
                  </tr>
                ))}
              </Table>
            )}
            {more && (
              <button type="button" onClick={() => setLimit(limit + PAGE)}>
                Show more
              </button>
            )}
          </>
        )}
      </Shown>
    </>
  );
}

export function Progress({ job }: { readonly job: Job }) {
  const { epoch, epochs, fraction, eta_s } = job.progress;
  if (job.imported) return <>imported</>;
  return (
    <span class="progress">
      <Bar part={fraction} label={`${percent(fraction)} of the training is done`} />
      <span>
        epoch {epoch} of {epochs}
        {job.status === 'running' && eta_s !== null && `, ${seconds(eta_s)} to go`}
        {job.queue?.position ? `, number ${job.queue.position} in the queue` : ''}
      </span>
    </span>
  );
}

async function newest(limit: number, signal: AbortSignal): Promise<{ jobs: Job[]; more: boolean }> {
  const jobs: Job[] = [];
  for await (const job of fitserve.jobs.list({ limit: PAGE, signal })) {
    if (jobs.length === limit) return { jobs, more: true };
    jobs.push(job);
  }
  return { jobs, more: false };
}
