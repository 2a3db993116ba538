import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { z } from 'zod';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { startTestPostgres } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';
import { datasetClient } from './dataset-client.js';
import { NO_ROWS, storedRows } from './stored-rows.js';
import { idOf, tusRequests } from './tus-client.js';

const postgres = await startTestPostgres();
await migrate(postgres.connectionString, silentLogger);
const settings = { DATABASE_CONNECT_TIMEOUT_MS: '2000' };
const database = openDatabase(testConfig(settings), postgres.connectionString, silentLogger);
atEnd(database.close);
const { url, authorization, upload, get } = await datasetClient(database, settings);
const { begin, patch, look, openPatch } = tusRequests(url, authorization);

const ROWS = Array.from({ length: 400_000 }, (_, row) => `${row % 7},${row % 5},${row % 3},${row % 11},${row % 2}\n`);
const TABLE = `a,b,c,d,y\n${ROWS.join('')}`;

/** A multipart upload of TABLE of which only the first `bytes` of the file come. */
async function beginUpload(bytes: number) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  let heard = '';
  socket.on('data', (text) => {
    heard += String(text);
  });
  await once(socket, 'connect');
  const options = '--cut\r\nContent-Disposition: form-data; name="options"\r\n\r\n{"target":"y"}\r\n';
  const head = '--cut\r\nContent-Disposition: form-data; name="file"; filename="t.csv"\r\n\r\n';
  const body = `${options}${head}${TABLE}\r\n--cut--\r\n`;
  const lines = [
    'POST /v1/datasets HTTP/1.1',
    'host: test',
    `authorization: ${authorization}`,
    'content-type: multipart/form-data; boundary=cut',
    `content-length: ${body.length}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body.slice(0, bytes)}`);
  return { socket, heard: () => heard, rest: body.slice(bytes) };
}

test('a database that goes away in the middle of an upload is a 503 to its client, and leaves nothing behind', async () => {
  const { socket, heard, rest } = await beginUpload(TABLE.length - 100_000);
  await waitFor('a block', async () => (await storedRows(database)).pins !== 0);
  await postgres.stop();
  socket.write(rest);
  await waitFor('the refusal', () => heard().includes('request_id'));
  assert.match(heard(), /^HTTP\/1\.1 503 /);
  assert.match(heard(), /"code":"unavailable"/);
  socket.destroy();
  await postgres.start();
  await waitFor('the rest to be deleted', async () => (await storedRows(database)).uploads === 0);
  assert.deepEqual(await storedRows(database), NO_ROWS);
  assert.equal((await upload({ target: 'y' }, [['t.csv', TABLE]])).status, 201);
});

test('a resumable upload goes on where it was when the database comes back', async () => {
  const bytes = new Uint8Array(Buffer.from(TABLE));
  const path = await begin(bytes.length, 't.csv');
  const { socket, heard } = await openPatch(path, 0, bytes.length);
  socket.write(bytes.subarray(0, 1_500_000));
  await waitFor('a piece', async () => (await look(idOf(path))).received_bytes > 0);
  await postgres.stop();
  socket.write(bytes.subarray(1_500_000));
  await waitFor('the refusal', () => heard().includes('unavailable'));
  assert.match(heard(), /^HTTP\/1\.1 503 /);
  socket.destroy();
  await postgres.start();
  const { received_bytes } = await waitFor('the database', () => look(idOf(path)));
  assert.ok(received_bytes > 0 && received_bytes < bytes.length);
  assert.equal((await patch(path, received_bytes, bytes.subarray(received_bytes))).status, 204);
  const form = new FormData();
  form.append('options', '{"target":"y"}');
  form.append('upload', idOf(path));
  const made = await fetch(`${url}/v1/datasets`, { method: 'POST', headers: { authorization }, body: form });
  const { sha256 } = z.looseObject({ sha256: z.string() }).parse(await made.json());
  const first = z
    .object({ data: z.array(z.looseObject({ sha256: z.string() })) })
    .parse((await get('/v1/datasets')).body);
  assert.equal(sha256, first.data.at(-1)?.sha256);
});
