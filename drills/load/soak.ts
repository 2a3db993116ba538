import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../support/cluster.js';
import { type Drill, promised } from '../support/drill.js';
import { childrenOf } from '../support/processes.js';
import { DrillWork } from '../support/work.js';
import { askInCrowd, shownStatuses, targetOf } from './crowd.js';

const CLIENTS = 8;
const PAUSE_MS = 50;
const SAMPLE_MS = 2_000;
/** What the last third may take more than the third before it: memory that is freed late is no leak, one that grows by more is. */
const GROWTH = 1.1;
/** Less than this says nothing. */
const SLACK_BYTES = 20e6;

/** Full of models after some minutes: as long as it fills, an inference process takes more memory, as it should. */
const INFERENCE_MEMORY_BYTES = String(64 * 2 ** 20);

/** Everything goes on for long: jobs, looks at them, predictions. `count` is in minutes. */
export const soak: Drill = {
  name: 'soak',
  promise:
    'while jobs, looks at them and predictions go on, no process takes ever more memory, and nothing is answered with 5xx',
  size: { servers: 1, workers: 1, redis: true, predicts: true, settings: { INFERENCE_MEMORY_BYTES } },
  counts: { long: 60, short: 1 },
  async run({ cluster, client, progress, count }) {
    const target = targetOf(cluster);
    const work = await DrillWork.prepare(client, { epochs: 3, batch_size: 8 }, 600);
    const remains = await work.undisturbed(0);
    const until = performance.now() + 60_000 * count;
    const isOver = () => performance.now() > until;
    let latest = await work.start(0);
    let jobs = 0;
    const samples: Memory[] = [];
    const train = async () => {
      while (!isOver()) {
        await work.checked(latest, remains);
        jobs++;
        latest = await work.start(0);
      }
      await work.checked(latest, remains);
    };
    const watch = async () => {
      while (!isOver()) {
        samples.push(await memoryOf(cluster));
        if (samples.length % 30 === 0) progress(`${jobs} jobs; ${shown(samples.at(-1))}`);
        await sleep(SAMPLE_MS);
      }
    };
    let turn = 0;
    const crowd = askInCrowd(target, CLIENTS, PAUSE_MS, isOver, () => {
      turn++;
      if (turn % 3 === 0) return { method: 'GET', path: '/v1/jobs?limit=5' };
      if (turn % 3 === 1) return { method: 'GET', path: `/v1/jobs/${latest}` };
      return { method: 'POST', path: work.predictPath, body: { instances: [[1, 2, 3, 4]] } };
    });
    const [answers] = await Promise.all([crowd, train(), watch()]);
    promised(
      [...answers.statuses.keys()].every((status) => status === '200'),
      `answers were ${shownStatuses(answers)}`,
    );
    const third = Math.floor(samples.length / 3);
    const [middle, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)].map(meanOf);
    for (const role of ROLES) {
      const [before = 0, after = 0] = [middle?.[role], last?.[role]];
      const text = `${role} took ${megabytes(before)} MB and then ${megabytes(after)} MB`;
      promised(after < GROWTH * before + SLACK_BYTES, text);
    }
    return `${jobs} jobs, ${answers.times.length} answers in ${count} min; middle third: ${shown(middle)}; last third: ${shown(last)}`;
  },
};

const ROLES = ['server', 'inference', 'worker', 'training'] as const;
type Memory = Readonly<Record<(typeof ROLES)[number], number>>;

/** Resident bytes: of the server and the worker, and of the processes below each. */
async function memoryOf({ servers, workers }: Cluster): Promise<Memory> {
  const [server, worker] = [servers[0]?.pid ?? 0, workers[0]?.pid ?? 0];
  const below = async (pid: number) =>
    (await Promise.all((await childrenOf(pid)).map(residentBytes))).reduce((a, b) => a + b, 0);
  return {
    server: await residentBytes(server),
    inference: await below(server),
    worker: await residentBytes(worker),
    training: await below(worker),
  };
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
}

function meanOf(samples: readonly Memory[]): Memory {
  const mean = (role: keyof Memory) => samples.reduce((sum, one) => sum + one[role], 0) / samples.length;
  return { server: mean('server'), inference: mean('inference'), worker: mean('worker'), training: mean('training') };
}

function shown(memory: Memory | undefined): string {
  return ROLES.map((role) => `${role} ${megabytes(memory?.[role] ?? 0)} MB`).join(', ');
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
