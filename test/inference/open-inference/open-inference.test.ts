import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { TWO_PORTS, TWO_PORTS_WEIGHTS } from '../functional-models.js';
import { inferenceApp } from '../inference-app.js';

const api = await inferenceApp();
const { send } = api;
const dense = (units: number, activation: string, more: object = {}) => ({
  class_name: 'Dense',
  config: { units, activation, ...more },
});
const named = (id: string, name: string) =>
  api.database.pool.query('UPDATE models SET name = $2 WHERE id = $1', [id, name]);

const flowers = await api.dataset({
  inputs: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  targets: ['rose', 'lily', 'iris'],
});

/** y = [x0 + 0.5, x1 + 0.25, 2 x0]: exact in 32 bits. */
const exact = await api.model([dense(3, 'linear', { input_shape: [2], name: 'exact' })], { loss: 'mse' });
const job = await api.trained(exact, {
  dataset: flowers,
  epochs: [
    [
      [1, 0, 2, 0, 1, 0],
      [0.5, 0.25, 0],
    ],
  ],
});
await named(exact, 'exact');

const created = await send('POST', '/v1/models', {
  name: 'ports',
  architecture: TWO_PORTS,
  compile: { loss: { x: 'mse', y: 'mse' } },
});
const ports = z.object({ id: z.string() }).parse(created.json()).id;
const portsJob = await api.trained(ports, {
  dataset: await api.dataset({ inputs: { a: [[1, 2]], b: [[3]] }, targets: { x: [[1]], y: [[1, 2]] } }),
  epochs: [TWO_PORTS_WEIGHTS],
});

/** A request in JSON. @returns status and body as text. */
async function infer(model: string, body: object): Promise<[number, string]> {
  const answer = await send('POST', `/v2/models/${model}/infer`, body);
  return [answer.statusCode, answer.body];
}

