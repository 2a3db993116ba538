import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { z } from 'zod';
import { MAX_JSON_DEPTH } from '../../src/data/json-text.js';
import { problemSchema } from '../../src/http/problem.js';
import { appWithoutEngine } from '../support/app-without-engine.js';
import { describedFieldsSchema } from './field-walk.js';

// Goes past every limit of docs/security.md that does not depend on time (those are in slow-clients.test.ts, load.test.ts and
// projects/rates.test.ts) and belongs to no single field (field-limits.test.ts).

const KIB = 1024;
const MIB = 2 ** 20;
const PLAIN_LIMIT = 2 * MIB;
const BODY_LIMIT = 3 * MIB;
const UPLOAD_LIMIT = MIB;
const LONGEST_PART = 300;
const HEADERS_LIMIT = 16 * KIB;

const { app, keys } = await appWithoutEngine('limits', {
  BODY_LIMIT_BYTES: String(BODY_LIMIT),
  UPLOAD_LIMIT_BYTES: String(UPLOAD_LIMIT),
});
const authorization = `Bearer ${(await keys.create('limits')).key}`;
const { paths } = describedFieldsSchema.parse((await app.inject('/openapi.json')).json());
const methodSchema = z.enum(['POST', 'PUT', 'PATCH']);
const made = await app.inject({
  method: 'POST',
  url: '/v1/models',
  headers: { authorization },
  payload: {
    name: 'limited',
    architecture: { layers: [{ class_name: 'Dense', config: { units: 1, input_shape: [1] } }] },
    compile: { loss: 'mse' },
  },
});
const model = z.object({ id: z.string() }).parse(made.json()).id;

/** Rows may be many; all other bodies are small. */
const BULK = /^(createDataset|predict|tf(predict|classify|regress)(Version|Label)?|infer(Version)?)$/;

const jsonRoutes = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { operationId, requestBody }]) =>
    requestBody?.content['application/json'] === undefined
      ? []
      : [
          {
            operationId,
            method: methodSchema.parse(method.toUpperCase()),
            url: path
              .replace('{version}', '1')
              .replace('{label}', 'stable')
              .replace(/\{\w+\}/, model),
          },
        ],
  ),
);

const jsonHeaders = { authorization, 'content-type': 'application/json' };
const bodyOf = (bytes: number) => `{"name":"${'a'.repeat(bytes - '{"name":""}'.length)}"}`;

test('every JSON body past its limit is answered 413, and one at its limit is read', async () => {
  assert.ok(jsonRoutes.length > 20, `${jsonRoutes.length} routes`);
  for (const { operationId, method, url } of jsonRoutes) {
    const limit = BULK.test(operationId) ? BODY_LIMIT : PLAIN_LIMIT;
    for (const [bytes, isTooLarge] of [
      [limit, false],
      [limit + 1, true],
    ] as const) {
      const { statusCode, body } = await app.inject({ method, url, headers: jsonHeaders, payload: bodyOf(bytes) });
      assert.equal(
        statusCode === 413,
        isTooLarge,
        `${operationId}, ${bytes} bytes: ${statusCode} ${body.slice(0, 300)}`,
      );
      assert.ok(statusCode >= 400 && statusCode < 500, `${operationId}: ${statusCode}`);
    }
  }
});

test('every JSON body that is nested too deep is answered 400, before anything else is looked at', async () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  for (const { operationId, method, url } of jsonRoutes) {
    for (const levels of [MAX_JSON_DEPTH + 1, 500_000]) {
      const { statusCode, body } = await app.inject({ method, url, headers: jsonHeaders, payload: nested(levels) });
      assert.equal(statusCode, 400, `${operationId}, ${levels} levels: ${statusCode} ${body.slice(0, 300)}`);
      assert.match(body, /nested deeper than 200 levels/, operationId);
    }
  }
});

type Part = readonly [disposition: string, content: string, type?: string];
const partText = ([disposition, content, type]: Part) =>
  `--b\r\ncontent-disposition: form-data; ${disposition}\r\n${type === undefined ? '' : `content-type: ${type}\r\n`}\r\n${content}\r\n`;

function form(url: string, parts: readonly Part[]) {
  return app.inject({
    method: 'POST',
    url,
    headers: { authorization, 'content-type': 'multipart/form-data; boundary=b' },
    payload: `${parts.map(partText).join('')}--b--\r\n`,
  });
}
const fileNamed = (content: string): Part => ['name="file"; filename="a.csv"', content];
const times = (count: number, part: Part) => Array.from({ length: count }, () => part);
const IMPORT = `/v1/models/${model}/weights`;

