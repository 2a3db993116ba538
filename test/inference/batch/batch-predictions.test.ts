import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { parquetReadObjects } from 'hyparquet';
import { batchPredictionPageSchema, batchPredictionSchema } from '../../../src/inference/batch/batch-schemas.js';
import { runPython } from '../../support/python.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { inferenceApp } from '../inference-app.js';
import { inferenceWorker, whenEnded } from '../runs/test-worker.js';

const api = await inferenceApp();
const { send, database } = api;
const folder = await temporaryFolder('batch-predictions');

const dense = (units: number, activation: string, size: number) => ({
  class_name: 'Dense',
  config: { units, activation, input_shape: [size] },
});

/** Three kinds of flower, told apart by the larger number; `rose` where both are below 0.5. */
const flowers = await api.dataset({
  inputs: [
    [1, 0.25],
    [0, 1],
    [0, 0],
    [2, 0],
    [0, 3],
    [0.5, 0.5],
  ],
  targets: ['iris', 'li"ly', 'rose', 'iris', 'li"ly', 'rose'],
});
const classifier = await api.model([dense(3, 'softmax', 2)], { loss: 'sparse_categorical_crossentropy' });
const job = await api.trained(classifier, {
  dataset: flowers,
  epochs: [
    [
      [1, 0, 0, 0, 1, 0],
      [0, 0, 0.5],
    ],
  ],
});
const path = `/v1/models/${classifier}/batch-predictions`;
/** Sums up its inputs; on numbers alone. */
const summing = await api.model([dense(1, 'linear', 2)], { loss: 'mse' });
const sums = await api.dataset({
  inputs: [
    [1, 2],
    [3, 4.1],
  ],
  targets: [3.25, 7],
});
await api.trained(summing, { dataset: sums, epochs: [[[1, 1], [0]]] });

const PAIRS = [
  [10, 20],
  [30, 40],
];

/** Leaves a batch prediction to a worker, in pieces of so many rows. @returns where to poll it. */
async function enqueue(body: object, partRows: number, model = classifier): Promise<string> {
  const answer = await send('POST', `/v1/models/${model}/batch-predictions`, body);
  assert.equal(answer.statusCode, 202, answer.body);
  const { id } = batchPredictionSchema.parse(answer.json());
  await database.pool.query(`UPDATE inference_runs SET request = jsonb_set(request, '{part_rows}', $2) WHERE id = $1`, [
    id,
    partRows,
  ]);
  assert.equal(answer.headers.location, `/v1/models/${model}/batch-predictions/${id}`);
  return String(answer.headers.location);
}

async function file(location: string): Promise<Buffer> {
  assert.equal((await whenEnded(api, location)).status, 'succeeded');
  const answer = await send('GET', `${location}/download`);
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(answer.rawPayload.length, Number(answer.headers['content-length']));
  return answer.rawPayload;
}

async function refusal(body: object, model = classifier) {
  const answer = await send('POST', `/v1/models/${model}/batch-predictions`, body);
  const { errors = [], code } = answer.json();
  return [answer.statusCode, errors[0]?.pointer ?? code];
}

describe('batch predictions that wait', () => {
  it('can be cancelled and deleted, have no file, and hold their dataset', async () => {
    const location = await enqueue({ dataset: flowers }, 2);
    assert.equal((await send('GET', `${location}/download`)).json().code, 'not_succeeded');
    assert.equal((await send('DELETE', `/v1/datasets/${flowers}`)).json().code, 'dataset_in_use');
    assert.equal((await send('DELETE', location)).json().code, 'wrong_run_state');
    assert.equal((await send('POST', `${location}/cancel`)).json().status, 'cancelled');
    assert.equal((await send('DELETE', location)).statusCode, 204);
    assert.equal((await send('GET', location)).statusCode, 404);
  });

  it('are refused where the model cannot predict the dataset, or tells no classes apart', async () => {
    const wide = await api.dataset({
      inputs: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      targets: [1.5, 2.5],
    });
    assert.deepEqual(await refusal({ dataset: wide }), [422, '/dataset']);
    assert.deepEqual(await refusal({ dataset: sums, top_k: 2 }, summing), [422, '/top_k']);
    assert.deepEqual(await refusal({ dataset: flowers, format: 'xml' }), [422, '/format']);
    assert.deepEqual(await refusal({ dataset: flowers, columns: ['inputs', 'inputs'] }), [422, '/columns']);
    assert.deepEqual(await refusal({ dataset: 'dst_none' }), [404, '/dataset']);
    const untrained = await api.model([dense(1, 'linear', 2)], { loss: 'mse' });
    assert.deepEqual(await refusal({ dataset: sums }, untrained), [409, 'model_not_trained']);
  });

  it('belong to their model and project', async () => {
    const location = await enqueue({ dataset: flowers }, 2);
    const foreign = { authorization: `Bearer ${await api.foreignKey()}` };
    for (const [method, url] of [
      ['GET', location],
      ['GET', `${location}/download`],
      ['POST', `${location}/cancel`],
      ['DELETE', location],
      ['GET', path],
      ['GET', location.replace(classifier, summing)],
    ] as const) {
      const headers = url.includes(summing) ? {} : foreign;
      assert.equal((await send(method, url, undefined, headers)).statusCode, 404, `${method} ${url}`);
    }
    assert.equal((await send('POST', `${location}/cancel`)).statusCode, 200);
  });
});

