import { setTimeout as sleep } from 'node:timers/promises';
import { type Drill, promised } from './support/drill.js';
import { killIfThere, until } from './support/processes.js';
import { DrillWork } from './support/work.js';

const SEED = 7;
const SOON_MS = 120_000;
const LONGEST_PAUSE_MS = 2_000;

/** kill -9 of training processes at random moments. */
export const killedTrainers: Drill = {
  name: 'killed-trainers',
  promise: 'a job whose training process is killed again and again ends with the bytes of one that was not',
  size: { servers: 1, workers: 1, redis: false },
  counts: { long: 50, short: 2 },
  async run({ cluster, client, random, progress, count }) {
    const work = await DrillWork.prepare(client, { epochs: 10 + 5 * count, batch_size: 1 });
    const remains = await work.undisturbed(SEED);
    const [worker] = cluster.workers;
    if (worker === undefined) throw new Error('there is a worker');
    const id = await work.start(SEED);
    let kills = 0;
    for (; kills < count; kills++) {
      const running = await until(
        'the job to train',
        async () => {
          const job = await client.job(id);
          return job.status !== 'queued' && job;
        },
        SOON_MS,
      );
      if (running.status !== 'running') break;
      const [trainer] = await until(
        'a training process',
        async () => {
          const found = await worker.children();
          return found.length > 0 && found;
        },
        SOON_MS,
      );
      await sleep(random.below(LONGEST_PAUSE_MS));
      if (trainer !== undefined) killIfThere(trainer);
      progress(`${kills + 1} of ${count} kills, epoch ${running.progress.epoch} of ${running.progress.epochs}`);
    }
    const { attempts } = await work.checked(id, remains);
    promised(attempts > 1, 'the job ended before its training process could be killed');
    return `${kills} kills, ${attempts} attempts, the same bytes`;
  },
};
