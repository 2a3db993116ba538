import { setTimeout as sleep } from 'node:timers/promises';
import { type Drill, promised } from './support/drill.js';
import { DrillWork } from './support/work.js';

const LONGEST_PAUSE_MS = 1_000;
const SEEDS = 3;

/** FLUSHALL and kill -9 of Redis while jobs wait in it. */
export const wipedRedis: Drill = {
  name: 'wiped-redis',
  promise: 'a Redis that is wiped or killed loses no job that was answered with 202',
  size: { servers: 1, workers: 2, redis: true },
  counts: { long: 60, short: 6 },
  async run({ cluster, client, random, progress, count }) {
    const { redis } = cluster;
    if (redis === undefined) throw new Error('the queue is on Redis');
    const work = await DrillWork.prepare(client, { epochs: 3, batch_size: 32 });
    const remains = [];
    for (let seed = 0; seed < SEEDS; seed++) remains.push(await work.undisturbed(seed));
    const jobs: string[] = [];
    let wipes = 0;
    for (let job = 0; job < count; job++) {
      if (job % 3 === 1) {
        await redis.run('FLUSHALL');
        wipes++;
      }
      // While Redis is away jobs are taken all the same: they wait in the outbox.
      if (job % 3 === 2) await redis.end();
      jobs.push(await work.start(job % SEEDS));
      if (job % 3 === 2) {
        await sleep(random.below(LONGEST_PAUSE_MS));
        await redis.start();
        wipes++;
      }
    }
    for (const [index, id] of jobs.entries()) {
      await work.checked(id, remains[index % SEEDS] ?? '');
      progress(`${index + 1} of ${count} jobs`);
    }
    promised(wipes > 0, 'Redis was never wiped');
    return `${count} jobs, ${wipes} times nothing left in Redis, every job ended right`;
  },
};
