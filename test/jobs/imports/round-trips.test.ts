import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { checkpointRoutes } from '../../../src/checkpoints/checkpoint-routes.js';
import { Converter } from '../../../src/checkpoints/conversion/converter.js';
import { importRoutes } from '../../../src/jobs/imports/import-routes.js';
import { jobSchema } from '../../../src/jobs/job-schemas.js';
import { inferenceApp } from '../../inference/inference-app.js';
import { silentLogger } from '../../support/config.js';

const problemShape = z.object({
  code: z.string(),
  errors: z.array(z.object({ pointer: z.string() })).optional(),
});

const api = await inferenceApp({}, async (app, { config, database }) => {
  const converter = new Converter({ config, logger: silentLogger });
  await importRoutes(app, { config, database, converter });
  await checkpointRoutes(app, { config, database, converter });
});

/** Numbers without a pattern, between -1 and 1. */
const numbers = (count: number, from: number) =>
  Array.from({ length: count }, (_, index) => Math.sin(from + 7 * index));
const LAYERS = [
  { class_name: 'LSTM', config: { units: 3, input_shape: [4, 2], name: 'rnn' } },
  { class_name: 'BatchNormalization', config: {} },
  { class_name: 'Dense', config: { units: 2, activation: 'softmax' } },
];
const COMPILE = { loss: 'sparse_categorical_crossentropy' };
const WEIGHTS = [
  numbers(24, 1),
  numbers(36, 2),
  numbers(12, 3),
  numbers(3, 4),
  numbers(3, 5),
  numbers(3, 6),
  numbers(3, 7).map((value) => value + 2),
  numbers(6, 8),
  numbers(2, 9),
];
const ROWS = [0, 1, 2].map((row) => [0, 1, 2, 3].map((step) => numbers(2, row + step)));

const dataset = await api.dataset({ inputs: ROWS, targets: ['no', 'yes', 'no'] });
const original = await api.model(LAYERS, COMPILE);
const job = await api.trained(original, { epochs: [WEIGHTS], dataset });
const predicted = await predictions(original);

async function predictions(model: string): Promise<object> {
  const answer = await api.send('POST', `/v1/models/${model}/predict`, { instances: ROWS });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

async function download(format: string, from = job, headers = {}): Promise<Buffer> {
  const address = `/v1/jobs/${from}/checkpoints/final/download?format=${format}`;
  const answer = await api.send('GET', address, undefined, headers);
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(Number(answer.headers['content-length']), answer.rawPayload.length);
  return answer.rawPayload;
}

type Files = Readonly<Record<string, Buffer>>;

async function post(model: string, files: Files, options?: object, headers: Record<string, string> = {}) {
  const form = new FormData();
  if (options) form.append('options', JSON.stringify(options));
  for (const [name, bytes] of Object.entries(files)) form.append('file', new Blob([new Uint8Array(bytes)]), name);
  const answer = await fetch(`${api.url}/v1/models/${model}/weights`, {
    method: 'POST',
    headers: { authorization: api.authorization, ...headers },
    body: form,
  });
  const body: unknown = await answer.json();
  return { status: answer.status, headers: answer.headers, body };
}

for (const [format, file, headers] of [
  ['safetensors', 'model.safetensors', {}],
  ['tfjs', 'model.zip', { accept: 'application/zip' }],
  ['weights_h5', 'model.weights.h5', {}],
  ['keras', 'model.keras', {}],
] as const) {
  test(`${format} goes out and comes in as a version that predicts the same, bit for bit`, async () => {
    const model = await api.model(LAYERS, COMPILE);
    const made = await post(model, { [file]: await download(format, job, headers) }, { classes: ['no', 'yes'] });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id, status, fit, dataset: none, imported, final_epoch, progress } = jobSchema.parse(made.body);
    assert.deepEqual(
      [status, fit, none, imported, final_epoch, progress.fraction],
      ['succeeded', null, null, { format, files: [file] }, 1, 1],
    );
    assert.equal(made.headers.get('location'), `/v1/jobs/${id}`);
    assert.deepEqual(await predictions(model), { ...predicted, job: id, epoch: 1 });
    // And out again, to the same bytes.
    assert.ok(
      (await download('safetensors', id)).subarray(-100).equals((await download('safetensors')).subarray(-100)),
    );
  });
}

test('a SavedModel comes as a zip for TensorFlow Serving, an ONNX file as it is', async () => {
  const zip = await download('savedmodel');
  const text = zip.toString('latin1');
  for (const name of ['saved_model.pb', 'fitserve.json', 'variables/']) assert.ok(text.includes(name), name);
  for (const part of ['serving_default', 'tensorflow/serving/predict', '"rows": "raw"'])
    assert.ok(text.includes(part), part);
  const onnx = await download('onnx');
  // ir_version 8, then the producer: fields 1 and 2 of ModelProto.
  assert.deepEqual([...onnx.subarray(0, 3)], [0x08, 8, 0x12]);
  assert.ok(onnx.includes('rnn/lstm_cell/kernel'));
  assert.ok(onnx.includes('dense/bias'));
});

test('what is posted wrongly is refused with the field, and leaves nothing', async () => {
  const model = await api.model(LAYERS, COMPILE);
  const good = { 'x.safetensors': await download('safetensors') };
  const cases = [
    [await post(model, { x: Buffer.from('no weights') }), 422, '/file', 'wrong_weights'],
    [await post(model, good, { classes: ['one', 'two', 'three'] }), 422, '/options/classes', 'invalid_request'],
    [await post(model, good, { colour: 1 }), 422, '/options/colour', 'invalid_request'],
    [await post(model, good, { input_shape: [5, 5] }), 422, '/options/input_shape', 'invalid_request'],
    [await post(model, {}), 422, '/file', 'invalid_request'],
    [await post('mdl_01jd5v7k3m8t4q0000000000zz', good), 404, undefined, 'model_not_found'],
    [
      await post(model, good, undefined, { authorization: `Bearer ${await api.foreignKey()}` }),
      404,
      undefined,
      'model_not_found',
    ],
  ] as const;
  for (const [answer, status, pointer, code] of cases) {
    const problem = problemShape.parse(answer.body);
    assert.deepEqual([answer.status, problem.errors?.[0]?.pointer, problem.code], [status, pointer, code]);
  }
  const predict = await api.send('POST', `/v1/models/${model}/predict`, { instances: ROWS });
  assert.equal(predict.statusCode, 409);
});

test('an import that is sent again with its Idempotency-Key is made once', async () => {
  const model = await api.model(LAYERS, COMPILE);
  const files = { 'x.safetensors': await download('safetensors') };
  const key = { 'idempotency-key': 'import-once' };
  const first = await post(model, files, undefined, key);
  const again = await post(model, files, undefined, key);
  assert.equal(first.status, 201, JSON.stringify(first.body));
  assert.deepEqual(again.body, first.body);
  const { rows } = await api.database.pool.query('SELECT 1 FROM jobs WHERE model_id = $1', [model]);
  assert.equal(rows.length, 1);
});
