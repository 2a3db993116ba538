import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { z } from 'zod';
import { example } from '../data/ingest-files.js';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';
import { datasetClient } from './dataset-client.js';
import { NO_ROWS, storedRows } from './stored-rows.js';

const database = await testDatabase();
const client = await datasetClient(database, { UPLOAD_LIMIT_BYTES: '20000000', BODY_LIMIT_BYTES: '1000000' });
const { send, upload, postJson, url, authorization } = client;

const TABLE = 'a,b,y\n1,2,x\n3,4,z\n';
const TARGET = { target: 'y' };
const TABLE_FILE = ['t.csv', TABLE] as const;

const problem = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.looseObject({ pointer: z.string(), detail: z.string() })).default([]),
});

/** Status, code, first pointer and sentence of a refusal. */
async function refusal(answer: Promise<{ status: number; body: unknown }>) {
  const { status, body } = await answer;
  const { code, detail, errors } = problem.parse(body);
  return { status, code, pointer: errors[0]?.pointer, detail };
}

/** A multipart body written by hand. */
function multipart(...parts: readonly [headers: string, content: string][]) {
  const written = parts.map(
    ([headers, content]) => `--cut\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${content}\r\n`,
  );
  return send('POST', '/v1/datasets', `${written.join('')}--cut--\r\n`, {
    'content-type': 'multipart/form-data; boundary=cut',
  });
}

test('options may come as a field, as a typed field or as a file', async () => {
  const file: [string, string] = ['name="file"; filename="t.csv"', TABLE];
  const options = JSON.stringify(TARGET);
  assert.equal((await multipart(['name="options"', options], file)).status, 201);
  assert.equal((await multipart(['name="options"\r\nContent-Type: application/json', options], file)).status, 201);
  assert.equal((await multipart(['name="options"; filename="options.json"', options], file)).status, 201);
});

test('what is wrong with the parts of an upload is named', async () => {
  const file: [string, string] = ['name="file"; filename="t.csv"', TABLE];
  const images: [string, string] = ['name="file"; filename="i"', '\0\0\x08\x02\0\0\0\x02\0\0\0\x01ab'];
  const labels: [string, string] = ['name="file"; filename="l"', '\0\0\x08\x01\0\0\0\x02ab'];
  const cases: [
    answer: Promise<{ status: number; body: unknown }>,
    status: number,
    pointer: string | undefined,
    detail: RegExp,
  ][] = [
    [multipart(images, labels, ['name="options"', '{}']), 422, '/options', /must come before the files, and once/],
    [
      multipart(['name="options"', '{"target":"y"}'], file, ['name="options"', '{}']),
      422,
      '/options',
      /must come before the files, and once/,
    ],
    [
      multipart(['name="options"', '{"target":"y"}'], ['name="data"; filename="t.csv"', TABLE]),
      422,
      '/data',
      /what is known is options, file/,
    ],
    [multipart(['name="options"', '{"target":"y"}'], ['name="file"', TABLE]), 422, '/file', /must be sent as a file/],
    [multipart(['name="options"', '{"target":"y"}']), 400, undefined, /no part `file`/],
    [multipart(['name="options"', '{"target"']), 400, undefined, /`options` is not valid JSON/],
    [multipart(['name="options"\r\nContent-Type: application/json', '{"target"']), 400, undefined, /not a valid JSON/],
    [multipart(['name="options"', '[]']), 422, '/options', /must be an object/],
    [multipart(['name="options"', '7']), 422, '/options', /must be an object/],
    [multipart(['name="__proto__"', '{}']), 400, undefined, /cannot be read/],
    [multipart(['name="options"', 'x'.repeat(1_100_000)], file), 413, undefined, /more than 1048576 bytes/],
    [
      multipart(['name="options"; filename="o"', 'x'.repeat(1_100_000)], file),
      413,
      undefined,
      /more than 1048576 bytes/,
    ],
    [upload({ ...TARGET, name: '' }, [TABLE_FILE]), 422, '/options/name', /at least 1 character/],
    [upload({ ...TARGET, name: 'x'.repeat(201) }, [TABLE_FILE]), 422, '/options/name', /at most 200 characters/],
    [upload({ ...TARGET, name: 'a\0' }, [TABLE_FILE]), 422, '/options/name', /without the character 0/],
    [
      upload({ ...TARGET, format: 'arff' }, [TABLE_FILE]),
      422,
      '/options/format',
      /must be one of "csv", "jsonl", "parquet", "idx", "npy", "npz", "images"$/,
    ],
    [upload({ ...TARGET, task: 'ranking' }, [TABLE_FILE]), 422, '/options/task', /"classification", "regression"/],
    [upload({ ...TARGET, scale: 0 }, [TABLE_FILE]), 422, '/options/scale', /other than 0/],
    [upload({ ...TARGET, scale: '1/255' }, [TABLE_FILE]), 422, '/options/scale', /must be a number/],
    [upload({ ...TARGET, features: [] }, [TABLE_FILE]), 422, '/options/features', /at least 1 item/],
    [
      upload({ ...TARGET, features: ['a', 'a'] }, [TABLE_FILE]),
      422,
      '/options/features',
      /must not name a column twice/,
    ],
    [upload({ target: 7.5 }, [TABLE_FILE]), 422, '/options/target', /must be/],
    [upload({ target: ['a', 7] }, [TABLE_FILE]), 422, '/options/target/1', /must be/],
    [upload({ ...TARGET, separator: ',' }, [TABLE_FILE]), 422, '/options/separator', /is not known here/],
    [upload({ ...TARGET, delimiter: ':' }, [TABLE_FILE]), 422, '/options/delimiter', /must be one of/],
    [
      upload(TARGET, [['t.csv', 'a,b,y\n1,oops,x\n']]),
      422,
      '/file',
      /row 1 \(line 2\), column "b": expected a number, found "oops"/,
    ],
    [send('POST', '/v1/datasets'), 400, undefined, /The body is empty/],
    [
      send('POST', '/v1/datasets', TABLE, { 'content-type': 'text/csv' }),
      415,
      undefined,
      /does not take that Content-Type/,
    ],
    [
      send('POST', '/v1/datasets', 'x', { 'content-type': 'multipart/form-data' }),
      400,
      undefined,
      /Boundary not found/,
    ],
    [
      send('POST', '/v1/datasets', 'x', { 'content-type': 'multipart/form-data; boundary=b' }),
      400,
      undefined,
      /Unexpected end/,
    ],
    [
      send('POST', '/v1/datasets?dry_run=true', '{}', { 'content-type': 'application/json' }),
      422,
      '/query/dry_run',
      /not known/,
    ],
  ];
  const before = await storedRows(database);
  for (const [answer, status, pointer, detail] of cases) {
    const found = await refusal(answer);
    assert.deepEqual([found.status, found.pointer], [status, pointer], found.detail);
    assert.match(found.detail, detail);
  }
  assert.deepEqual(await storedRows(database), before);
});

