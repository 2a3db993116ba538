import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { inheritedEnvironment } from '../../src/config.js';
import { atEnd } from '../support/cleanup.js';
import { testDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { requests } from './dataset-client.js';
import { NO_ROWS, storedRows } from './stored-rows.js';

const KEY = 'a-key-of-the-operators-own';
const database = await testDatabase();
const DATA_DIR = await temporaryFolder();
atEnd(() => rm(DATA_DIR, { recursive: true, force: true }));
const problem = z.looseObject({ code: z.string(), detail: z.string() });

/** A server none of whose files can grow beyond a megabyte, as on a disk that is full. @returns its address. */
async function startConfinedServer(): Promise<string> {
  const program = fileURLToPath(new URL('../../src/server.js', import.meta.url));
  const server = spawn('bash', ['-c', 'ulimit -f 1024; exec "$0" "$1"', process.execPath, program], {
    env: {
      ...inheritedEnvironment(),
      DATABASE_URL: database.connectionString,
      DATA_DIR,
      PORT: '0',
      LOG_LEVEL: 'error',
      ENGINE: 'cpu',
      BOOTSTRAP_API_KEY: KEY,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  atEnd(async () => {
    const ended = once(server, 'exit');
    if (server.kill('SIGKILL')) await ended;
  });
  let printed = '';
  server.stdout.on('data', (text) => {
    printed += String(text);
  });
  return waitFor('the address', () => /answers at (http:\S+)/.exec(printed)?.[1]);
}

test('a disk that is full in the middle of an upload is a 503 that says so, leaves nothing behind, and the server goes on', async () => {
  const { upload, get } = requests(await startConfinedServer(), `Bearer ${KEY}`);
  // Targets are put into a file when there are more than 8 MB of them before all classes are known.
  const table = `a,y\n${Array.from({ length: 3_000_000 }, (_, row) => `${row % 7},${row % 3 ? 'x' : 'z'}\n`).join('')}`;
  const refused = await upload({ target: 'y' }, [['t.csv', table]]);
  const { code, detail } = problem.parse(refused.body);
  assert.deepEqual([refused.status, code], [503, 'unavailable']);
  assert.match(detail, /no room left on its disk/);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  await waitFor('the rest to be deleted', async () => (await storedRows(database)).uploads === 0);
  assert.deepEqual(await storedRows(database), NO_ROWS);
  assert.equal((await upload({ target: 'y' }, [['t.csv', table.slice(0, 400_000)]])).status, 201);
  assert.equal((await get('/v1/datasets')).status, 200);
});
