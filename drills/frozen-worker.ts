import { type Drill, promised } from './support/drill.js';
import { isThere, until } from './support/processes.js';
import { DrillWork } from './support/work.js';

const SEED = 9;
const SOON_MS = 120_000;

/** kill -STOP of a worker until another one has its job, then kill -CONT. */
export const frozenWorker: Drill = {
  name: 'frozen-worker',
  promise: 'a worker that slept through its lease writes nothing when it wakes, and ends its training process',
  size: { servers: 1, workers: 2, redis: false },
  counts: { long: 5, short: 1 },
  async run({ cluster, client, progress, count }) {
    const [first, second] = cluster.workers;
    if (first === undefined || second === undefined) throw new Error('there are two workers');
    const work = await DrillWork.prepare(client, { epochs: 20, batch_size: 1 });
    const remains = await work.undisturbed(SEED);
    let attempts = 0;
    for (let round = 0; round < count; round++) {
      await second.end('SIGTERM');
      const id = await work.start(SEED);
      await until('an epoch', async () => (await client.job(id)).progress.epoch > 1, SOON_MS);
      const trainers = await first.children();
      first.signal('SIGSTOP');
      await second.start();
      await until('the other worker to take it', async () => (await client.job(id)).attempts > 1, SOON_MS);
      first.signal('SIGCONT');
      attempts += (await work.checked(id, remains)).attempts;
      await until('the end of the training process that slept', () => !trainers.some(isThere), SOON_MS);
      progress(`${round + 1} of ${count} rounds`);
    }
    promised(attempts === 2 * count, `${attempts} attempts in ${count} rounds`);
    return `${count} sleeps through the lease, ${attempts} attempts, the same bytes`;
  },
};
