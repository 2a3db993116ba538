import { setTimeout as sleep } from 'node:timers/promises';
import { type Drill, promised } from './support/drill.js';
import { until } from './support/processes.js';
import { DrillWork } from './support/work.js';

const SEED = 10;
const SOON_MS = 120_000;
const LONGEST_PAUSE_MS = 1_500;
/** Shorter than the lease: then no attempt is lost either. */
const LONGEST_OUTAGE_MS = 2_000;

/** Postgres is stopped in order and, every other time, killed in the middle of its writes, and comes back while a job trains. */
export const restartedPostgres: Drill = {
  name: 'restarted-postgres',
  promise:
    'Postgres may be restarted or killed at any moment: nothing is lost or written twice, and the service goes on by itself',
  size: { servers: 1, workers: 1, redis: true },
  counts: { long: 20, short: 2 },
  async run({ cluster, client, random, progress, count }) {
    const work = await DrillWork.prepare(client, { epochs: 10 + 5 * count, batch_size: 1 });
    const remains = await work.undisturbed(SEED);
    const id = await work.start(SEED);
    await until('the job to train', async () => (await client.job(id)).status === 'running', SOON_MS);
    let restarts = 0;
    for (; restarts < count && (await client.job(id)).status === 'running'; restarts++) {
      await sleep(random.below(LONGEST_PAUSE_MS));
      if (restarts % 2 === 0) {
        await cluster.postgres.stop();
        await sleep(random.below(LONGEST_OUTAGE_MS));
        await cluster.postgres.start();
      } else await cluster.postgres.kill();
      progress(`${restarts + 1} of ${count} restarts`);
    }
    const { attempts } = await work.checked(id, remains);
    promised(restarts > 0, 'the job ended before Postgres could be restarted');
    return `${restarts} restarts in mid-training (${Math.floor(restarts / 2)} of them by kill -9), ${attempts} attempts, the same bytes`;
  },
};
