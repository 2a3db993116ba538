import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { healthRoutes } from '../../../src/health/health-routes.js';
import { silentLogger } from '../../support/config.js';
import { inferenceApp } from '../inference-app.js';
import { KSERVE_SCRIPT, TF_SERVING_SCRIPT } from './kserve-client.js';
import { answerOf, pythonWith } from './python-client.js';
import { TRITON_SCRIPT } from './triton-client.js';

const clients = {
  triton: pythonWith('tritonclient', 'geventhttpclient', 'numpy'),
  kserve: pythonWith('kserve', 'numpy'),
  tfServing: pythonWith('tensorflow_serving'),
};
const api = await inferenceApp({}, async (app, { database }) =>
  healthRoutes(app, { database, queue: { ping: async () => {} }, engineStatus: () => null, logger: silentLogger }),
);

const dataset = await api.dataset({
  inputs: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  targets: ['rose', 'lily', 'iris'],
});
const layer = { class_name: 'Dense', config: { units: 3, activation: 'softmax', input_shape: [2], name: 'dense' } };
const id = await api.model([layer], { loss: 'sparse_categorical_crossentropy' });
const job = await api.trained(id, {
  dataset,
  epochs: [
    [
      [0.1, -0.7, 0.3, 0.9, 0.2, -0.4],
      [0.01, 0.02, 0.03],
    ],
  ],
});
await api.database.pool.query("UPDATE models SET name = 'irises' WHERE id = $1", [id]);

const rows = Array.from({ length: 50 }, (_, row) => [Math.fround(Math.sin(row)), Math.fround(row / 7)]);
const predictions = await predict(rows);
const given = { address: api.url.slice('http://'.length), authorization: api.authorization, model: 'irises', rows };

/** What the service's own predict says. */
async function predict(instances: readonly (readonly number[])[]): Promise<number[][]> {
  const answer = await api.send('POST', `/v1/models/${id}/predict`, { instances });
  return z.object({ predictions: z.array(z.array(z.number())) }).parse(answer.json()).predictions;
}

/** The two likeliest classes of each row, as the classification extension writes them. */
const likeliest = predictions.map((scores) =>
  scores
    .map((score, index) => ({ score, text: `${score}:${index}:${['iris', 'lily', 'rose'][index]}` }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 2)
    .map(({ text }) => text),
);

describe('a client that was written for another server', () => {
  it('is answered byte by byte as it reads it, without its Python', async () => {
    // What tritonclient 2.73 and kserve 0.21 write for the rows [1, 2] and [0.5, -3], and that as little-endian floats.
    const tensor = '{"name":"dense_input","shape":[2,2],"datatype":"FP32","parameters":{"binary_data_size":16}}';
    const triton = `{"id":"7","inputs":[${tensor}],"outputs":[{"name":"dense","parameters":{"binary_data":true}}]}`;
    const kserve = `{"id":"7","model_name":"irises","inputs":[${tensor}],"parameters":{"binary_data_output":true}}`;
    const floats = Buffer.from('0000803f000000400000003f000040c0', 'hex');
    const instances = [
      [1, 2],
      [0.5, -3],
    ];
    const expected = await predict(instances);
    const head =
      `{"model_name":"irises","model_version":"1","id":"7","parameters":{"job":"${job}","epoch":1},` +
      '"outputs":[{"name":"dense","datatype":"FP32","shape":[2,3],"parameters":{"binary_data_size":24}}]}';
    for (const json of [triton, kserve]) {
      const answer = await fetch(`${api.url}/v2/models/irises/infer`, {
        method: 'POST',
        headers: { authorization: api.authorization, 'inference-header-content-length': '176' },
        body: Buffer.concat([Buffer.from(json), floats]),
      });
      const body = Buffer.from(await answer.arrayBuffer());
      assert.equal(answer.headers.get('inference-header-content-length'), String(head.length));
      const numbers = Buffer.from(Float32Array.from(expected.flat()).buffer);
      assert.equal(body.toString('hex'), Buffer.concat([Buffer.from(head), numbers]).toString('hex'));
    }
  });

  if (clients.triton !== undefined) {
    const python = clients.triton;
    it('is of Triton: predictions are bit for bit those of the own predict', async () => {
      assert.deepEqual(await answerOf(python, TRITON_SCRIPT, given), {
        live: true,
        ready: true,
        model_ready: [true, true, false],
        extensions: ['binary_tensor_data', 'classification'],
        metadata: {
          name: 'irises',
          versions: ['1'],
          platform: 'keras',
          inputs: [{ name: 'dense_input', datatype: 'FP32', shape: [-1, 2] }],
          outputs: [{ name: 'dense', datatype: 'FP32', shape: [-1, 3] }],
        },
        exact: {
          'FP32 False': predictions,
          'FP32 True': predictions,
          'FP64 False': predictions,
          'FP64 True': predictions,
        },
        default: predictions,
        answered: ['7', '1', { job, epoch: 1 }],
        version: predictions,
        classes: likeliest,
        errors: ['404', ['400', '/outputs/0/name: is no output of the model; its outputs are "dense"'], '404'],
      });
    });
  }

  if (clients.kserve !== undefined) {
    const python = clients.kserve;
    it('is of KServe, by both of its protocols', async () => {
      assert.deepEqual(await answerOf(python, KSERVE_SCRIPT, given), {
        predictions,
        infer: [predictions, predictions],
        live: true,
        ready: true,
        model_ready: true,
      });
    });
  }

  if (clients.tfServing !== undefined) {
    const python = clients.tfServing;
    it('is of TensorFlow Serving, and reads what it is told by its own protobufs', async () => {
      const [available, float] = [30, 1];
      assert.deepEqual(await answerOf(python, TF_SERVING_SCRIPT, given), {
        versions: [[1, available]],
        spec: ['irises', 1],
        inputs: { dense_input: [float, [-1, 2]] },
        outputs: { dense: [float, [-1, 3]] },
        predictions,
      });
    });
  }
});
