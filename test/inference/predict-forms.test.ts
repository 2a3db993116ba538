import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { DateDay, Table, tableToIPC, type Vector, vectorFromArray } from 'apache-arrow';
import { z } from 'zod';
import { problemSchema } from '../../src/http/problem.js';
import { predictionSchema, topPredictionSchema } from '../../src/inference/inference-schemas.js';
import { plain, png } from '../data/images/pictures.js';
import { inferenceApp } from './inference-app.js';
import { floats, npy, uploaded } from './uploaded.js';

const api = await inferenceApp();
const { upload, sumModel } = uploaded(api);
async function post(model: string, body: Uint8Array | FormData | object, type = 'application/json', query = '') {
  const isRaw = body instanceof FormData || body instanceof Uint8Array;
  const headers = { authorization: api.authorization, ...(body instanceof FormData ? {} : { 'content-type': type }) };
  const url = `${api.url}/v1/models/${model}/predict${query}`;
  const answer = await fetch(url, { method: 'POST', headers, body: isRaw ? toBody(body) : JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

function toBody(body: Uint8Array | FormData): Blob | FormData {
  return body instanceof FormData ? body : new Blob([Uint8Array.from(body)]);
}

async function predicted(...args: Parameters<typeof post>): Promise<number[]> {
  const { status, body } = await post(...args);
  assert.equal(status, 200, JSON.stringify(body));
  return z
    .array(z.tuple([z.number()]))
    .parse(predictionSchema.parse(body).predictions)
    .flat();
}

async function refusal(...args: Parameters<typeof post>) {
  const { status, body } = await post(...args);
  const { detail, errors } = problemSchema.parse(body);
  return { status, pointer: errors?.[0]?.pointer, detail };
}

const pixels = await upload(
  { name: 'pixels', format: 'npy' },
  ['x.npy', npy('|u1', [2, 2, 2], Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]))],
  ['y.npy', npy('<f4', [2], floats(0.5, 1.5))],
);
const pictures = await sumModel(pixels, [2, 2]);
const grey = (values: readonly number[]) => png(2, 2, Buffer.from(values), 1);
const base64 = (file: Buffer) => ({ b64: file.toString('base64') });

describe('pictures', () => {
  it('are rows as base64 in JSON, of the size and color of the training', async () => {
    const instances = [base64(await grey([1, 2, 3, 4])), base64(await plain(5, 7, [9, 9, 9]))];
    assert.deepEqual(await predicted(pictures, { instances }), [4321, 9999]);
    assert.deepEqual(await predicted(pictures, { inputs: instances.slice(0, 1) }), [4321]);
  });

  it('are rows as the file parts of a multipart body', async () => {
    const form = new FormData();
    for (const values of [
      [5, 6, 7, 8],
      [1, 0, 0, 0],
    ]) {
      form.append('file', new Blob([Uint8Array.from(await grey(values))]), 'picture.png');
    }
    assert.deepEqual(await predicted(pictures, form), [8765, 1]);
  });

  it('may be large: then a thread parses the body', async () => {
    const large = base64(await png(400, 400, randomBytes(3 * 400 * 400)));
    assert.ok(large.b64.length > 200_000);
    const [first, second] = await predicted(pictures, { instances: [large, base64(await grey([1, 2, 3, 4]))] });
    assert.ok((first ?? 0) > 0);
    assert.equal(second, 4321);
  });

  it('are refused where they are none, or the model takes none', async () => {
    const instances = [base64(await grey([1, 2, 3, 4])), { b64: Buffer.from('no picture').toString('base64') }];
    assert.deepEqual(await refusal(pictures, { instances }), {
      status: 422,
      pointer: '/instances/1/b64',
      detail: '/instances/1/b64: expected a PNG or JPEG picture, found bytes that begin with 6e6f207069637475',
    });
    const cut = (await grey([1, 2, 3, 4])).subarray(0, 60);
    assert.match(
      (await refusal(pictures, { instances: [base64(cut)] })).detail,
      /\/instances\/0\/b64: cannot be decoded/,
    );
    assert.match((await refusal(pictures, { instances: [{ b64: '***' }] })).detail, /must be a file in base64/);
    assert.match(
      (await refusal(table, { instances: [base64(await grey([1, 2, 3, 4]))] })).detail,
      /not trained on pictures/,
    );
    const field = new FormData();
    field.append('instances', '[1]');
    assert.match((await refusal(pictures, field)).detail, /\/instances: must be a file/);
    assert.equal((await refusal(pictures, Buffer.from('--x'), 'multipart/form-data; boundary=x')).status, 400);
  });
});

describe("NumPy's arrays", () => {
  it('are rows, of any kind of number and in any shape of as many numbers', async () => {
    const bytes = npy('|u1', [2, 2, 2], Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]));
    assert.deepEqual(await predicted(pictures, bytes, 'application/x-npy'), [4321, 8765]);
    assert.deepEqual(
      await predicted(pictures, npy('<f4', [1, 4], floats(0.5, 0, 0, 1)), 'application/octet-stream'),
      [1000.5],
    );
  });

  it('are refused with the byte at which they are wrong', async () => {
    const whole = npy('<f4', [2, 4], floats(1, 2, 3, 4, 5, 6, 7, 8));
    const cases: readonly [body: Buffer, detail: RegExp][] = [
      [Buffer.from('not numpy'), /byte 0: expected NPY's magic number/],
      [whole.subarray(0, whole.length - 3), /byte 157: the file ends; its header tells of 160 bytes/],
      [Buffer.concat([whole, Buffer.from([0])]), /byte 160: the file should end here/],
      [npy('<f4', [1, 4], floats(1, 2, Number.NaN, 4)), /byte 136 \(row 1\): expected a finite number/],
      [npy('<f4', [1, 3], floats(1, 2, 3)), /has rows of \(None, 3\); the model takes rows of \(None, 2, 2\)/],
      [npy('|S4', [1], Buffer.from('text')), /holds text/],
    ];
    for (const [body, detail] of cases) {
      const refused = await refusal(pictures, body, 'application/x-npy');
      assert.equal(refused.status, 422);
      assert.equal(refused.pointer, '');
      assert.match(refused.detail, detail);
    }
  });
});

