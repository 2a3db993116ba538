import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from '../src/config.js';
import { serverMessageSchema } from '../src/launch/messages.js';
import { type EntryProcess, startEntry } from './launch/entry-process.js';
import { atEnd } from './support/cleanup.js';
import { createTestDatabase, startTestPostgres } from './support/postgres.js';
import { temporaryFolder } from './support/temporary-folder.js';
import { waitFor } from './support/wait-for.js';

const KEY = 'a-key-of-the-operators-own';
const DATA_DIR = await temporaryFolder();
const settings = async (): Promise<Record<string, string>> => ({
  DATABASE_URL: await createTestDatabase(),
  DATA_DIR,
  PORT: '0',
  LOG_LEVEL: 'warn',
  ENGINE: 'cpu',
});

function address(server: EntryProcess): Promise<string> {
  return waitFor('the address', () => /answers at (http:\S+)/.exec(server.stdout())?.[1], 60_000);
}

async function status(url: string, path: string, key = KEY): Promise<number> {
  return (await fetch(new URL(path, url), { headers: { authorization: `Bearer ${key}` } })).status;
}

test('by itself it says where it answers, shows the first key once, and ends in order on SIGTERM', async () => {
  const shared = await settings();
  const first = startEntry('server.js', [], shared);
  const key = await waitFor('the key', () => /API key: (fsk_\w+)/.exec(first.stdout())?.[1], 60_000);
  const url = await address(first);
  assert.equal(await status(url, '/v1/models', key), 200);
  assert.equal(await status(url, '/readyz'), 200);
  first.signal('SIGTERM');
  assert.equal(await first.ended, 0, first.stderr());
  const second = startEntry('server.js', [], { ...shared, BOOTSTRAP_API_KEY: KEY });
  assert.equal(await status(await address(second), '/v1/models'), 200);
  assert.doesNotMatch(second.stdout(), /fsk_|a-key/);
});

test('connections on which nothing or half a request was sent do not hold up the end', async () => {
  const server = startEntry('server.js', [], await settings());
  const { port } = new URL(await address(server));
  const halves = [
    '',
    'GET /livez HTTP/1.1\r\nHost: x\r\n',
    'POST /v1/models HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{',
  ];
  for (const half of halves) {
    const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(half);
  }
  server.signal('SIGINT');
  assert.equal(await server.ended, 0, server.stderr());
});

test('it waits for a Postgres that comes later', async () => {
  const postgres = await startTestPostgres();
  await postgres.stop();
  const server = startEntry('server.js', [], { ...(await settings()), DATABASE_URL: postgres.connectionString });
  await waitFor('the server to wait', () => server.stderr().includes('waiting for Postgres'));
  await postgres.start();
  assert.equal(await status(await address(server), '/readyz'), 200);
});

test('it ends when the process that forked it is gone', async () => {
  const modulePath = fileURLToPath(new URL('../src/server.js', import.meta.url));
  const child = fork(modulePath, [], {
    env: { ...inheritedEnvironment(), ...(await settings()) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  atEnd(async () => child.kill('SIGKILL'));
  const [message] = await once(child, 'message');
  const { url } = serverMessageSchema.parse(message);
  assert.equal(await status(url, '/livez'), 200);
  child.disconnect();
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});

test('it says in a sentence that a port is taken', async () => {
  const shared = await settings();
  const first = startEntry('server.js', [], shared);
  const { port } = new URL(await address(first));
  const second = startEntry('server.js', [], { ...shared, PORT: port });
  assert.equal(await second.ended, 78);
  assert.equal(
    second.stderr().trim().split('\n').at(-1),
    `fitserve: 127.0.0.1:${port} is in use: set PORT to another port, or 0 for a free one.`,
  );
});
