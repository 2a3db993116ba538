import { type Drill, promised } from './support/drill.js';
import { until } from './support/processes.js';
import { DrillWork } from './support/work.js';

const SEED = 12;
const SOON_MS = 120_000;

/** Redis has no memory left (`maxmemory`, `noeviction`) while jobs are made and end. */
export const fullRedis: Drill = {
  name: 'full-redis',
  promise: 'jobs that are made while Redis is full wait, and all end right when it has room again',
  size: { servers: 1, workers: 2, redis: true },
  counts: { long: 30, short: 4 },
  async run({ cluster, client, progress, count }) {
    const { redis } = cluster;
    if (redis === undefined) throw new Error('the queue is on Redis');
    const work = await DrillWork.prepare(client, { epochs: 3, batch_size: 8 });
    const remains = await work.undisturbed(SEED);
    const jobs = [await work.start(SEED), await work.start(SEED)];
    await until('a job to train', async () => (await client.job(jobs[0] ?? '')).status !== 'queued', SOON_MS);
    await redis.run('CONFIG', 'SET', 'maxmemory', '1');
    while (jobs.length < count + 2) jobs.push(await work.start(SEED));
    // What was under way when Redis filled up ends all the same.
    for (const id of jobs.slice(0, 1)) await work.checked(id, remains);
    const meanwhile = await Promise.all(jobs.slice(2).map((id) => client.job(id)));
    const waiting = meanwhile.filter(({ status }) => status === 'queued').length;
    promised(waiting > 0, 'no job had to wait for Redis');
    await redis.run('CONFIG', 'SET', 'maxmemory', '0');
    for (const [index, id] of jobs.entries()) {
      await work.checked(id, remains);
      progress(`${index + 1} of ${jobs.length} jobs`);
    }
    return `${count} jobs made while Redis was full, ${waiting} of them waited, every job ended right`;
  },
};
