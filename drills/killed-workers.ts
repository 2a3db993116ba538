import { setTimeout as sleep } from 'node:timers/promises';
import { type Drill, promised } from './support/drill.js';
import { isThere, until } from './support/processes.js';
import { DrillWork } from './support/work.js';

const SEED = 8;
const SOON_MS = 120_000;
const LONGEST_PAUSE_MS = 2_000;
/** A child notices within this time that its worker is gone. */
const ORPHANS_MS = 30_000;

/** kill -9 of whole workers; others take over. */
export const killedWorkers: Drill = {
  name: 'killed-workers',
  promise: 'a killed worker takes its training process along, and another one ends its job with the same bytes',
  size: { servers: 1, workers: 2, redis: true },
  counts: { long: 20, short: 2 },
  async run({ cluster, client, random, progress, count }) {
    const work = await DrillWork.prepare(client, { epochs: 4 + 5 * count, batch_size: 1 });
    const remains = await work.undisturbed(SEED);
    const id = await work.start(SEED);
    let kills = 0;
    while (kills < count) {
      const job = await client.job(id);
      if (job.status === 'succeeded') break;
      await sleep(random.below(LONGEST_PAUSE_MS));
      // In turn: if not the one, then the next has the job.
      const victim = cluster.workers[kills % cluster.workers.length];
      if (victim === undefined) continue;
      const children = await victim.children();
      await victim.end('SIGKILL');
      await until('the end of its training processes', () => children.every((pid) => !isThere(pid)), ORPHANS_MS);
      await victim.start();
      kills++;
      progress(`${kills} of ${count} kills, epoch ${job.progress.epoch} of ${job.progress.epochs}`);
      await until('the job to be taken', async () => (await client.job(id)).status !== 'queued', SOON_MS);
    }
    const { attempts } = await work.checked(id, remains);
    promised(attempts > 1, 'the job ended before its worker could be killed');
    return `${kills} kills, ${attempts} attempts, the same bytes, no process left behind`;
  },
};
