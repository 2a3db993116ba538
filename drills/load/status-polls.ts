import { fileURLToPath } from 'node:url';
import { HttpServer } from '../../bench/predict-http/http-server.js';
import { type Drill, promised } from '../support/drill.js';
import { DrillWork } from '../support/work.js';
import { type Ask, askInCrowd, percentile, shownStatuses, type Target, targetOf } from './crowd.js';

const ECHO = fileURLToPath(new URL('../../bench/predict-http/echo-server.js', import.meta.url));
const PATIENCE_MS = 600_000;

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
    await client.end(ended, PATIENCE_MS);
    const poll = async (target: Target, ask: Ask, what: string) => {
      const until = performance.now() + 1000 * count;
      const crowd = await askInCrowd(
        target,
        CLIENTS,
        PAUSE_MS,
        () => performance.now() > until,
        () => ask,
      );
      progress(`${what}: p99 ${percentile(crowd, 0.99).toFixed(1)} ms, ${shownStatuses(crowd)}`);
      return crowd;
    };
    const service = targetOf(cluster);
    const look = (id: string) => ({ method: 'GET', path: `/v1/jobs/${id}` }) as const;
    await poll(service, look(ended), 'to warm up');
    const quiet = await poll(service, look(ended), 'nothing trains');
    const id = await work.start(1);
    while ((await client.job(id)).progress.epoch < 1);
    const busy = await poll(service, look(id), 'a job trains');
    const bare = await HttpServer.start([process.execPath, ECHO]);
    if (typeof bare === 'string') throw new Error(bare);
    const echo = { method: 'POST', path: '/echo', body: await client.job(id) } as const;
    const beside = await poll(
      { url: bare.target.url, key: '' },
      echo,
      'a bare Fastify that echoes it, while the job trains',
    );
    await bare.end();
    await client.send('POST', `/v1/jobs/${id}/cancel`);
    const p99 = percentile(busy, 0.99);
    promised(
      [...busy.statuses.keys()].every((status) => status === '200'),
      `answers were ${shownStatuses(busy)}`,
    );
    const figures =
      `p50 ${percentile(busy, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms: ${(p99 / percentile(quiet, 0.99)).toFixed(1)} times that of a service ` +
      `that trains nothing, ${(p99 / percentile(beside, 0.99)).toFixed(1)} times that of a bare Fastify at the same time`;
    promised(p99 < LONGEST_MS, figures);
    return `${busy.times.length} answers, ${figures}`;
  },
};
