import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  FolderInUseError,
  startEmbeddedPostgres,
} from '../../src/database/embedded.js';
import type { PostgresSettings } from '../../src/database/postgres-server.js';
import { silentLogger } from '../support/config.js';
import { FAST } from '../support/postgres-server.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';

const PROGRAM = fileURLToPath(new URL('programs/keep-postgres.js', import.meta.url));

/** A data folder that is removed after the test. */
async function dataFolder(t: TestContext): Promise<string> {
  const folder = await temporaryFolder();
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return join(folder, 'data');
}

/** Starts a server that is stopped after the test, before its folder is removed. */
async function start(t: TestContext, folder: string, settings: PostgresSettings = FAST): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(folder, silentLogger, settings);
  t.after(server.stop);
  return server;
}

async function query(address: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: address });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that runs the folder's Postgres. */
async function startElsewhere(
  t: TestContext,
  folder: string,
): Promise<{ child: ChildProcess; pid: number; url: string }> {
  const child = spawn(process.execPath, [PROGRAM, folder], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout), 'line');
  const [pid = '', url = ''] = String(line).split(' ');
  return { child, pid: Number(pid), url };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('data, address and password outlive a stop, after which no process is left', async (t) => {
  const folder = await dataFolder(t);
  const first = await start(t, folder);
  await query(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS value');
  const { pid } = first;
  await first.stop();
  assert.equal(isAlive(pid), false);
  const second = await start(t, folder);
  assert.equal(second.connectionString, first.connectionString);
  assert.deepEqual(await query(second.connectionString, 'SELECT value FROM kept'), [{ value: 42 }]);
});

test('only this machine reaches it, and only with the password, which only its owner can read', async (t) => {
  const folder = await dataFolder(t);
  const { connectionString } = await start(t, folder);
  assert.equal((await stat(join(folder, 'postgres.json'))).mode & 0o777, 0o600);
  assert.equal((await stat(join(folder, 'postgres'))).mode & 0o777, 0o700);
  assert.deepEqual(await query(connectionString, 'SHOW listen_addresses'), [{ listen_addresses: '127.0.0.1' }]);
  const url = new URL(connectionString);
  url.password = 'guessed';
  await assert.rejects(query(url.href, 'SELECT 1'), { code: '28P01' });
});

test('what is committed is on the disk', async (t) => {
  const folder = await dataFolder(t);
  const server = await start(t, folder, {});
  assert.deepEqual(await query(server.connectionString, 'SHOW fsync'), [{ fsync: 'on' }]);
  assert.deepEqual(await query(server.connectionString, 'SHOW synchronous_commit'), [{ synchronous_commit: 'on' }]);
});

test('a second start on the same folder is refused, and the first goes on', async (t) => {
  const folder = await dataFolder(t);
  const { connectionString } = await start(t, folder);
  await assert.rejects(startEmbeddedPostgres(folder, silentLogger), (error) => {
    assert.ok(error instanceof FolderInUseError);
    assert.match(error.message, new RegExp(`already runs on ${folder}: stop it, or set DATA_DIR`));
    return true;
  });
  assert.equal((await query(connectionString, 'SELECT 1')).length, 1);
});

test('two folders have servers of their own', async (t) => {
  const [one, two] = [await start(t, await dataFolder(t)), await start(t, await dataFolder(t))];
  assert.notEqual(new URL(one.connectionString).port, new URL(two.connectionString).port);
});

test('what a run that was killed while it made the files has left is cleared away', async (t) => {
  const folder = await dataFolder(t);
  const child = spawn(process.execPath, [PROGRAM, folder], { stdio: 'ignore' });
  await waitFor(
    'the half-made files',
    async () => (await readdir(folder)).some((name) => name.includes('init-')),
    30_000,
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  const server = await start(t, folder);
  assert.equal((await query(server.connectionString, 'SELECT 1')).length, 1);
  assert.deepEqual((await readdir(folder)).sort(), ['postgres', 'postgres.json']);
});

test('the Postgres of a run that was killed is ended, and its committed data found', async (t) => {
  const folder = await dataFolder(t);
  const { child, pid, url } = await startElsewhere(t, folder);
  await query(url, 'CREATE TABLE kept AS SELECT 42 AS value');
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isAlive(pid), true);
  const server = await start(t, folder);
  assert.equal(isAlive(pid), false);
  assert.notEqual(server.pid, pid);
  assert.deepEqual(await query(server.connectionString, 'SELECT value FROM kept'), [{ value: 42 }]);
});

test('a postmaster.pid that names another process is no reason not to start', async (t) => {
  const folder = await dataFolder(t);
  const server = await start(t, folder);
  const file = join(folder, 'postgres', 'postmaster.pid');
  const content = await readFile(file, 'utf8');
  await server.stop();
  await writeFile(file, content.replace(/^\d+/, String(process.pid)));
  await start(t, folder);
});

test('a port that somebody else has taken meanwhile is left to them', async (t) => {
  const folder = await dataFolder(t);
  await (await start(t, folder)).stop();
  const other = await start(t, await dataFolder(t));
  const path = join(folder, 'postgres.json');
  const access: unknown = JSON.parse(await readFile(path, 'utf8'));
  const taken = Number(new URL(other.connectionString).port);
  await writeFile(path, JSON.stringify({ ...Object(access), port: taken }));
  const second = await start(t, folder);
  assert.notEqual(Number(new URL(second.connectionString).port), taken);
});

test('a Postgres that dies is started again at the same address, with what was committed', async (t) => {
  const server = await start(t, await dataFolder(t), {});
  await query(server.connectionString, 'CREATE TABLE kept AS SELECT 42 AS value');
  const { pid } = server;
  process.kill(pid, 'SIGKILL');
  await waitFor('another postmaster', () => server.pid !== 0 && server.pid !== pid);
  const rows = await waitFor('its answer', () => query(server.connectionString, 'SELECT value FROM kept'));
  assert.deepEqual(rows, [{ value: 42 }]);
});

test("the terminal's Ctrl-C does not reach Postgres before its keeper stops it", async (t) => {
  const { child, pid } = await startElsewhere(t, await dataFolder(t));
  const output = createInterface({ input: child.stdout ?? process.stdin });
  const line = once(output, 'line');
  process.kill(-(child.pid ?? 0), 'SIGINT');
  assert.deepEqual(await line, ['answers']);
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
  assert.equal(isAlive(pid), false);
});

test('a folder below one that only its owner can pass serves as well', async (t) => {
  const folder = await dataFolder(t);
  await mkdir(folder, { mode: 0o700 });
  const { connectionString } = await start(t, join(folder, 'below'));
  assert.equal((await query(connectionString, 'SELECT 1')).length, 1);
});

test('a folder that only its owner can pass, as mktemp makes them, serves as well', async (t) => {
  const folder = await dataFolder(t);
  await mkdir(folder, { mode: 0o700 });
  const { connectionString } = await start(t, folder);
  assert.equal((await query(connectionString, 'SELECT 1')).length, 1);
});

test('a folder whose password file is gone is refused by its name', async (t) => {
  const folder = await dataFolder(t);
  const server = await start(t, folder);
  await server.stop();
  await rm(join(folder, 'postgres.json'));
  await assert.rejects(startEmbeddedPostgres(folder, silentLogger), (error) => {
    assert.ok(error instanceof EmbeddedPostgresError);
    assert.match(error.message, /postgres\.json is missing or damaged/);
    return true;
  });
});