const CSV = 'size,kind,day,y\n1,a,2024-01-31,1\n2,b,2024-02-29,2\n3,a,2024-03-01,3\n4,b,2024-12-24,4\n';
const tableData = await upload(
  {
    name: 'table',
    target: 'y',
    task: 'regression',
    columns: { kind: 'category', day: { kind: 'date', parts: ['month', 'day'] } },
  },
  ['t.csv', Buffer.from(CSV)],
);
const table = await sumModel(tableData, [4]);
const ARROW = 'application/vnd.apache.arrow.stream';

describe('tables of Arrow', () => {
  it('are read by their columns, as records are', async () => {
    const records = [
      { size: 2, kind: 'b', day: '2024-02-29' },
      { size: 3, kind: 'a', day: '2024-12-24' },
    ];
    const wanted = [2 + 10 + 100 * 2 + 1000 * 29, 3 + 100 * 12 + 1000 * 24];
    assert.deepEqual(await predicted(table, { instances: records }), wanted);
    const days = records.map(({ day }) => new Date(day));
    const posted = makeTableOf({
      size: vectorFromArray(records.map(({ size }) => size)),
      kind: vectorFromArray(records.map(({ kind }) => kind)),
      day: vectorFromArray(days, new DateDay()),
    });
    assert.deepEqual(await predicted(table, posted, ARROW), wanted);
  });

  it('have a column of lists where the model takes rows of numbers', async () => {
    const rows = vectorFromArray([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
    assert.deepEqual(await predicted(pictures, makeTableOf({ inputs: rows }), ARROW), [4321, 8765]);
  });

  it('are refused with the column and row at which they are wrong', async () => {
    const column = { kind: vectorFromArray(['a', 'c']), day: vectorFromArray(['2024-01-31', '2024-01-31']) };
    const size = vectorFromArray([1, 2]);
    assert.deepEqual(await refusal(table, makeTableOf({ size, ...column }), ARROW), {
      status: 422,
      pointer: '/inputs/kind/1',
      detail: '/inputs/kind/1: must be one of the categories "a", "b"',
    });
    assert.equal((await refusal(table, makeTableOf({ size, kind: column.kind }), ARROW)).pointer, '/inputs/day');
    assert.equal((await refusal(table, makeTableOf({ size, ...column, more: size }), ARROW)).pointer, '/inputs/more');
    const whole = makeTableOf({ size, ...column });
    for (const broken of [Buffer.from('no arrow at all'), whole.subarray(0, 100), Buffer.alloc(0)]) {
      const refused = await refusal(table, broken, ARROW);
      assert.equal(refused.status, 400);
      assert.match(refused.detail, /no whole Arrow IPC stream/);
    }
  });
});

function makeTableOf(columns: Record<string, Vector>): Buffer {
  return Buffer.from(tableToIPC(new Table(columns), 'stream'));
}

describe('what is asked besides', () => {
  it('is the likeliest classes of each row by top_k, in the body or the query', async () => {
    const flowers = await api.dataset({
      inputs: [[0], [1], [2]],
      targets: ['rose', 'lily', 'iris'],
    });
    const layers = [{ class_name: 'Dense', config: { units: 3, activation: 'softmax', input_shape: [1] } }];
    const model = await api.model(layers, { loss: 'sparse_categorical_crossentropy' });
    await api.trained(model, {
      dataset: flowers,
      epochs: [
        [
          [0, 1, 2],
          [0, 0, 0],
        ],
      ],
    });
    const { classes: labels } = z
      .object({ targets: z.object({ classes: z.array(z.string()) }) })
      .parse((await api.send('GET', `/v1/datasets/${flowers}`)).json()).targets;
    const answers = [
      await post(model, { instances: [[1], [-1]], top_k: 2 }),
      await post(model, npy('<f4', [2, 1], floats(1, -1)), 'application/x-npy', '?top_k=2'),
    ];
    for (const { body } of answers) {
      const { classes } = topPredictionSchema.parse(body);
      assert.deepEqual(
        classes.map((row) => row.map((one) => one.class)),
        [
          [labels[2], labels[1]],
          [labels[0], labels[1]],
        ],
      );
      const [best, next] = classes[0] ?? [];
      assert.ok(Math.abs(Number(best?.probability) - 0.665241) < 1e-5);
      assert.ok(Math.abs(Number(next?.probability) - 0.244728) < 1e-5);
    }
    const all = topPredictionSchema.parse((await post(model, { instances: [[1]], top_k: 100 })).body);
    assert.equal(all.classes[0]?.length, 3);
  });

  it('is refused where it means nothing', async () => {
    const top = await refusal(table, { instances: [{ size: 1, kind: 'a', day: '2024-01-31' }], top_k: 2 });
    assert.deepEqual([top.status, top.pointer], [422, '/top_k']);
    const twice = await refusal(pictures, { instances: [[1, 2, 3, 4]] }, 'application/json', '?checkpoint=final');
    assert.deepEqual([twice.status, twice.pointer], [422, '/query/checkpoint']);
    const both = await refusal(pictures, Buffer.from('x'), 'application/x-npy', '?checkpoint=final&version=1');
    assert.deepEqual([both.status, both.pointer], [422, '/query/version']);
    assert.equal((await refusal(pictures, Buffer.from('a,b'), 'text/csv')).status, 415);
  });

  it('is which weights answer', async () => {
    const row = npy('<f4', [1, 4], floats(1, 2, 3, 4));
    assert.deepEqual(await predicted(pictures, row, 'application/x-npy', '?checkpoint=latest'), [4321]);
    assert.equal((await refusal(pictures, row, 'application/x-npy', '?version=7')).status, 404);
  });
});
