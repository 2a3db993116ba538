import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { descendants, type EntryProcess, startEntry, stillRunning } from './launch/entry-process.js';
import { temporaryFolder } from './support/temporary-folder.js';
import { waitFor } from './support/wait-for.js';

const START_TIMEOUT_MS = 60_000;
const DATA_DIR = await temporaryFolder();

function start(settings: Readonly<Record<string, string>> = {}): EntryProcess {
  return startEntry('start.js', [], { DATA_DIR, PORT: '0', LOG_LEVEL: 'silent', ENGINE: 'cpu', ...settings });
}

async function address(service: EntryProcess): Promise<string> {
  return waitFor(
    'the address',
    () => /answers at (http:\S+)\n(?:.*\n)* {2}log /.exec(service.stdout())?.[1],
    START_TIMEOUT_MS,
  );
}

const firstKey = async () => (await readFile(join(DATA_DIR, 'first-api-key'), 'utf8')).trim();

async function ask(url: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${await firstKey()}`, 'content-type': 'application/json' };
  return fetch(new URL('/v1/models', url), { ...init, headers, signal: AbortSignal.timeout(60_000) });
}

async function modelNames(url: string): Promise<string[]> {
  const listSchema = z.object({ data: z.array(z.object({ name: z.string() })) });
  return listSchema.parse(await (await ask(url)).json()).data.map(({ name }) => name);
}

const MODEL = {
  name: 'kept',
  architecture: { layers: [{ class_name: 'Dense', config: { units: 1, input_shape: [2] } }] },
};

/** Waits until nothing of the tree is left. */
async function assertGone(tree: Awaited<ReturnType<typeof descendants>>): Promise<void> {
  await waitFor('the processes to be gone', async () => (await stillRunning(tree)).length === 0).catch(async () => {
    assert.deepEqual(await stillRunning(tree), []);
  });
}

test('the first start prints the address, a key that works and, loudly, a slow engine; Ctrl-C stops everything, and its exit code is 0', async () => {
  const service = start();
  const url = await address(service);
  const key = /API key +(fsk_\w+)/.exec(service.stdout())?.[1];
  assert.equal(key, await firstKey());
  assert.equal((await fetch(new URL('/readyz', url))).status, 200);
  assert.equal((await ask(url, { method: 'POST', body: JSON.stringify(MODEL) })).status, 201);
  await waitFor(
    'the engine',
    () => /ENGINE +NO TENSORFLOW: .*\n +ENGINE=cpu asks for it\n/.test(service.stdout()),
    START_TIMEOUT_MS,
  );
  assert.equal((await (await fetch(new URL('/readyz', url))).text()).includes('"backend":"cpu"'), true);
  const tree = await descendants(service.pid);
  for (const part of ['server.js', 'worker.js', 'postgres']) {
    assert.ok(
      tree.some(({ command }) => command.includes(part)),
      part,
    );
  }
  service.signal('SIGINT');
  assert.equal(await service.ended, 0, service.stderr());
  assert.match(service.stdout(), /Stopping …\nStopped\.\n$/);
  await assertGone(tree);
});

test('the next start finds its data, and prints no key', async () => {
  const service = start();
  const url = await address(service);
  assert.doesNotMatch(service.stdout(), /fsk_/);
  assert.deepEqual(await modelNames(url), ['kept']);
  service.signal('SIGTERM');
  assert.equal(await service.ended, 0);
});

test('killed outright it leaves no process behind, and its data is there at the next start', async () => {
  const service = start();
  await address(service);
  const tree = await descendants(service.pid);
  assert.ok(tree.length >= 4, `${tree.length} processes`);
  service.signal('SIGKILL');
  await service.ended;
  await assertGone(tree);
  const next = start();
  assert.deepEqual(await modelNames(await address(next)), ['kept']);
  next.signal('SIGINT');
  assert.equal(await next.ended, 0);
});

test('a server that dies is started again at the same address', async () => {
  const service = start();
  const url = await address(service);
  const server = (await descendants(service.pid)).find(({ command }) => command.includes('server.js'));
  process.kill(server?.pid ?? 0, 'SIGKILL');
  await waitFor('another server', async () => {
    const now = (await descendants(service.pid)).find(({ command }) => command.includes('server.js'));
    return now !== undefined && now.pid !== server?.pid && (await ask(url)).ok;
  });
  service.signal('SIGINT');
  assert.equal(await service.ended, 0);
});

test('Ctrl-C while it starts stops what has been started', async () => {
  const service = start();
  await waitFor('Postgres', async () =>
    (await descendants(service.pid)).some(({ command }) => command.includes('postgres')),
  );
  const tree = await descendants(service.pid);
  service.signal('SIGINT');
  assert.equal(await service.ended, 0, service.stderr());
  assert.match(service.stdout(), /Stopped\.\n$/);
  await assertGone(tree);
});

test('a second Ctrl-C ends it at once, and leaves nothing behind', async () => {
  const service = start();
  await address(service);
  const tree = await descendants(service.pid);
  service.signal('SIGINT');
  await waitFor('the stop to begin', () => service.stdout().includes('Stopping'));
  await sleep(600);
  service.signal('SIGINT');
  const code = await service.ended;
  assert.ok(code === 130 || code === 0, String(code));
  await assertGone(tree);
});

test('a folder that is in use, a port that is in use and a wrong setting are each told in a sentence', async () => {
  const service = start();
  await address(service);
  const second = start();
  assert.equal(await second.ended, 78);
  assert.match(second.stderr(), /^fitserve: Another fitserve already runs on /);
  service.signal('SIGINT');
  await service.ended;

  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const at = taken.address();
  const third = start({ PORT: String(typeof at === 'object' ? at?.port : 0) });
  assert.equal(await third.ended, 78, third.stderr());
  assert.match(third.stderr(), /is in use: set PORT to another port/);
  taken.close();

  const fourth = start({ PORT: 'eighty' });
  assert.equal(await fourth.ended, 78);
  assert.match(fourth.stderr(), /^fitserve: Wrong settings:\n {2}PORT: .*"eighty"/);
});
