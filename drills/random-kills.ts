import { setTimeout as sleep } from 'node:timers/promises';
import type { Philox } from '../src/random/philox.js';
import type { Cluster } from './support/cluster.js';
import { type Drill, promised } from './support/drill.js';
import { killIfThere } from './support/processes.js';
import { DrillWork } from './support/work.js';

const SEEDS = 5;
const AT_ONCE = 20;
const PAUSE_MS = 1_000;

/** What is hit, and how. @returns which one it was. */
type Blow = (cluster: Cluster, random: Philox) => Promise<string>;

const BLOWS: Readonly<Record<string, Blow>> = {
  servers: async ({ servers }, random) => {
    const server = pick(servers, random);
    await server.end('SIGKILL');
    await server.start();
    return server.name;
  },
  workers: async ({ workers }, random) => {
    const worker = pick(workers, random);
    await worker.end('SIGKILL');
    await worker.start();
    return worker.name;
  },
  'training processes': async ({ workers }, random) => {
    const worker = pick(workers, random);
    for (const pid of await worker.children()) killIfThere(pid);
    return `the training process of ${worker.name}`;
  },
  'all that Redis holds': async ({ redis }) => {
    await redis?.run('FLUSHALL');
    return 'what Redis held';
  },
  Redis: async ({ redis }) => {
    await redis?.end();
    await redis?.start();
    return 'Redis';
  },
  Postgres: async ({ postgres }) => {
    await postgres.kill();
    return 'Postgres';
  },
};

/** Many small jobs on many processes, which are killed at random. */
export const randomKills: Drill = {
  name: 'random-kills',
  promise: 'whatever is killed while many jobs run on many processes, every job ends right',
  size: { servers: 3, workers: 4, redis: true },
  counts: { long: 300, short: 6 },
  async run({ cluster, client, random, progress, count }) {
    const work = await DrillWork.prepare(client, { epochs: 4, batch_size: 8 });
    const remains: string[] = [];
    for (let seed = 0; seed < SEEDS; seed++) remains.push(await work.undisturbed(seed));

    const began = performance.now();
    let [next, done, kills, attempts] = [0, 0, 0, 0];
    const oneAfterAnother = async () => {
      while (next < count) {
        const seed = next++ % SEEDS;
        const ended = await work.checked(await work.start(seed), remains[seed] ?? '');
        attempts += ended.attempts;
        done++;
      }
    };
    let isBroken = false;
    const jobs = Promise.all(Array.from({ length: AT_ONCE }, oneAfterAnother)).catch((error: unknown) => {
      isBroken = true;
      throw error;
    });
    const hits = new Map(Object.keys(BLOWS).map((kind) => [kind, 0]));
    const killing = (async () => {
      // At least one of each kind, however quickly the jobs are through.
      while (!isBroken && (done < count || kills < hits.size)) {
        const [kind, blow] = pick(
          Object.entries(BLOWS).filter(([one]) => kills >= hits.size || hits.get(one) === 0),
          random,
        );
        const victim = await blow(cluster, random);
        hits.set(kind, (hits.get(kind) ?? 0) + 1);
        kills++;
        progress(`${done} of ${count} jobs, ${kills} kills, the last of ${victim}`);
        await sleep(random.below(PAUSE_MS));
      }
    })();
    let seconds = 0;
    // The last blow is over before the service is taken away.
    const [ended] = await Promise.allSettled([
      jobs.then(() => {
        seconds = (performance.now() - began) / 1000;
      }),
      killing,
    ]);
    if (ended.status === 'rejected') throw ended.reason;
    await killing;
    promised(client.faults.length === 0, `answers of 500 and above: ${client.faults.slice(0, 3).join('; ')}`);
    const each = [...hits].map(([kind, number]) => `${number} of ${kind}`).join(', ');
    return `${count} jobs in ${seconds.toFixed(0)} s, ${kills} kills (${each}), ${attempts} attempts, every job ended right`;
  },
};

function pick<Item>(items: readonly Item[], random: Philox): Item {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}