/** A request whose tensors come after its JSON. @returns status, header and body as they come over the wire. */
async function inferBinary(model: string, json: string, ...binary: readonly Uint8Array[]) {
  const head = Buffer.from(json);
  const answer = await fetch(`${api.url}/v2/models/${model}/infer`, {
    method: 'POST',
    headers: {
      authorization: api.authorization,
      'content-type': 'application/octet-stream',
      'inference-header-content-length': String(head.length),
    },
    body: Buffer.concat([head, ...binary]),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    header: answer.headers.get('inference-header-content-length'),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

const input = (datatype: string, data: unknown, more: object = {}) => ({
  inputs: [{ name: 'exact_input', shape: [1, 2], datatype, data, ...more }],
});
const parameters = `"parameters":{"job":"${job}","epoch":1}`;
const answered = (data: string) =>
  `{"model_name":"exact","model_version":"1",${parameters},"outputs":[{"name":"exact","datatype":"FP32","shape":[1,3],"data":${data}}]}`;
const refused = (text: string): [number, string] => [400, JSON.stringify({ error: text })];

describe('infer of the Open Inference Protocol, in JSON', () => {
  it('takes elements nested or one after another, of any type of numbers', async () => {
    const expected = [200, answered('[1.5,2.25,2.0]')];
    assert.deepEqual(await infer('exact', input('FP32', [1, 2])), expected);
    assert.deepEqual(await infer('exact', input('FP64', [[1, 2]])), expected);
    for (const type of ['INT8', 'INT16', 'INT32', 'INT64', 'UINT8', 'UINT16', 'UINT32', 'UINT64', 'FP16']) {
      assert.deepEqual(await infer('exact', input(type, [1, 2])), expected, type);
    }
    assert.deepEqual(await infer('exact', input('BOOL', [true, false])), [200, answered('[1.5,0.25,2.0]')]);
  });

  it('asks a version, or a label that is served', async () => {
    const body = input('FP32', [1, 2]);
    assert.deepEqual(await infer('exact/versions/1', body), [200, answered('[1.5,2.25,2.0]')]);
    assert.deepEqual(await infer('exact/versions/2', body), [404, `{"error":"The model ${exact} has no version 2."}`]);
    await send('PUT', `/v1/models/${exact}/serving`, { targets: [{ version: 1, label: 'stable' }] });
    assert.deepEqual(await infer('exact/versions/stable', body), [200, answered('[1.5,2.25,2.0]')]);
    await send('DELETE', `/v1/models/${exact}/serving`);
  });

  it('answers with the id of the request, and with the outputs that it asks for', async () => {
    const body = {
      id: '42',
      model_name: 'ports',
      parameters: { priority: 1 },
      inputs: [
        { name: 'b', shape: [2, 1], datatype: 'INT32', data: [3, 1] },
        { name: 'a', shape: [2, 2], datatype: 'FP32', data: [1, 2, 0, 0] },
      ],
    };
    const head = `"model_name":"ports","model_version":"1","id":"42","parameters":{"job":"${portsJob}","epoch":1}`;
    const x = '{"name":"x","datatype":"FP32","shape":[2,1],"data":[321.5,100.5]}';
    const y = '{"name":"y","datatype":"FP32","shape":[2,2],"data":[3.0,-2.0,1.0,-1.0]}';
    assert.deepEqual(await infer('ports', body), [200, `{${head},"outputs":[${x},${y}]}`]);
    assert.deepEqual(await infer('ports', { ...body, outputs: [{ name: 'y' }] }), [200, `{${head},"outputs":[${y}]}`]);
    const unknown = await infer('ports', { ...body, outputs: [{ name: 'z' }] });
    assert.deepEqual(unknown, refused('/outputs/0/name: is no output of the model; its outputs are "x", "y"'));
  });

  it('gives the likeliest classes with their labels, where they are asked for', async () => {
    const model = await api.model([dense(3, 'softmax', { input_shape: [2], name: 'dense' })], {
      loss: 'sparse_categorical_crossentropy',
    });
    await api.trained(model, {
      dataset: flowers,
      epochs: [
        [
          [0, 0, 0, 0, 0, 0],
          [0, Math.log(2), 0],
        ],
      ],
    });
    const body = {
      inputs: [{ name: 'dense_input', shape: [1, 2], datatype: 'FP32', data: [1, 2] }],
      outputs: [{ name: 'dense', parameters: { classification: 2 } }],
    };
    const [status, text] = await infer(model, body);
    assert.equal(status, 200);
    const { outputs } = z.looseObject({ outputs: z.array(z.record(z.string(), z.unknown())) }).parse(JSON.parse(text));
    assert.deepEqual(outputs, [
      { name: 'dense', datatype: 'BYTES', shape: [1, 2], data: ['0.5:1:lily', '0.25:0:iris'] },
    ]);
  });

  it('writes what JSON cannot hold as strings', async () => {
    const model = await api.model([dense(2, 'linear', { input_shape: [2], name: 'dense' })], { loss: 'mse' });
    await api.trained(model, {
      dataset: flowers,
      epochs: [
        [
          [3e38, 0, 0, 0],
          [0, Number.NaN],
        ],
      ],
    });
    const body = { inputs: [{ name: 'dense_input', shape: [1, 2], datatype: 'FP32', data: [10, 0] }] };
    assert.match((await infer(model, body))[1], /"data":\["Infinity","NaN"\]/);
  });
});

describe('infer of the Open Inference Protocol, with binary data', () => {
  const row = Buffer.from(Float32Array.of(1, 2).buffer);

  it('answers with the bytes of the outputs after the JSON', async () => {
    const json =
      '{"inputs":[{"name":"exact_input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}}],' +
      '"parameters":{"binary_data_output":true}}';
    const { status, type, header, body } = await inferBinary('exact', json, row);
    const head = `{"model_name":"exact","model_version":"1",${parameters},"outputs":[{"name":"exact","datatype":"FP32","shape":[1,3],"parameters":{"binary_data_size":12}}]}`;
    assert.deepEqual([status, type, header], [200, 'application/octet-stream', String(head.length)]);
    assert.equal(body.subarray(0, head.length).toString(), head);
    // 1.5, 2.25 and 2 in little-endian IEEE 754.
    assert.equal(body.subarray(head.length).toString('hex'), '0000c03f0000104000000040');
  });

  it('takes every type of numbers', async () => {
    const tensors: readonly (readonly [string, ArrayBufferView])[] = [
      ['UINT8', Uint8Array.of(1, 2)],
      ['UINT16', Uint16Array.of(1, 2)],
      ['UINT32', Uint32Array.of(1, 2)],
      ['UINT64', BigUint64Array.of(1n, 2n)],
      ['INT8', Int8Array.of(1, 2)],
      ['INT16', Int16Array.of(1, 2)],
      ['INT32', Int32Array.of(1, 2)],
      ['INT64', BigInt64Array.of(1n, 2n)],
      // 1 and 2 in 16 bits.
      ['FP16', Uint16Array.of(0x3c00, 0x4000)],
      ['FP32', Float32Array.of(1, 2)],
      ['FP64', Float64Array.of(1, 2)],
    ];
    for (const [type, { buffer, byteLength }] of tensors) {
      const json = `{"inputs":[{"name":"exact_input","shape":[1,2],"datatype":"${type}","parameters":{"binary_data_size":${byteLength}}}]}`;
      const { status, header, body } = await inferBinary('exact', json, new Uint8Array(buffer));
      assert.deepEqual([status, header, body.toString()], [200, null, answered('[1.5,2.25,2.0]')], type);
    }
  });

  it('mixes tensors in JSON and in bytes, on both ways', async () => {
    const json =
      '{"inputs":[{"name":"a","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}},' +
      '{"name":"b","shape":[1,1],"datatype":"FP32","data":[3]}],' +
      '"outputs":[{"name":"x","parameters":{"binary_data":true}},{"name":"y"}]}';
    const { status, header, body } = await inferBinary('ports', json, row);
    assert.equal(status, 200);
    const length = Number(header);
    assert.equal(body.length, length + 4);
    assert.equal(body.readFloatLE(length), 321.5);
    assert.match(
      body.subarray(0, length).toString(),
      /"outputs":\[\{"name":"x",.*"binary_data_size":4\}\},\{"name":"y",.*"data":\[3\.0,-2\.0\]\}\]\}$/,
    );
  });

  it('gives the numbers of the own predict, bit for bit, also in a body that is read on a thread of its own', async () => {
    const model = await api.model([dense(3, 'tanh', { input_shape: [2], name: 'dense' })], { loss: 'mse' });
    await api.trained(model, {
      dataset: flowers,
      epochs: [
        [
          [0.1, -0.7, 0.3, 0.9, 0.2, -0.4],
          [0.01, 0.02, 0.03],
        ],
      ],
    });
    const rows = 20_000;
    const values = Float32Array.from({ length: 2 * rows }, (_, index) => Math.sin(index) * 3);
    const instances = Array.from({ length: rows }, (_, index) => [...values.subarray(2 * index, 2 * index + 2)]);
    const own = await send('POST', `/v1/models/${model}/predict`, { instances });
    const { predictions } = z.object({ predictions: z.array(z.array(z.number())) }).parse(own.json());
    const json = `{"inputs":[{"name":"dense_input","shape":[${rows},2],"datatype":"FP32","parameters":{"binary_data_size":${8 * rows}}}],"parameters":{"binary_data_output":true}}`;
    const { status, header, body } = await inferBinary(model, json, new Uint8Array(values.buffer));
    assert.equal(status, 200);
    const theirs = body.subarray(Number(header));
    assert.equal(Buffer.compare(theirs, Buffer.from(Float32Array.from(predictions.flat()).buffer)), 0);
  });

  it('carries classes as texts with their lengths', async () => {
    const json =
      '{"inputs":[{"name":"exact_input","shape":[1,2],"datatype":"FP32","data":[1,2]}],' +
      '"outputs":[{"name":"exact","parameters":{"binary_data":true,"classification":2}}]}';
    const { header, body } = await inferBinary('exact', json);
    const length = Number(header);
    assert.match(
      body.subarray(0, length).toString(),
      /"datatype":"BYTES","shape":\[1,2\],"parameters":\{"binary_data_size":17\}/,
    );
    assert.equal(body.subarray(length).toString('latin1'), '\x06\0\0\x002.25:1\x03\0\0\x002:2');
  });
});

describe('a model that was trained on a table', () => {
  it('takes a tensor for each column, with texts where categories are, or all numbers in one', async () => {
    const form = new FormData();
    form.append('options', JSON.stringify({ name: 'table', target: 'y' }));
    form.append('file', new Blob(['a,b,y\n1,2,0.5\n3,4,1.5\n']), 'table.csv');
    const headers = { authorization: api.authorization };
    const uploaded = await fetch(`${api.url}/v1/datasets`, { method: 'POST', headers, body: form });
    const { id: dataset } = z.object({ id: z.string() }).parse(await uploaded.json());
    const model = await api.model([dense(1, 'linear', { input_shape: [2], name: 'sum' })], { loss: 'mse' });
    await api.trained(model, { dataset, epochs: [[[1, 10], [0]]] });
    const column = (name: string, data: number[]) => ({ name, shape: [2, 1], datatype: 'FP32', data });
    const byColumn = await infer(model, { inputs: [column('b', [2, 4]), column('a', [1, 3])] });
    assert.match(byColumn[1], /"data":\[21\.0,43\.0\]/);
    const whole = { name: 'sum_input', shape: [2, 2], datatype: 'FP32', data: [1, 2, 3, 4] };
    assert.match((await infer(model, { inputs: [whole] }))[1], /"data":\[21\.0,43\.0\]/);
    assert.deepEqual(await infer(model, { inputs: [column('a', [1, 3])] }), refused('/inputs/0: row 0: is missing'));
  });
});

describe('what is wrong with a request of the Open Inference Protocol', () => {
  it('is told as an error, and where it is', async () => {
    for (const [body, error] of [
      [input('FP32', [1]), '/inputs/0/data: has 1 elements; its shape has 2'],
      [input('FP32', [1, 'x']), '/inputs/0/data/1: must be a finite FP32'],
      [input('UINT8', [1, 256]), '/inputs/0/data/1: must be a finite UINT8'],
      [input('INT32', [1, 0.5]), '/inputs/0/data/1: must be a finite INT32'],
      [input('BYTES', ['a', 'b']), '/inputs/0/datatype: must be one of numbers: the input takes no text'],
      [
        input('FP32', [1, 2], { name: 'other' }),
        '/inputs/0/name: is no input of the model; its inputs are "exact_input"',
      ],
      [
        input('FP32', [1, 2, 3], { shape: [1, 3] }),
        '/inputs/0/shape: its rows have the shape (None, 3); the model takes rows of (None, 2)',
      ],
      [input('FP32', [], { shape: [0, 2] }), '/inputs/0/shape/0: there must be at least one row'],
      [
        input('FP32', undefined, { parameters: { shared_memory_region: 'a' } }),
        '/inputs/0/parameters/shared_memory_region: shared memory is not offered here',
      ],
      [
        { ...input('FP32', [1, 2]), extra: 1 },
        '/extra: is not known here; what is known is "id", "model_name", "model_version", "parameters", "inputs", "outputs"',
      ],
    ] as const) {
      const [status, text] = await infer('exact', body);
      assert.deepEqual([status, z.object({ error: z.string() }).parse(JSON.parse(text)).error], [400, error]);
    }
    assert.equal((await infer('none', input('FP32', [1, 2])))[0], 404);
  });

  it('may be the length of its binary data', async () => {
    const one = (size: number) =>
      `{"inputs":[{"name":"exact_input","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":${size}}}]}`;
    const error = async (json: string, ...binary: Uint8Array[]) => {
      const { status, body } = await inferBinary('exact', json, ...binary);
      return [status, z.object({ error: z.string() }).parse(JSON.parse(body.toString())).error];
    };
    assert.deepEqual(await error(one(8), Buffer.alloc(4)), [
      400,
      '/inputs/0/parameters/binary_data_size: is more than the 4 bytes that are left',
    ]);
    assert.deepEqual(await error(one(4), Buffer.alloc(4)), [
      400,
      '/inputs/0/parameters/binary_data_size: is 4 bytes; the shape [1,2] of FP32 needs 8',
    ]);
    assert.deepEqual(await error(one(8), Buffer.alloc(9)), [
      400,
      'The body: 1 bytes of binary data belong to no input',
    ]);
    const nan = Buffer.from(Float32Array.of(1, Number.NaN).buffer);
    assert.deepEqual(await error(one(8), nan), [400, '/inputs/0: its element 1 must be a finite number']);
    const answer = await send('POST', '/v2/models/exact/infer', input('FP32', [1, 2]), {
      'inference-header-content-length': '9999',
    });
    assert.equal(answer.statusCode, 400);
    assert.match(answer.body, /Inference-Header-Content-Length is 9999/);
  });
});

describe('what the Open Inference Protocol tells', () => {
  it('is of the server, with its extensions, and of what is not there', async () => {
    const server = z.object({ name: z.string(), version: z.string(), extensions: z.array(z.string()) });
    const { name, extensions } = server.parse((await send('GET', '/v2')).json());
    assert.deepEqual([name, extensions], ['fitserve', ['binary_tensor_data', 'classification']]);
    const unknown = await send('GET', '/v2/repository/index');
    assert.deepEqual(
      [unknown.statusCode, unknown.json()],
      [404, { error: 'There is no route GET /v2/repository/index here.' }],
    );
  });

  it('is of a model, with types and shapes', async () => {
    const answer = await send('GET', '/v2/models/ports');
    assert.deepEqual(answer.json(), {
      name: 'ports',
      versions: ['1'],
      platform: 'keras',
      inputs: [
        { name: 'a', datatype: 'FP32', shape: [-1, 2] },
        { name: 'b', datatype: 'FP32', shape: [-1, 1] },
      ],
      outputs: [
        { name: 'x', datatype: 'FP32', shape: [-1, 1] },
        { name: 'y', datatype: 'FP32', shape: [-1, 2] },
      ],
    });
  });

  it('is whether a model is ready, which it is when it has weights', async () => {
    const status = async (path: string, headers = {}) => (await send('GET', path, undefined, headers)).statusCode;
    assert.equal(await status('/v2/models/exact/ready'), 200);
    assert.equal(await status('/v2/models/exact/versions/1/ready'), 200);
    assert.equal(await status('/v2/models/exact/versions/7/ready'), 404);
    const untrained = await api.model([dense(1, 'linear', { input_shape: [2] })], { loss: 'mse' });
    assert.equal(await status(`/v2/models/${untrained}/ready`), 409);
    assert.equal(await status('/v2/models/exact/ready', { authorization: 'Bearer x' }), 401);
    const foreign = { authorization: `Bearer ${await api.foreignKey()}` };
    assert.equal(await status('/v2/models/exact/ready', foreign), 404);
    assert.equal(await status(`/v2/models/${exact}`, foreign), 404);
  });
});
