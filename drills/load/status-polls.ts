import { type Drill, promised } from '../support/drill.js';
import { DrillWork } from '../support/work.js';
import { askInCrowd, percentile, shownStatuses } from './crowd.js';

const CLIENTS = 50;
const PAUSE_MS = 100;
const LONGEST_MS = 100;

/** How a job is looked at while it trains, by as many clients as a class has. `count` is in seconds. */
export const statusPolls: Drill = {
  name: 'status-polls',
  promise: `${CLIENTS} clients that ask for a job's status ten times a second while it trains are answered within ${LONGEST_MS} ms, 99 of 100, and never with 5xx`,
  size: { servers: 1, workers: 1, redis: true },
  counts: { long: 60, short: 5 },
  async run({ cluster, client, progress, count }) {
    const small = await DrillWork.prepare(client, { epochs: 1, batch_size: 32 }, 150);
    const work = await DrillWork.prepare(client, { epochs: 10_000, batch_size: 1 });
    const ended = await small.start(0);
    await client.end(ended, 600_000);
    const poll = async (id: string) => {
      const until = performance.now() + 1000 * count;
      const ask = { method: 'GET', path: `/v1/jobs/${id}` } as const;
      return askInCrowd(
        cluster,
        CLIENTS,
        PAUSE_MS,
        () => performance.now() > until,
        () => ask,
      );
    };
    await poll(ended);
    const quiet = await poll(ended);
    progress(`nothing trains: p99 ${percentile(quiet, 0.99).toFixed(1)} ms, ${shownStatuses(quiet)}`);
    const id = await work.start(1);
    while ((await client.job(id)).progress.epoch < 1);
    const busy = await poll(id);
    await client.send('POST', `/v1/jobs/${id}/cancel`);
    const p99 = percentile(busy, 0.99);
    progress(`a job trains: p99 ${p99.toFixed(1)} ms, ${shownStatuses(busy)}`);
    promised(
      [...busy.statuses.keys()].every((status) => status === '200'),
      `answers were ${shownStatuses(busy)}`,
    );
    promised(p99 < LONGEST_MS, `99 of 100 answers took up to ${p99.toFixed(0)} ms`);
    return (
      `${busy.times.length} answers, p50 ${percentile(busy, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ` +
      `${(p99 / percentile(quiet, 0.99)).toFixed(1)} times that of a service that trains nothing`
    );
  },
};
