import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { afterEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { inheritedEnvironment } from '../../src/config.js';
import type { Logger } from '../../src/logger.js';
import { type EngineChild, forkEngineChild, TRAINING_NICENESS } from '../../src/trainer/child-process.js';
import { silentLogger } from '../support/config.js';
import { waitFor } from '../support/wait-for.js';
import { type FromProbe, fromProbeSchema, type ToProbe } from './children/probe-protocol.js';
import { environmentOf, gone } from './processes.js';

const children: EngineChild<ToProbe, FromProbe>[] = [];

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.end(0)));
});

function forkProbe(options: { threads?: number; operations?: number; niceness?: number; logger?: Logger } = {}) {
  const child = forkEngineChild<ToProbe, FromProbe>({
    name: 'probe',
    modulePath: new URL('./children/probe-child.js', import.meta.url),
    received: fromProbeSchema,
    logger: options.logger ?? silentLogger,
    threads: options.threads ?? 0,
    operations: options.operations,
    niceness: options.niceness ?? 0,
  });
  children.push(child);
  return child;
}

async function ask(child: EngineChild<ToProbe, FromProbe>, message: ToProbe): Promise<unknown> {
  const answer = new Promise<FromProbe>((resolve) => child.listen(resolve));
  await child.send(message);
  return (await answer).value;
}

test('messages keep typed arrays, NaN and the infinities', async () => {
  const value = { numbers: new Float32Array([1.5, Number.NaN]), loss: Number.NaN, worst: -Infinity };
  assert.deepEqual(await ask(forkProbe(), { type: 'echo', value }), value);
});

test('a child knows nothing of its parent beyond the list, whatever the parent was started with', async () => {
  const secrets = {
    DATABASE_URL: 'postgres://u:p@db/x',
    REDIS_URL: 'redis://r',
    BOOTSTRAP_API_KEY: 'k',
    HOME: '/root',
  };
  assert.deepEqual(inheritedEnvironment({ ...secrets, PATH: '/bin', TZ: 'UTC' }), { PATH: '/bin', TZ: 'UTC' });

  process.env.DATABASE_URL = 'postgres://user:secret@localhost/database';
  try {
    const child = forkProbe({ threads: 3 });
    await ask(child, { type: 'echo', value: 0 });
    const environment = await environmentOf(child.pid);
    const allowed = new Set([
      ...Object.keys(inheritedEnvironment()),
      'TF_CPP_MIN_LOG_LEVEL',
      'TF_NUM_INTRAOP_THREADS',
      'TF_NUM_INTEROP_THREADS',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
    ]);
    assert.deepEqual(
      [...environment.keys()].filter((name) => !allowed.has(name)),
      [],
    );
    assert.equal(environment.get('TF_NUM_INTRAOP_THREADS'), '3');
    assert.equal(environment.get('TF_NUM_INTEROP_THREADS'), '3');
    assert.equal(environment.get('TF_CPP_MIN_LOG_LEVEL'), '2');
    const other = forkProbe({ threads: 1, operations: 4 });
    await ask(other, { type: 'echo', value: 0 });
    const itsEnvironment = await environmentOf(other.pid);
    assert.equal(itsEnvironment.get('TF_NUM_INTRAOP_THREADS'), '1');
    assert.equal(itsEnvironment.get('TF_NUM_INTEROP_THREADS'), '4');
  } finally {
    delete process.env.DATABASE_URL;
  }
});

test('the engine chooses its threads when none are set', async () => {
  const child = forkProbe();
  await ask(child, { type: 'echo', value: 0 });
  assert.equal((await environmentOf(child.pid)).has('TF_NUM_INTRAOP_THREADS'), false);
});

test('a child has the priority that it was given, and a process group of its own', async () => {
  const child = forkProbe({ niceness: TRAINING_NICENESS });
  await ask(child, { type: 'echo', value: 0 });
  assert.equal(getPriority(child.pid), 10);
  const [, group] = /\) \S \d+ (\d+) /.exec(await readFile(`/proc/${child.pid}/stat`, 'utf8')) ?? [];
  assert.equal(Number(group), child.pid);
});

test('what a child prints goes to the log', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'warn', base: null }, { write: (line) => void lines.push(line) });
  const child = forkProbe({ logger });
  await child.send({ type: 'print', line: 'from below' });
  const line = await waitFor('the line', () => lines[0]);
  const { time, ...fields } = JSON.parse(line);
  assert.deepEqual(fields, { level: 40, childPid: child.pid, line: 'from below', msg: 'probe printed' });
});

test('how a child ended is told in a sentence', async () => {
  const [left, killed, crashed] = [forkProbe(), forkProbe(), forkProbe()];
  await left.send({ type: 'exit', code: 3 });
  process.kill(killed.pid, 'SIGKILL');
  process.kill(crashed.pid, 'SIGSEGV');
  const exits = await Promise.all([left.exited, killed.exited, crashed.exited]);
  assert.deepEqual(exits, [
    { code: 3, signal: null, sentence: 'The probe ended by itself with exit code 3.' },
    {
      code: null,
      signal: 'SIGKILL',
      sentence: 'The probe was killed (SIGKILL): by hand, or by the system for want of memory.',
    },
    { code: null, signal: 'SIGSEGV', sentence: 'The probe crashed (SIGSEGV).' },
  ]);
  assert.equal(left.alive, false);
  await assert.rejects(left.send({ type: 'babble' }), /The probe is gone/);
});

test('a child that does not heed SIGTERM is killed when the grace is over', async () => {
  const child = forkProbe();
  assert.equal(await ask(child, { type: 'ignore_sigterm' }), 'ignored');
  assert.equal((await child.end(100)).signal, 'SIGKILL');
});

test('a child that heeds SIGTERM is not killed', async () => {
  const child = forkProbe();
  await ask(child, { type: 'echo', value: 0 });
  assert.equal((await child.end(60_000)).signal, 'SIGTERM');
});

test('a child that sends what nobody understands is killed', async () => {
  const child = forkProbe();
  await child.send({ type: 'babble' });
  assert.equal((await child.exited).signal, 'SIGKILL');
});

test('a module that is not there is told as an exit', async () => {
  const child = forkEngineChild<ToProbe, FromProbe>({
    name: 'probe',
    modulePath: new URL('./children/nowhere.js', import.meta.url),
    received: fromProbeSchema,
    logger: silentLogger,
    threads: 0,
  });
  assert.equal((await child.exited).code, 1);
});

test('a child ends when its parent was killed with SIGKILL', async () => {
  const main = fileURLToPath(new URL('./children/parent-of-probe.js', import.meta.url));
  const parent = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  parent.kill('SIGKILL');
  await gone(Number(line));
});
