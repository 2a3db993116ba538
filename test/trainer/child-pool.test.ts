import assert from 'node:assert/strict';
import { access, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import type { TrainingSpec } from '../../src/engine/training-spec.js';
import { ChildPool, type ChildPoolOptions, type WarmChild } from '../../src/trainer/child-pool.js';
import type { EpochMessage, ProgressMessage } from '../../src/trainer/protocol.js';
import { type RunEnd, type RunHooks, trainInChild } from '../../src/trainer/train-in-child.js';
import { silentLogger } from '../support/config.js';
import { EngineFiles } from '../support/engine-files.js';
import { waitFor } from '../support/wait-for.js';
import { isAlive } from './processes.js';
import { smallSpec } from './small-fit.js';

const LONG = 100_000;
const files = await EngineFiles.create();

const pools: ChildPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function openPool(options: Partial<ChildPoolOptions> = {}): ChildPool {
  const pool = new ChildPool({ size: 1, engine: 'auto', threads: 1, logger: silentLogger, ...options });
  pools.push(pool);
  return pool;
}

function newScratch(): Promise<string> {
  return mkdtemp(join(files.folder, 'scratch-'));
}

const never = new AbortController().signal;

async function run(
  { child }: WarmChild,
  spec: TrainingSpec,
  hooks: Partial<RunHooks> = {},
  scratch?: string,
): Promise<RunEnd> {
  return trainInChild(child, spec, scratch ?? (await newScratch()), {
    onPrepared: async () => undefined,
    onInspected: async () => undefined,
    onProgram: async () => undefined,
    onProgress: () => undefined,
    onEpoch: async () => undefined,
    onPartial: async () => undefined,
    keepsPartial: () => false,
    stop: never,
    patienceMs: 20_000,
    stallMs: 60_000,
    memoryLimitBytes: 2 ** 40,
    logger: silentLogger,
    ...hooks,
  });
}

test('one child trains job after job, and gives the same numbers each time', async () => {
  const pool = openPool();
  const engine = await pool.warm();
  const spec = await smallSpec(files, 3);
  const pids: number[] = [];
  const epochs: EpochMessage[] = [];
  for (let job = 0; job < 2; job++) {
    const warm = await pool.acquire(never);
    assert.deepEqual(warm.engine, engine);
    pids.push(warm.child.pid);
    const end = await run(warm, spec, { onEpoch: async (epoch) => void epochs.push(epoch) });
    assert.ok(end.kind === 'finished' && end.finalEpoch === 3 && end.memoryBytes > 50e6, JSON.stringify(end));
    pool.giveBack(warm, end.memoryBytes);
  }
  assert.equal(pids[0], pids[1]);
  assert.deepEqual(
    epochs.map(({ epoch }) => epoch),
    [1, 2, 3, 1, 2, 3],
  );
  assert.deepEqual(
    epochs.slice(0, 3).map(({ logs }) => logs),
    epochs.slice(3).map(({ logs }) => logs),
  );
  assert.deepEqual(Object.keys(epochs[0]?.logs ?? {}), ['loss', 'accuracy', 'val_loss', 'val_accuracy']);
  const state = epochs[2]?.checkpoint.state;
  assert.deepEqual([state?.epoch, state?.step, state?.tensors.length], [3, 12, 12]);
});

test('one warm child takes no more memory after 200 jobs than after some', async () => {
  const pool = openPool();
  const spec = await smallSpec(files, 1);
  const scratch = await newScratch();
  const taken: number[] = [];
  const pids = new Set<number>();
  for (let job = 0; job < 200; job++) {
    const warm = await pool.acquire(never);
    const end = await run(warm, spec, {}, scratch);
    assert.ok(end.kind === 'finished');
    taken.push(end.memoryBytes);
    pids.add(warm.child.pid);
    pool.giveBack(warm, end.memoryBytes);
  }
  assert.equal(pids.size, 1);
  // Garbage of some 100 MB gathers over about 90 jobs and is collected, so that it is the lowest of many jobs that tells;
  // sessions that are not freed would take 200 MB by the hundredth.
  const growth = Math.min(...taken.slice(100)) - Math.min(...taken.slice(5, 20));
  assert.ok(growth < 90 * 2 ** 20, `grew by ${Math.round(growth / 2 ** 20)} MB`);
});

test('a child is at most one epoch ahead of what is stored', async () => {
  const pool = openPool();
  const warm = await pool.acquire(never);
  const begun: number[] = [];
  const progressed = new Set<number>();
  const letGo: (() => void)[] = [];
  const stop = new AbortController();
  const scratch = await newScratch();
  const hooks = {
    onProgress: ({ epoch }: ProgressMessage) => void progressed.add(epoch),
    onEpoch: ({ epoch }: EpochMessage) => {
      begun.push(epoch);
      return epoch === 1 ? new Promise<void>((resolve) => letGo.push(resolve)) : Promise.resolve();
    },
    stop: stop.signal,
  };
  const end = run(warm, await smallSpec(files, LONG), hooks, scratch);
  await waitFor('the first epoch', () => letGo[0]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual(begun, [1]);
  assert.deepEqual(await readdir(scratch), ['epoch-1']);
  assert.ok(Math.max(...progressed) <= 2);
  letGo[0]?.();
  await waitFor('the second epoch', () => begun.includes(2));
  stop.abort();
  assert.equal((await end).kind, 'stopped');
});

test('a child that is asked to stop does so soon, and trains the next job', async () => {
  const pool = openPool();
  const warm = await pool.acquire(never);
  const stop = new AbortController();
  const end = await run(warm, await smallSpec(files, LONG), {
    onEpoch: async ({ epoch }) => (epoch === 2 ? stop.abort() : undefined),
    stop: stop.signal,
  });
  assert.equal(end.kind, 'stopped');
  assert.equal((await run(warm, await smallSpec(files, 1))).kind, 'finished');
});

test("a fault of the job is told in the engine's words, and the child trains the next job", async () => {
  const pool = openPool();
  const warm = await pool.acquire(never);
  const spec = await smallSpec(files, 1);
  const end = await run(warm, { ...spec, fit: { ...spec.fit, validationSplit: 0.999 } });
  assert.ok(end.kind === 'failed');
  assert.equal(end.code, 'no_rows');
  assert.equal((await run(warm, spec)).kind, 'finished');
});

test('what is no fault of the job ends the child, and a fresh one takes its place', async () => {
  const pool = openPool();
  await pool.warm();
  const warm = await pool.acquire(never);
  const spec = await smallSpec(files, 1);
  const data = { ...spec.data, targets: [{ name: 'class', path: '/nowhere', dtype: 'int32' as const, shape: [] }] };
  assert.deepEqual(await run(warm, { ...spec, data }), {
    kind: 'crashed',
    detail: 'The training process ended by itself with exit code 1.',
  });
  pool.giveBack(warm, undefined);
  const next = await pool.acquire(never);
  assert.notEqual(next.child.pid, warm.child.pid);
  assert.equal((await run(next, spec)).kind, 'finished');
});

test('every epoch that was reported is stored, also when the child is killed right after it', async () => {
  const pool = openPool();
  const warm = await pool.acquire(never);
  const stored: number[] = [];
  const scratch = await newScratch();
  const hooks = {
    onEpoch: async ({ epoch, checkpoint }: EpochMessage) => {
      if (epoch === 3) process.kill(warm.child.pid, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 50));
      await access(join(scratch, checkpoint.file));
      stored.push(epoch);
    },
  };
  const end = await run(warm, await smallSpec(files, LONG), hooks, scratch);
  assert.equal(end.kind, 'crashed');
  assert.deepEqual(stored.slice(0, 3), [1, 2, 3]);
  assert.ok(stored.length <= 4);
});

test('a child that is deaf to a request to stop is killed', async () => {
  const pool = openPool();
  const warm = await pool.acquire(never);
  const stop = new AbortController();
  const end = await run(warm, await smallSpec(files, LONG), {
    onEpoch: async () => {
      process.kill(warm.child.pid, 'SIGSTOP');
      stop.abort();
    },
    stop: stop.signal,
    patienceMs: 100,
  });
  assert.equal(end.kind, 'crashed');
});

test('a child that was killed while it waited is replaced', async () => {
  const pool = openPool();
  await pool.warm();
  const first = await pool.acquire(never);
  pool.giveBack(first, 1);
  process.kill(first.child.pid, 'SIGKILL');
  await first.child.exited;
  const second = await pool.acquire(never);
  assert.notEqual(second.child.pid, first.child.pid);
});

test('a child that has grown too far is replaced, and a small one is kept', async () => {
  const pool = openPool();
  const first = await pool.acquire(never);
  pool.giveBack(first, 2 ** 30);
  const second = await pool.acquire(never);
  assert.equal(second.child.pid, first.child.pid);
  pool.giveBack(second, 2 ** 31);
  const third = await pool.acquire(never);
  assert.notEqual(third.child.pid, first.child.pid);
  assert.equal(await isAlive(first.child.pid), false);
});

test('a job that is worth another number of threads gets a child of its own', async () => {
  const pool = openPool();
  const first = await pool.acquire(never, 1);
  pool.giveBack(first, 1);
  const second = await pool.acquire(never, 2);
  const environment = await readFile(`/proc/${second.child.pid}/environ`, 'utf8');
  assert.match(environment, /TF_NUM_INTRAOP_THREADS=2/);
  pool.giveBack(second, 1);
  const third = await pool.acquire(never, 2);
  assert.equal(third.child.pid, second.child.pid);
  await first.child.exited;
});

test('a child that nobody waits for any more is kept for the next job', async () => {
  const pool = openPool();
  const gaveUp = new AbortController();
  const waiting = pool.acquire(gaveUp.signal);
  gaveUp.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  const warm = await pool.acquire(never);
  assert.equal(warm.child.alive, true);
});

test('an engine that cannot be loaded is told, and not tried in a loop', async () => {
  const pool = openPool({ modulePath: new URL('./children/nowhere.js', import.meta.url) });
  await assert.rejects(pool.warm(), /ended by itself with exit code 1/);
  await assert.rejects(pool.acquire(never), /ended by itself with exit code 1/);
});

test('the JavaScript engine trains too, and says why it does', async () => {
  const pool = openPool({ engine: 'cpu' });
  const warm = await pool.acquire(never);
  assert.equal(warm.engine.backend, 'cpu');
  assert.equal(warm.engine.reason, 'ENGINE=cpu asks for it');
  assert.equal((await run(warm, await smallSpec(files, 1))).kind, 'finished');
});
