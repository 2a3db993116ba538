import { setTimeout as sleep } from 'node:timers/promises';
import { type Drill, promised } from './support/drill.js';
import { killIfThere, until } from './support/processes.js';
import { DrillWork } from './support/work.js';

const SEED = 11;
const JOBS = 4;
const SOON_MS = 120_000;
const LONGEST_PAUSE_MS = 3_000;

/** Every process of the service, its training processes, Postgres and Redis are killed at the same moment, and started again. */
export const powerCut: Drill = {
  name: 'power-cut',
  promise: 'a machine that goes down with everything on it loses no job, and an epoch of each at the most',
  size: { servers: 1, workers: 2, redis: true },
  counts: { long: 10, short: 1 },
  async run({ cluster, client, random, progress, count }) {
    const work = await DrillWork.prepare(client, { epochs: 6 + 2 * count, batch_size: 1 });
    const remains = await work.undisturbed(SEED);
    const jobs: string[] = [];
    for (let job = 0; job < JOBS; job++) jobs.push(await work.start(SEED));
    for (let cut = 0; cut < count; cut++) {
      await until('a job to train', async () => (await statuses()).includes('running'), SOON_MS);
      await sleep(random.below(LONGEST_PAUSE_MS));
      const trainers = (await Promise.all(cluster.workers.map((worker) => worker.children()))).flat();
      const ends = [...cluster.members.map((member) => member.end('SIGKILL')), cluster.redis?.end()];
      for (const trainer of trainers) killIfThere(trainer);
      await Promise.all([...ends, cluster.postgres.kill()]);
      await cluster.redis?.start();
      for (const member of cluster.members) await member.start();
      progress(`${cut + 1} of ${count} cuts, jobs are ${(await statuses()).join(', ')}`);
    }
    let attempts = 0;
    for (const id of jobs) attempts += (await work.checked(id, remains)).attempts;
    promised(attempts > JOBS, 'no job was hit by a cut');
    return `${count} cuts, ${JOBS} jobs, ${attempts} attempts, the same bytes`;

    async function statuses(): Promise<string[]> {
      return Promise.all(jobs.map(async (id) => (await client.job(id)).status));
    }
  },
};