test('more bytes than are allowed are too many, announced or not', async () => {
  const large = `a,b,y\n${'1,2,x\n3,4,z\n'.repeat(1_700_000)}`;
  assert.ok(large.length > 20_000_000);
  assert.deepEqual(
    [
      (await refusal(upload(TARGET, [['t.csv', large]]))).status,
      (await refusal(postJson(`[${'1,'.repeat(600_000)}1]`))).status,
    ],
    [413, 413],
  );
  async function* chunks() {
    for (let piece = 0; piece < 30; piece++) yield Buffer.alloc(50_000, 0x20);
  }
  const response = await fetch(`${url}/v1/datasets`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: chunks(),
    duplex: 'half',
  });
  assert.deepEqual([response.status, problem.parse(await response.json()).code], [413, 'too_large']);
});

/** Rows enough for several blocks. */
const MANY_ROWS = `a,b,c,d,e,f,g,h,y\n${Array.from({ length: 300_000 }, (_, row) => `${row},2.25,3.25,4.25,5.25,6.25,7.25,8.25,x\n`).join('')}`;

/** A connection on which a request with a body has begun, and what came back on it so far. */
async function beginRequest(type: string, bodyBytes: number, body: string) {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  const heard = { text: '' };
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard.text += text;
  });
  socket.on('error', () => undefined);
  const head = [
    'Host: test',
    `Authorization: ${authorization}`,
    `Content-Type: ${type}`,
    `Content-Length: ${bodyBytes}`,
  ];
  socket.write(`POST /v1/datasets HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`);
  return { socket, heard, missing: bodyBytes - body.length };
}

/** Begins an upload of 19 MB, of which only `table` comes. */
function beginUpload(table: string) {
  const options = `Content-Disposition: form-data; name="options"\r\n\r\n${JSON.stringify(TARGET)}`;
  const file = `Content-Disposition: form-data; name="file"; filename="t.csv"\r\n\r\n${table}`;
  return beginRequest('multipart/form-data; boundary=cut', 19_000_000, `--cut\r\n${options}\r\n--cut\r\n${file}`);
}

test('an upload that is cut off in the middle leaves nothing behind', async () => {
  const before = await storedRows(database);
  const { socket } = await beginUpload(MANY_ROWS);
  await waitFor('a block of the upload', async () => (await storedRows(database)).pins === 2);
  assert.notDeepEqual(await storedRows(database), before);
  socket.destroy();
  await waitFor('the upload to be gone', async () => (await storedRows(database)).uploads === 0);
  assert.deepEqual(await storedRows(database), before);
});

