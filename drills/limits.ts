import type { DrillClient } from './support/client.js';
import type { Cluster } from './support/cluster.js';
import { type Drill, promised } from './support/drill.js';
import { listen } from './support/listen.js';
import { secondsBelow } from './support/processor-time.js';
import { DrillWork } from './support/work.js';

/** The smallest job that does all that a job does: 4 steps, a validation and a checkpoint. */
const ROWS = 150;
const SMALL = { epochs: 1, batch_size: 32 };
const CLIENTS = 16;
const PATIENCE_MS = 600_000;
const LISTENERS = 200;
/** Each tells of itself and of its checkpoint. */
const EPOCHS = 100;

/** What the service takes where nothing is broken: jobs a second, events a second, and what is busy then. */
export const limits: Drill = {
  name: 'limits',
  promise: 'measures what this machine takes: jobs and events a second, and which process is busy then',
  size: { servers: 1, workers: 1, redis: true },
  counts: { long: 400, short: 40 },
  async run({ cluster, client, progress, count }) {
    const small = await DrillWork.prepare(client, SMALL, ROWS);
    await small.undisturbed(0);
    const made = await timed(cluster, async () => {
      const ids: string[] = [];
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          while (ids.length < count) ids.push(await small.start(0));
        }),
      );
      return ids;
    });
    progress(`${perSecond(made.result.length, made.seconds)} jobs a second are answered with 202 (${made.busy})`);
    const ended = await timed(cluster, async () => {
      for (const id of made.result)
        promised((await client.end(id, PATIENCE_MS)).status === 'succeeded', `${id} failed`);
    });
    const trained = perSecond(made.result.length, made.seconds + ended.seconds);
    progress(`${trained} jobs a second are made and trained by one worker (then ${ended.busy})`);

    const long = await DrillWork.prepare(client, { epochs: EPOCHS, batch_size: 32 }, ROWS);
    const told = await timed(cluster, async () => {
      const id = await long.start(0);
      const heard = await Promise.all(Array.from({ length: LISTENERS }, () => listen(cluster, id)));
      const counts = heard.map(({ events }) => events);
      promised(
        counts.every((events) => events === counts[0] && events >= 2 * EPOCHS),
        `listeners heard ${[...new Set(counts)].join(', ')} events`,
      );
      return counts.reduce((sum, events) => sum + events, 0);
    });
    const events = perSecond(told.result, told.seconds);
    progress(`${events} events a second reach ${LISTENERS} listeners of one job (${told.busy})`);
    const written = await timed(cluster, () => epochsOf(client, long));
    const epochs = perSecond(EPOCHS, written.seconds);
    return (
      `${perSecond(made.result.length, made.seconds)} jobs a second answered, ${trained} trained by one worker; ` +
      `${epochs} epochs a second stored with their checkpoints, ${events} events a second told to ${LISTENERS} listeners`
    );
  },
};

const perSecond = (count: number, seconds: number) => (count / seconds).toFixed(0);

async function epochsOf(client: DrillClient, work: DrillWork): Promise<void> {
  promised((await client.end(await work.start(1), PATIENCE_MS)).status === 'succeeded', 'the job failed');
}

/** Does something, and tells how long it took and which processes were busy with it, in cores. */
async function timed<Result>(cluster: Cluster, work: () => Promise<Result>) {
  const parts = () => ({
    servers: cluster.servers.map(({ pid }) => pid),
    workers: cluster.workers.map(({ pid }) => pid),
    Postgres: [cluster.postgres.pid],
    Redis: [cluster.redis?.pid],
  });
  const spent = async () =>
    Promise.all([
      ...Object.entries(parts()).map(async ([name, pids]) => {
        const seconds = await Promise.all(pids.map((pid) => (pid === undefined ? 0 : secondsBelow(pid))));
        return [name, seconds.reduce((sum, one) => sum + one, 0)] as const;
      }),
      ownSeconds(),
    ]);
  const before = new Map(await spent());
  const began = performance.now();
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  const shares = (await spent()).map(([name, now]) => [name, (now - (before.get(name) ?? 0)) / seconds] as const);
  const busy = shares.sort((a, b) => b[1] - a[1]).map(([name, cores]) => `${name} ${cores.toFixed(2)}`);
  return { result, seconds, busy: `cores: ${busy.join(', ')}` };
}

async function ownSeconds(): Promise<readonly [string, number]> {
  const { user, system } = process.cpuUsage();
  return ['this client', (user + system) / 1e6];
}
