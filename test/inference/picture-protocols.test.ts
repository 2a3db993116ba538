import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { png } from '../data/images/pictures.js';
import { inferenceApp } from './inference-app.js';

const api = await inferenceApp();

/** Two pictures of 2 x 2 grey pixels in NumPy's format, and their targets. */
function npy(descr: string, shape: string, content: Uint8Array): Blob {
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  const head = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, 118, 0]);
  return new Blob([Uint8Array.from(Buffer.concat([head, Buffer.from(`${dict.padEnd(117)}\n`), content]))]);
}

const form = new FormData();
form.append('options', JSON.stringify({ name: 'pixels', target: 'y.npy', task: 'regression' }));
form.append('file', npy('|u1', '(2, 2, 2)', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)), 'x.npy');
form.append('file', npy('<f4', '(2,)', new Uint8Array(Float32Array.of(0.5, 1.5).buffer)), 'y.npy');
const headers = { authorization: api.authorization };
const uploaded = await fetch(`${api.url}/v1/datasets`, { method: 'POST', headers, body: form });
const { id: dataset } = z.object({ id: z.string() }).parse(await uploaded.json());

/** Answers with the pixels as the digits of a number. */
const model = await api.model(
  [
    { class_name: 'Flatten', config: { input_shape: [2, 2], name: 'picture' } },
    { class_name: 'Dense', config: { units: 1, use_bias: false, name: 'digits' } },
  ],
  { loss: 'mse' },
);
await api.trained(model, { dataset, epochs: [[[1000, 100, 10, 1]]] });

const files = [await png(2, 2, Buffer.from([1, 2, 3, 4]), 1), await png(2, 2, Buffer.from([9, 8, 7, 6]), 1)];
const base64 = files.map((file) => file.toString('base64'));
const post = async (path: string, body: object) => {
  const answer = await api.send('POST', path, body);
  return [answer.statusCode, answer.body];
};

describe('pictures', () => {
  it('come to TensorFlow Serving as b64, as rows and as the feature of an example', async () => {
    const pictures = base64.map((b64) => ({ b64 }));
    assert.deepEqual(await post(`/v1/models/${model}:predict`, { instances: pictures }), [
      200,
      '{"predictions":[[1234.0],[9876.0]]}',
    ]);
    const examples = pictures.map((picture) => ({ picture_input: picture }));
    assert.deepEqual(await post(`/v1/models/${model}:regress`, { examples }), [200, '{"results":[1234.0,9876.0]}']);
  });

  it('come to the Open Inference Protocol as BYTES, in base64 and as they are', async () => {
    const input = { name: 'picture_input', shape: [2], datatype: 'BYTES' };
    const [status, text] = await post(`/v2/models/${model}/infer`, { inputs: [{ ...input, data: base64 }] });
    assert.equal(status, 200);
    assert.match(String(text), /"data":\[1234\.0,9876\.0\]/);
    const elements = Buffer.concat(
      files.flatMap((file) => {
        const length = Buffer.alloc(4);
        length.writeUInt32LE(file.length);
        return [length, file];
      }),
    );
    const head = Buffer.from(
      JSON.stringify({ inputs: [{ ...input, parameters: { binary_data_size: elements.length } }] }),
    );
    const answer = await fetch(`${api.url}/v2/models/${model}/infer`, {
      method: 'POST',
      headers: { ...headers, 'inference-header-content-length': String(head.length) },
      body: Buffer.concat([head, elements]),
    });
    assert.match(await answer.text(), /"data":\[1234\.0,9876\.0\]/);
    const refused = await post(`/v2/models/${model}/infer`, { inputs: [{ ...input, data: ['***', base64[0]] }] });
    assert.deepEqual(refused, [400, '{"error":"/inputs/0/data/0: must be a picture in base64"}']);
  });
});