test('JSON that is cut off in the middle leaves nothing behind, and the next request is answered', async () => {
  const before = await storedRows(database);
  const { socket } = await beginRequest('application/json', 500, '{"name":"x","inputs":[[1]');
  socket.end();
  await once(socket, 'close');
  assert.equal((await upload(TARGET, [TABLE_FILE])).status, 201);
  const { datasets } = await storedRows(database);
  assert.equal(datasets, (before.datasets ?? 0) + 1);
});

test('a file that goes wrong after many rows leaves nothing behind', async () => {
  const before = await storedRows(database);
  const found = await refusal(upload(TARGET, [['t.csv', `${MANY_ROWS}1,2,3,4,5,6,7,oops,x\n`]]));
  assert.match(found.detail, /row 300001 \(line 300002\), column "h": expected a number, found "oops"/);
  assert.deepEqual(await storedRows(database), before);
});

test('a refusal comes at once, and the connection can be used again when the rest has come', async () => {
  const { socket, heard, missing } = await beginUpload(`a,b,y\n1,oops,x\n${'1,2,x\n'.repeat(20_000)}`);
  await waitFor('the refusal', () => heard.text.includes('row 1 (line 2)'));
  assert.match(heard.text, /^HTTP\/1\.1 422 /);
  heard.text = '';
  socket.write(' '.repeat(missing));
  socket.write(`GET /v1/datasets HTTP/1.1\r\nHost: test\r\nAuthorization: ${authorization}\r\n\r\n`);
  await waitFor('the next answer', () => heard.text.includes('has_more'));
  assert.match(heard.text, /^HTTP\/1\.1 200 /);
  socket.destroy();
});

test('a client that goes on sending after its refusal is cut off', async () => {
  const { socket, heard } = await beginRequest('application/json', 1_000_000_000, '{');
  await waitFor('the refusal', () => heard.text.includes('too_large'));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const send = () => {
    while (!socket.destroyed && socket.write(' '.repeat(1_000_000)));
  };
  socket.on('drain', send);
  send();
  await closed;
  assert.ok(socket.bytesWritten < 200_000_000, `${socket.bytesWritten} bytes written`);
});

test('two identical uploads at once share their blocks, and either stands', async () => {
  const answers = await Promise.all(
    [1, 2, 3].map((index) =>
      upload({ ...TARGET, name: `same ${index}` }, [['t.csv', MANY_ROWS.replace('x\n', 'z\n')]]),
    ),
  );
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [201, 201, 201],
  );
  const { pins, uploads } = await storedRows(database);
  assert.deepEqual([pins, uploads], [0, 0]);
  const ids = answers.map((answer) => z.object({ id: z.string() }).parse(answer.body).id);
  await Promise.all(ids.slice(1).map((id) => send('DELETE', `/v1/datasets/${id}`)));
  const { data } = z
    .object({ data: z.array(z.unknown()) })
    .parse((await client.get(`/v1/datasets/${ids[0]}/preview`)).body);
  assert.equal(data.length, 5);
});

test('an Idempotency-Key gives the first answer again, for files and for JSON', async () => {
  const iris = await example('iris.csv');
  const upload1 = () => upload({ target: 'species' }, [['iris.csv', iris]], { 'idempotency-key': 'upload-1' });
  const first = await upload1();
  const second = await upload1();
  assert.deepEqual([first.status, second.status, second.headers.get('idempotency-replayed')], [201, 201, 'true']);
  assert.deepEqual(second.body, first.body);
  const other = await refusal(
    upload({ target: 'species', name: 'x' }, [['iris.csv', iris]], { 'idempotency-key': 'upload-1' }),
  );
  assert.deepEqual([other.status, other.code], [422, 'idempotency_key_reused']);
  const json = { name: 'x', inputs: [[1], [2]], targets: [0.5, 1.5] };
  const [one, two] = [
    await postJson(json, { 'idempotency-key': 'json-1' }),
    await postJson(json, { 'idempotency-key': 'json-1' }),
  ];
  assert.deepEqual([one.status, two.body], [201, one.body]);
});

test('deleting every dataset deletes every block', async () => {
  for (;;) {
    const { data } = z
      .object({ data: z.array(z.object({ id: z.string() })) })
      .parse((await client.get('/v1/datasets?limit=100')).body);
    if (data.length === 0) break;
    await Promise.all(data.map(({ id }) => send('DELETE', `/v1/datasets/${id}`)));
  }
  assert.deepEqual(await storedRows(database), NO_ROWS);
});