describe('batch predictions by a worker', () => {
  const ALL = { dataset: flowers, top_k: 2, columns: ['inputs', 'targets', 'outputs'], batch_size: 1 };
  const SAME = { dataset: flowers, columns: ['targets', 'outputs'] };
  const locations = { all: '', csv: '', parquet: '', sums: '', raw: '', itself: '' };

  // A worker that runs could take one before its pieces are as small as the test wants them.
  before(async () => {
    const halved = await api.dataset({ inputs: PAIRS, targets: [3, 7], scale: 0.5 });
    const model = await api.model([dense(1, 'linear', 2)], { loss: 'mse' });
    await api.trained(model, { dataset: halved, epochs: [[[1, 1], [0]]] });
    const raw = await api.dataset({ inputs: PAIRS, targets: [3, 7] });
    const itself = await api.dataset({ inputs: PAIRS, targets: [3, 7], scale: 1 });
    locations.all = await enqueue(ALL, 4);
    locations.csv = await enqueue(SAME, 4);
    locations.parquet = await enqueue({ ...SAME, format: 'parquet' }, 4);
    locations.sums = await enqueue({ dataset: sums, checkpoint: 'final' }, 1, summing);
    locations.raw = await enqueue({ dataset: raw }, 5, model);
    locations.itself = await enqueue({ dataset: itself }, 5, model);
    await inferenceWorker(api);
  });

  it('write the rows with classes, probabilities and what else is asked for into a CSV file', async () => {
    const lines = (await file(locations.all)).toString().split('\r\n');
    assert.equal(
      lines[0],
      'row,inputs_0,inputs_1,targets,class,probability,class_2,probability_2,prediction_iris,"prediction_li""ly",prediction_rose',
    );
    assert.equal(lines.length, 1 + 6 + 1);
    const predicted = await send('POST', `/v1/models/${classifier}/predict`, {
      instances: [
        [1, 0.25],
        [0.5, 0.5],
      ],
    });
    const { predictions, classes } = predicted.json();
    const first = (lines[1] ?? '').split(',');
    assert.deepEqual(first.slice(0, 5), ['0', '1', '0.25', 'iris', 'iris']);
    assert.equal(Math.fround(Number(first[5])), Math.fround(classes[0].probability));
    assert.equal(first[6], 'rose');
    assert.deepEqual(
      first.slice(8).map((cell) => Math.fround(Number(cell))),
      predictions[0].map(Math.fround),
    );
    const last = (lines[6] ?? '').split(',');
    assert.deepEqual(last.slice(0, 5), ['5', '0.5', '0.5', 'rose', 'iris']);
    assert.match(lines[2] ?? '', /^1,0,1,"li""ly","li""ly",/);
  });

  it('write the same into a Parquet file, a row group for each piece', async () => {
    const csv = (await file(locations.csv)).toString().trim().split('\r\n').slice(1);
    const parquet = await file(locations.parquet);
    const rows = await parquetReadObjects({ file: new Uint8Array(parquet).buffer });
    const cells = rows.map((row) =>
      Object.values(row).map((cell) => (typeof cell === 'number' ? Math.fround(cell) : cell)),
    );
    assert.deepEqual(
      cells,
      csv.map((line) => {
        const own = line.replaceAll('"li""ly"', 'li"ly').split(',');
        return own.map((cell, column) => (column === 1 || column === 2 ? cell : Math.fround(Number(cell))));
      }),
    );
    const written = join(folder, 'predictions.parquet');
    await writeFile(written, parquet);
    await writeFile(`${written}.json`, JSON.stringify(cells));
    await runPython('parquet_rows.py', [written]);
  });

  it('tell how far they are, what the file holds, and are listed newest first', async () => {
    const location = locations.sums;
    assert.equal((await file(location)).toString(), 'row,prediction\r\n0,3\r\n1,7.1\r\n');
    const done = batchPredictionSchema.parse((await send('GET', location)).json());
    assert.deepEqual(
      [done.progress, done.rows, done.size_bytes, done.column_names, done.epoch, done.attempts],
      [{ done: 2, rows: 2, fraction: 1, eta_s: 0 }, 2, 28, ['row', 'prediction'], 1, 1],
    );
    const listed = batchPredictionPageSchema.parse((await send('GET', `${path}?job=${job}&status=succeeded`)).json());
    assert.deepEqual(
      listed.data.map(({ format }) => format),
      ['parquet', 'csv', 'csv'],
    );
    assert.equal((await send('DELETE', location)).statusCode, 204);
    const { rows } = await database.pool.query('SELECT 1 FROM inference_run_parts WHERE run_id = $1', [done.id]);
    assert.equal(rows.length, 0);
  });

  it('scale raw rows as the training data was, or as they say themselves', async () => {
    assert.equal((await file(locations.raw)).toString(), 'row,prediction\r\n0,15\r\n1,35\r\n');
    assert.equal((await file(locations.itself)).toString(), 'row,prediction\r\n0,30\r\n1,70\r\n');
  });
});