test('JSON in a part of a form is bound as in a body', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  for (const url of ['/v1/datasets', IMPORT]) {
    const deepest = await form(url, [['name="options"', deep]]);
    assert.deepEqual([deepest.statusCode, problemSchema.parse(deepest.json()).code], [400, 'malformed_request'], url);
    assert.match(deepest.body, /nested deeper than 200 levels/);
    // A part that says that it is JSON is parsed by the parser of forms; nothing of it is kept.
    const typed = await form(url, [['name="options"', `{"a":${deep}}`, 'application/json']]);
    assert.ok([400, 422].includes(typed.statusCode), `${url}: ${typed.body.slice(0, 300)}`);
    const long = await form(url, [['name="options"', JSON.stringify({ name: 'a'.repeat(MIB) })]]);
    assert.ok([400, 413].includes(long.statusCode), `${url}: ${long.body.slice(0, 300)}`);
  }
});

test('a form has so many files and fields at most', async () => {
  const options: Part = ['name="options"', '{"target":"b"}'];
  const picture: Part = ['name="file"; filename="a"', 'x'];
  const cases: readonly (readonly [url: string, parts: readonly Part[], refusal: RegExp])[] = [
    ['/v1/datasets', [options, ...times(11, fileNamed('a,b\n1,2\n'))], /there may be no second/],
    ['/v1/datasets', times(11, ['name="upload"', 'upl_1']), /must be given at most 10 times/],
    ['/v1/datasets', times(1000, ['name="upload"', 'upl_1']), /reach (parts|fields) limit/],
    ['/v1/datasets', times(1000, ['name="other"', 'x']), /is not known here/],
    [IMPORT, times(501, picture), /reach files limit/],
    [IMPORT, times(3, ['name="options"', '{}']), /must come once/],
    [`/v1/models/${model}/predict`, times(10_001, picture), /reach parts limit/],
    [`/v1/models/${model}/predict`, times(9, ['name="other"', 'x']), /must be a file/],
  ];
  for (const [url, parts, refusal] of cases) {
    const { statusCode, body } = await form(url, parts);
    const told = `${url}, ${parts.length} parts: ${statusCode} ${body.slice(0, 300)}`;
    assert.ok([400, 413, 422].includes(statusCode), told);
    assert.match(body, refusal, told);
  }
});

test('files past the limit of uploads are answered 413, in one request or piece by piece', async () => {
  const whole = await form('/v1/datasets', [fileNamed(`a,b\n${'1,2\n'.repeat(UPLOAD_LIMIT / 4)}`)]);
  assert.deepEqual([whole.statusCode, problemSchema.parse(whole.json()).code], [413, 'too_large'], whole.body);
  const headers = { authorization, 'tus-resumable': '1.0.0', 'upload-metadata': `filename ${btoa('a.csv')}` };
  const announced = await app.inject({
    method: 'POST',
    url: '/v1/uploads',
    headers: { ...headers, 'upload-length': String(UPLOAD_LIMIT + 1) },
  });
  assert.deepEqual([announced.statusCode, problemSchema.parse(announced.json()).code], [413, 'too_large']);
});

test('a part of an address past 300 characters is answered 404, whatever it is part of', async () => {
  let tried = 0;
  for (const [path, methods] of Object.entries(paths)) {
    if (!path.includes('{')) continue;
    const url = path.replace(/\{\w+\}/, 'x'.repeat(LONGEST_PART + 1)).replace(/\{\w+\}/g, '1');
    for (const name of Object.keys(methods)) {
      const method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']).parse(name.toUpperCase());
      const { statusCode } = await app.inject({ method, url, headers: { authorization } });
      assert.equal(statusCode, 404, `${method} ${path}`);
      tried += 1;
    }
  }
  assert.ok(tried > 50, `${tried} routes`);
});

const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));

/** What is answered to a request as it stands. */
async function raw(request: string): Promise<string> {
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.end(request);
  return text(socket);
}

test('headers past 16 KiB are answered 431, be they one, many, or the address', async () => {
  const get = (address: string, headers: string) =>
    `GET ${address} HTTP/1.1\r\nHost: x\r\n${headers}Connection: close\r\n\r\n`;
  assert.match(await raw(get('/livez', `a: ${'b'.repeat(HEADERS_LIMIT - KIB)}\r\n`)), /^HTTP\/1\.1 200 /);
  for (const request of [
    get('/livez', `a: ${'b'.repeat(HEADERS_LIMIT)}\r\n`),
    get('/livez', `a: ${'b'.repeat(31)}\r\n`.repeat(HEADERS_LIMIT / 32)),
    get(`/livez?a=${'b'.repeat(HEADERS_LIMIT)}`, ''),
  ]) {
    assert.match(await raw(request), /^HTTP\/1\.1 431 /);
  }
});

test('as many parameters in a query as its length allows are refused, and a hundred of them told of', async () => {
  const query = Array.from({ length: 3000 }, (_, at) => `${at.toString(36)}=`).join('&');
  for (const url of [`/v1/datasets?${query}`, '/v1/datasets?'.concat('limit=1&'.repeat(1800))]) {
    const { statusCode, body } = await app.inject({ url, headers: { authorization } });
    assert.equal(statusCode, 422, body.slice(0, 300));
    const errors = problemSchema.parse(JSON.parse(body)).errors ?? [];
    assert.ok(errors.length > 0 && errors.length <= 100, `${errors.length} errors`);
  }
});
