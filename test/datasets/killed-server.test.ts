import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { test } from 'node:test';
import { z } from 'zod';
import { type EntryProcess, startEntry } from '../launch/entry-process.js';
import { atEnd } from '../support/cleanup.js';
import { createTestDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { requests } from './dataset-client.js';
import { idOf, tusRequests } from './tus-client.js';

const KEY = 'a-key-of-the-operators-own';
const authorization = `Bearer ${KEY}`;
const DATA_DIR = await temporaryFolder();
atEnd(() => rm(DATA_DIR, { recursive: true, force: true }));
const settings = {
  DATABASE_URL: await createTestDatabase(),
  DATA_DIR,
  PORT: '0',
  LOG_LEVEL: 'warn',
  ENGINE: 'cpu',
  BOOTSTRAP_API_KEY: KEY,
};
const address = (server: EntryProcess) =>
  waitFor('the address', () => /answers at (http:\S+)/.exec(server.stdout())?.[1]);

const TABLE = new Uint8Array(
  Buffer.from(
    `a,b,y\n${Array.from({ length: 600_000 }, (_, row) => `${row % 7},${row % 5},${row % 3 ? 'x' : 'z'}\n`).join('')}`,
  ),
);
const dataset = z.looseObject({ rows: z.int(), sha256: z.string() });

function formOf(id: string): FormData {
  const form = new FormData();
  form.append('options', '{"target":"y"}');
  form.append('upload', id);
  return form;
}

test('a server killed in mid-upload loses at most the piece in hand; another one goes on, also with the making of the dataset', async () => {
  const killed = startEntry('server.js', [], settings);
  const first = tusRequests(await address(killed), authorization);
  const path = await first.begin(TABLE.length, 't.csv');
  const { socket } = await first.openPatch(path, 0, TABLE.length);
  const sent = 3_500_000;
  socket.write(TABLE.subarray(0, sent));
  await waitFor('three pieces', async () => (await first.look(idOf(path))).received_bytes >= 3 * 2 ** 20);
  killed.signal('SIGKILL');
  assert.equal(await killed.ended, 'SIGKILL');

  const other = startEntry('server.js', [], settings);
  const url = await address(other);
  const second = tusRequests(url, authorization);
  const { received_bytes } = await second.look(idOf(path));
  assert.ok(received_bytes >= 3 * 2 ** 20 && received_bytes <= sent, String(received_bytes));
  assert.equal((await second.patch(path, received_bytes, TABLE.subarray(received_bytes))).status, 204);

  const making = requests(url, authorization).send('POST', '/v1/datasets', formOf(idOf(path)));
  const answered = making.then(
    () => 'answered',
    () => 'cut',
  );
  const { status } = await waitFor('the reading', async () => {
    const found = await second.look(idOf(path));
    return found.status !== 'complete' && found;
  });
  other.signal('SIGKILL');
  await other.ended;
  const url3 = await address(startEntry('server.js', [], settings));
  const third = requests(url3, authorization);
  // Killed once it was through, there is nothing left to be done.
  if ((await answered) === 'answered' || status === 'used') return;
  const made = await waitFor('the claim of the dead server to end', async () => {
    const answer = await third.send('POST', '/v1/datasets', formOf(idOf(path)));
    return answer.status !== 409 && answer;
  });
  assert.equal(made.status, 201);
  const whole = await third.upload({ target: 'y' }, [['t.csv', TABLE]]);
  assert.deepEqual(
    [dataset.parse(made.body).rows, dataset.parse(made.body).sha256],
    [600_000, dataset.parse(whole.body).sha256],
  );
});
