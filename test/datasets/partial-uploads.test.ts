import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';
import { z } from 'zod';
import { PartialUploadRepository } from '../../src/datasets/partial-upload-repository.js';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';
import { datasetClient, requests } from './dataset-client.js';
import { idOf, PIECE, TUS, type TusAnswer, tusRequests } from './tus-client.js';

const database = await testDatabase();
const LIMIT = 10_000_000;
const { url, authorization, keys } = await datasetClient(database, { UPLOAD_LIMIT_BYTES: String(LIMIT) });
const { send, create, patch, begin, look, openPatch } = tusRequests(url, authorization);

const FILE = new Uint8Array(randomBytes(3_000_000));
const problem = z.looseObject({ code: z.string(), detail: z.string() });
const codeOf = ({ status, body }: TusAnswer) => [status, problem.parse(body).code];

/** The bytes as the database has them. */
async function stored(id: string): Promise<Buffer> {
  const uploads = new PartialUploadRepository(database, { limitBytes: LIMIT, keepMs: 1000 });
  const { rows } = await database.pool.query<{ received: string }>(
    'SELECT received_bytes AS received FROM partial_uploads WHERE id = $1',
    [id],
  );
  const pieces: Buffer[] = [];
  for await (const piece of uploads.read({ id, sizeBytes: Number(rows[0]?.received) })) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function countPieces(): Promise<number> {
  const { rows } = await database.pool.query('SELECT FROM partial_upload_pieces');
  return rows.length;
}

async function deleteAll(): Promise<void> {
  await database.pool.query('DELETE FROM partial_uploads');
}

test('a server says what it can do of tus', async () => {
  const response = await fetch(`${url}/v1/uploads`, { method: 'OPTIONS', headers: { authorization } });
  assert.deepEqual(
    [
      response.status,
      ...['tus-resumable', 'tus-version', 'tus-extension', 'tus-max-size'].map((h) => response.headers.get(h)),
    ],
    [204, '1.0.0', '1.0.0', 'creation,creation-with-upload,termination,expiration', String(LIMIT)],
  );
});

test('a file comes in pieces of any size, and HEAD tells where it goes on', async () => {
  const made = await create(FILE.length, 'numbers é.csv');
  const path = made.headers.get('location') ?? '';
  assert.deepEqual([made.status, made.headers.get('upload-offset')], [201, '0']);
  for (const [from, to] of [
    [0, 1],
    [1, 1_500_000],
    [1_500_000, 1_500_000],
    [1_500_000, FILE.length],
  ] as const) {
    const sent = await patch(path, from, FILE.subarray(from, to));
    assert.deepEqual([sent.status, sent.headers.get('upload-offset')], [204, String(to)]);
    const asked = await send('HEAD', path, TUS);
    assert.deepEqual(
      [
        asked.status,
        ...['upload-offset', 'upload-length', 'cache-control', 'tus-resumable'].map((h) => asked.headers.get(h)),
      ],
      [200, String(to), String(FILE.length), 'no-store', '1.0.0'],
    );
    assert.equal(asked.headers.get('upload-metadata'), `filename ${Buffer.from('numbers é.csv').toString('base64')}`);
    assert.ok(Date.parse(asked.headers.get('upload-expires') ?? '') > Date.now());
  }
  const { file_name, status, received_bytes } = await look(idOf(path));
  assert.deepEqual([file_name, status, received_bytes], ['numbers é.csv', 'complete', FILE.length]);
  assert.ok((await stored(idOf(path))).equals(FILE));
  assert.equal((await send('DELETE', path, TUS)).status, 204);
  assert.deepEqual(codeOf(await send('GET', path)), [404, 'upload_not_found']);
  assert.equal((await send('HEAD', path)).status, 404);
  assert.equal(await countPieces(), 0);
});

test('the first piece may come with the request that begins the upload', async () => {
  const response = await fetch(`${url}/v1/uploads`, {
    method: 'POST',
    headers: { authorization, ...PIECE, 'upload-length': String(FILE.length) },
    body: FILE.subarray(0, 10),
  });
  assert.deepEqual([response.status, response.headers.get('upload-offset')], [201, '10']);
  const { file_name, received_bytes } = await look(idOf(response.headers.get('location') ?? ''));
  assert.deepEqual([file_name, received_bytes], ['file', 10]);
  await deleteAll();
});

test('an Idempotency-Key gives the upload of the first request again', async () => {
  const headers = { 'idempotency-key': 'begin-1' };
  const [first, second] = [await create(10, 'f', headers), await create(10, 'f', headers)];
  assert.deepEqual([second.status, second.body], [201, first.body]);
  assert.deepEqual(
    ['location', 'upload-offset', 'idempotency-replayed'].map((name) => second.headers.get(name)),
    [first.headers.get('location'), '0', 'true'],
  );
  await deleteAll();
});

test('what came before a connection was cut stays, and the upload goes on from there', async () => {
  const path = await begin(FILE.length, 'f');
  const { socket } = await openPatch(path, 0, FILE.length);
  socket.write(FILE.subarray(0, 1_300_000));
  await waitFor('a piece to be stored', async () => (await look(idOf(path))).received_bytes > 0);
  socket.destroy();
  await waitFor('the rest of what was sent', async () => (await look(idOf(path))).received_bytes === 1_300_000);
  assert.equal((await patch(path, 1_300_000, FILE.subarray(1_300_000))).status, 204);
  assert.ok((await stored(idOf(path))).equals(FILE));
  await deleteAll();
});

test('of two that send the same upload at once, one wins and the other is told 409', async () => {
  const path = await begin(FILE.length, 'f');
  const slow = await openPatch(path, 0, FILE.length);
  slow.socket.write(FILE.subarray(0, 1000));
  // Another connection takes over, as after a cut that the server has not noticed.
  assert.equal((await patch(path, 0, FILE.subarray(0, 2_000_000))).status, 204);
  slow.socket.write(FILE.subarray(1000));
  await waitFor('the answer to the slow one', () => slow.heard().includes('wrong_offset'));
  assert.match(slow.heard(), /^HTTP\/1\.1 409 /);
  slow.socket.destroy();
  assert.equal((await patch(path, 2_000_000, FILE.subarray(2_000_000))).status, 204);
  assert.ok((await stored(idOf(path))).equals(FILE));
  const many = await begin(FILE.length, 'f');
  const answers = await Promise.all(Array.from({ length: 6 }, () => patch(many, 0, FILE)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 409, 409, 409, 409, 409]);
  assert.ok((await stored(idOf(many))).equals(FILE));
  await deleteAll();
});

test('a piece in the wrong place, of the wrong kind or too long is refused and leaves the upload as it was', async () => {
  const path = await begin(100, 'f');
  const bytes = FILE.subarray(0, 60);
  assert.equal((await patch(path, 0, bytes)).status, 204);
  const wrong: [answer: Promise<TusAnswer>, status: number, code: string][] = [
    [patch(path, 0, bytes), 409, 'wrong_offset'],
    [patch(path, 61, bytes.subarray(0, 10)), 409, 'wrong_offset'],
    [patch(path, 60, bytes), 413, 'too_large'],
    [send('PATCH', path, { ...PIECE, 'upload-offset': '-1' }, bytes), 422, 'invalid_request'],
    [send('PATCH', path, PIECE, bytes), 422, 'invalid_request'],
    [send('PATCH', path, { ...PIECE, 'tus-resumable': '0.2.2', 'upload-offset': '60' }, bytes), 412, 'tus_version'],
    [
      send('PATCH', path, { ...TUS, 'content-type': 'application/octet-stream', 'upload-offset': '60' }, bytes),
      415,
      'unsupported_media_type',
    ],
    [
      send(
        'PATCH',
        path,
        { ...TUS, 'content-type': 'application/json', 'upload-offset': '60' },
        new Uint8Array([0x7b, 0x7d]),
      ),
      415,
      'unsupported_media_type',
    ],
    [patch('/v1/uploads/upl_unknown', 0, bytes), 404, 'upload_not_found'],
    [patch('/v1/uploads/n%6Fne', 0, bytes), 404, 'upload_not_found'],
  ];
  for (const [answer, status, code] of wrong) assert.deepEqual(codeOf(await answer), [status, code]);
  assert.equal((await look(idOf(path))).received_bytes, 60);
  await deleteAll();
});

test('an upload that could never be used is refused before its first byte', async () => {
  const wrong: [answer: Promise<TusAnswer>, status: number, code: string, pointer?: string][] = [
    [create(LIMIT + 1, 'f'), 413, 'too_large'],
    [send('POST', '/v1/uploads', TUS), 422, 'invalid_request', '/headers/upload-length'],
    [create(1, 'f', { 'upload-length': '1e3' }), 422, 'invalid_request', '/headers/upload-length'],
    [create(1, 'f', { 'upload-metadata': 'filename a b' }), 422, 'invalid_request', '/headers/upload-metadata'],
    [create(1, 'f', { 'upload-metadata': 'filename %' }), 422, 'invalid_request', '/headers/upload-metadata'],
    [create(1, 'a\0b'), 422, 'invalid_request', '/headers/upload-metadata'],
    [create(1, 'x'.repeat(201)), 422, 'invalid_request', '/headers/upload-metadata'],
  ];
  const faults = z.looseObject({ errors: z.array(z.looseObject({ pointer: z.string() })).optional() });
  for (const [answer, status, code, pointer] of wrong) {
    const found = await answer;
    assert.deepEqual([...codeOf(found), faults.parse(found.body).errors?.[0]?.pointer], [status, code, pointer]);
  }
});

test('the uploads of a project hold no more than the limit together; those of another project do not count', async () => {
  const first = await begin(LIMIT - 10, 'f');
  assert.deepEqual(codeOf(await create(11, 'f')), [409, 'uploads_full']);
  assert.equal((await create(10, 'f')).status, 201);
  const stranger = tusRequests(url, `Bearer ${(await keys.create('other', 'another')).key}`);
  assert.equal((await stranger.create(LIMIT, 'f')).status, 201);
  assert.deepEqual(codeOf(await stranger.send('GET', first)), [404, 'upload_not_found']);
  assert.deepEqual(codeOf(await stranger.patch(first, 0, FILE.subarray(0, 1))), [404, 'upload_not_found']);
  assert.equal((await stranger.send('DELETE', first)).status, 404);
  assert.equal((await send('DELETE', first)).status, 204);
  const both = await Promise.all([create(LIMIT - 20, 'f'), create(LIMIT - 20, 'f')]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
  await deleteAll();
});

test('an upload that nobody goes on with expires, and nothing of it stays; one that goes on is kept', async () => {
  const [left, going] = [await begin(100, 'left'), await begin(100, 'going')];
  await patch(left, 0, FILE.subarray(0, 50));
  await database.pool.query(`UPDATE partial_uploads SET expires_at = now() + interval '1 second' WHERE id = $1`, [
    idOf(going),
  ]);
  const sent = await patch(going, 0, FILE.subarray(0, 50));
  assert.ok(Date.parse(sent.headers.get('upload-expires') ?? '') > Date.now() + 3_600_000);
  await database.pool.query(`UPDATE partial_uploads SET expires_at = now() - interval '1 second' WHERE id = $1`, [
    idOf(left),
  ]);
  for (const answer of [await send('GET', left), await patch(left, 50, FILE.subarray(50, 60))]) {
    assert.deepEqual(codeOf(answer), [404, 'upload_not_found']);
  }
  await new PartialUploadRepository(database, { limitBytes: 1, keepMs: 1 }).sweep();
  const { rows } = await database.pool.query('SELECT id FROM partial_uploads');
  assert.deepEqual([rows, await countPieces()], [[{ id: idOf(going) }], 1]);
  await deleteAll();
});

test('uploads are listed newest first, page by page', async () => {
  const ids: string[] = [];
  for (const name of ['a', 'b', 'c']) ids.unshift(idOf(await begin(1, name)));
  const page = z.object({ data: z.array(z.looseObject({ id: z.string() })), has_more: z.boolean() });
  const first = page.parse((await send('GET', '/v1/uploads?limit=2')).body);
  assert.deepEqual([first.data.map(({ id }) => id), first.has_more], [ids.slice(0, 2), true]);
  const second = page.parse((await requests(url, authorization).get(`/v1/uploads?limit=2&after=${ids[1]}`)).body);
  assert.deepEqual([second.data.map(({ id }) => id), second.has_more], [ids.slice(2), false]);
  await deleteAll();
});

test('a refused piece leaves its connection fit for the next request', async () => {
  const path = await begin(2_000_000, 'f');
  const { socket, heard } = await openPatch(path, 5, 1_000_000);
  await waitFor('the refusal', () => heard().includes('wrong_offset'));
  socket.write(FILE.subarray(0, 1_000_000));
  socket.write(`GET ${path} HTTP/1.1\r\nhost: test\r\nauthorization: ${authorization}\r\n\r\n`);
  await waitFor('the next answer', () => heard().includes('received_bytes'));
  socket.end();
  await once(socket, 'close');
  await deleteAll();
});
