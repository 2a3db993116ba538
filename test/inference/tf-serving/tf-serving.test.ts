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

const numbers = await api.dataset({ inputs: [[1], [2]], targets: [0.5, 1.5] });
const flowers = await api.dataset({
  inputs: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  targets: ['rose', 'lily', 'iris'],
});

/** TensorFlow Serving's own example: y = x / 2 + 3, in two versions, the second of which adds 4. */
const half = await api.model([dense(1, 'linear', { input_shape: [1], name: 'half' })], { loss: 'mse' });
const halfJobs = [
  await api.trained(half, { dataset: numbers, epochs: [[[0.5], [3]]] }),
  await api.trained(half, { dataset: numbers, epochs: [[[0.5], [4]]] }),
];
await api.database.pool.query("UPDATE models SET name = 'half_plus' WHERE id = $1", [half]);

const irises = await api.model([dense(3, 'softmax', { input_shape: [2], name: 'dense' })], {
  loss: 'sparse_categorical_crossentropy',
});
await api.trained(irises, {
  dataset: flowers,
  epochs: [
    [
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0],
    ],
  ],
});

/** Posts as `curl -d` does. @returns status and body as text. */
async function post(path: string, body: object | string): Promise<[number, string]> {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await send('POST', path, payload, { 'content-type': 'application/x-www-form-urlencoded' });
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  return [answer.statusCode, answer.body];
}

const get = async (path: string): Promise<[number, unknown]> => {
  const answer = await send('GET', path);
  return [answer.statusCode, answer.json()];
};

describe(':predict of TensorFlow Serving', () => {
  it('answers rows with predictions and columns with outputs, by the name of a model or its id', async () => {
    for (const name of ['half_plus', half]) {
      assert.deepEqual(await post(`/v1/models/${name}:predict`, { instances: [1, 2, 5] }), [
        200,
        '{"predictions":[[4.5],[5.0],[6.5]]}',
      ]);
      assert.deepEqual(await post(`/v1/models/${name}:predict`, { inputs: { half_input: [[1], [2]] } }), [
        200,
        '{"outputs":[[4.5],[5.0]]}',
      ]);
    }
    assert.deepEqual(await post('/v1/models/half_plus:predict', { signature_name: 'serving_default', inputs: [[1]] }), [
      200,
      '{"outputs":[[4.5]]}',
    ]);
  });

  it('says in headers which job and epoch answered', async () => {
    const answer = await send('POST', '/v1/models/half_plus:predict', { instances: [1] });
    assert.deepEqual([answer.headers['x-fitserve-job'], answer.headers['x-fitserve-epoch']], [halfJobs[1], '1']);
  });

  it('asks a version or a label', async () => {
    const body = { instances: [1] };
    assert.deepEqual(await post('/v1/models/half_plus/versions/1:predict', body), [200, '{"predictions":[[3.5]]}']);
    assert.deepEqual(await post('/v1/models/half_plus/versions/2:predict', body), [200, '{"predictions":[[4.5]]}']);
    const targets = [
      { version: 2, weight: 1, label: 'stable' },
      { version: 1, weight: 0, label: 'canary' },
    ];
    assert.equal((await send('PUT', `/v1/models/${half}/serving`, { targets })).statusCode, 200);
    assert.deepEqual(await post('/v1/models/half_plus/labels/canary:predict', body), [200, '{"predictions":[[3.5]]}']);
    assert.deepEqual(await post('/v1/models/half_plus/labels/stable:predict', body), [200, '{"predictions":[[4.5]]}']);
    await send('DELETE', `/v1/models/${half}/serving`);
    assert.deepEqual(await post('/v1/models/half_plus/labels/stable:predict', body), [
      404,
      JSON.stringify({ error: `The model ${half} serves nothing under the label stable.` }),
    ]);
  });

  it('names several outputs, in rows and in columns', async () => {
    const created = await send('POST', '/v1/models', {
      name: 'ports',
      architecture: TWO_PORTS,
      compile: { loss: { x: 'mse', y: 'mse' } },
    });
    const { id } = z.object({ id: z.string() }).parse(created.json());
    const dataset = await api.dataset({
      inputs: { a: [[1, 2]], b: [[3]] },
      targets: { x: [[1]], y: [[1, 2]] },
    });
    await api.trained(id, { dataset, epochs: [TWO_PORTS_WEIGHTS] });
    const instances = [
      { a: [1, 2], b: [3] },
      { a: [0, 0], b: [1] },
    ];
    assert.deepEqual(await post('/v1/models/ports:predict', { instances }), [
      200,
      '{"predictions":[{"x":[321.5],"y":[3.0,-2.0]},{"x":[100.5],"y":[1.0,-1.0]}]}',
    ]);
    const inputs = { a: [[1, 2]], b: [[3]] };
    assert.deepEqual(await post('/v1/models/ports:predict', { inputs }), [
      200,
      '{"outputs":{"x":[[321.5]],"y":[[3.0,-2.0]]}}',
    ]);
  });

  it('gives the numbers of the own predict, bit for bit, also in a body that is parsed on a thread of its own', async () => {
    const model = await api.model([dense(3, 'tanh', { input_shape: [2] })], { loss: 'mse' });
    const kernel = [0.1, -0.7, 0.3, 0.9, 0.2, -0.4];
    await api.trained(model, { dataset: flowers, epochs: [[kernel, [0.01, 0.02, 0.03]]] });
    const instances = Array.from({ length: 12_000 }, (_, row) => [Math.sin(row), row / 7]);
    assert.ok(JSON.stringify({ instances }).length > 128 * 1024);
    const schema = z.object({ predictions: z.array(z.array(z.number())) });
    const own = await send('POST', `/v1/models/${model}/predict`, { instances });
    const [status, theirs] = await post(`/v1/models/${model}:predict`, { instances });
    assert.equal(status, 200);
    assert.deepEqual(schema.parse(JSON.parse(theirs)), schema.parse(own.json()));
  });

  it('writes what is no number as its clients read it', async () => {
    const model = await api.model([dense(3, 'linear', { input_shape: [1] })], { loss: 'mse' });
    await api.trained(model, {
      dataset: numbers,
      epochs: [
        [
          [3e38, -3e38, 0],
          [0, 0, Number.NaN],
        ],
      ],
    });
    assert.deepEqual(await post(`/v1/models/${model}:predict`, { instances: [[10]] }), [
      200,
      '{"predictions":[[Infinity,-Infinity,NaN]]}',
    ]);
  });
});

describe('errors of TensorFlow Serving', () => {
  const error = (text: string) => JSON.stringify({ error: text });

  it('are an object with the key error, and what is invalid is 400', async () => {
    assert.deepEqual(await post('/v1/models/half:predict', { instances: [1] }), [
      404,
      error('There is no model "half" in this project.'),
    ]);
    assert.deepEqual(await post('/v1/models/half_plus/versions/9:predict', { instances: [1] }), [
      404,
      error(`The model ${half} has no version 9.`),
    ]);
    assert.deepEqual(await post('/v1/models/half_plus:predict', '{'), [
      400,
      error('The body is not valid JSON (at character 1).'),
    ]);
    assert.deepEqual(await post('/v1/models/half_plus:predict', { instances: ['x'] }), [
      400,
      error('/instances/0: must be a number'),
    ]);
    assert.deepEqual(await post('/v1/models/half_plus:predict', { instances: [1], signature_name: 'other' }), [
      400,
      error('/signature_name: Serving signature name: "other" not found in signature def'),
    ]);
    const untrained = await api.model([dense(1, 'linear', { input_shape: [1] })], { loss: 'mse' });
    assert.equal((await post(`/v1/models/${untrained}:predict`, { instances: [1] }))[0], 409);
  });

  it('are so for who has no key, too, and other projects see no models', async () => {
    const answer = await send(
      'POST',
      '/v1/models/half_plus:predict',
      { instances: [1] },
      { authorization: 'Bearer x' },
    );
    assert.deepEqual(
      [answer.statusCode, answer.json()],
      [401, { error: 'This API key is not valid here, or was revoked.' }],
    );
    const foreign = { authorization: `Bearer ${await api.foreignKey()}` };
    for (const name of ['half_plus', half]) {
      for (const [method, path] of [
        ['POST', ':predict'],
        ['GET', '/metadata'],
        ['GET', '/versions/1'],
        ['GET', ''],
      ] as const) {
        const body = method === 'POST' ? { instances: [1] } : undefined;
        assert.equal((await send(method, `/v1/models/${name}${path}`, body, foreign)).statusCode, 404);
      }
    }
  });
});

describe(':classify and :regress of TensorFlow Serving', () => {
  it('give every class with its score, and one value for each example', async () => {
    const third = Math.fround(1 / 3);
    const scores = `[["iris",${third}],["lily",${third}],["rose",${third}]]`;
    assert.deepEqual(await post(`/v1/models/${irises}:classify`, { examples: [{ dense_input: [1, 2] }] }), [
      200,
      `{"results":[${scores}]}`,
    ]);
    assert.deepEqual(
      await post('/v1/models/half_plus/versions/1:regress', {
        signature_name: 'tensorflow/serving/regress',
        examples: [{ half_input: 1 }, { half_input: 2 }],
      }),
      [200, '{"results":[3.5,4.0]}'],
    );
  });

  it('take features by column, which examples may share in a context', async () => {
    const form = new FormData();
    form.append('options', JSON.stringify({ name: 'table', target: 'y' }));
    form.append('file', new Blob(['a,b,y\n1,2,no\n3,4,yes\n5,1,no\n']), 'table.csv');
    const headers = { authorization: api.authorization };
    const uploaded = await fetch(`${api.url}/v1/datasets`, { method: 'POST', headers, body: form });
    const { id: dataset } = z.object({ id: z.string() }).parse(await uploaded.json());
    const model = await api.model([dense(1, 'sigmoid', { input_shape: [2] })], { loss: 'binary_crossentropy' });
    await api.trained(model, { dataset, epochs: [[[0, 0], [0]]] });
    const examples = [{ a: [1] }, { a: 2 }];
    assert.deepEqual(await post(`/v1/models/${model}:classify`, { context: { b: 1 }, examples }), [
      200,
      '{"results":[[["no",0.5],["yes",0.5]],[["no",0.5],["yes",0.5]]]}',
    ]);
    assert.deepEqual(await post(`/v1/models/${model}:classify`, { context: { a: 1, b: 1 }, examples }), [
      400,
      '{"error":"/examples/0/a: stands in the context, too"}',
    ]);
    assert.deepEqual(await post(`/v1/models/${model}:classify`, { examples }), [
      400,
      '{"error":"/examples/0/b: is missing"}',
    ]);
  });

  it('are refused where the model gives something else', async () => {
    const [status, body] = await post('/v1/models/half_plus:classify', { examples: [{ half_input: 1 }] });
    assert.equal(status, 400);
    assert.match(body, /no signature of method_name tensorflow\/serving\/classify/);
    assert.equal((await post(`/v1/models/${irises}:regress`, { examples: [{ dense_input: [1, 2] }] }))[0], 400);
    assert.deepEqual(await post(`/v1/models/${irises}:classify`, { examples: [] }), [
      400,
      '{"error":"/examples: has no rows"}',
    ]);
  });
});

describe('what TensorFlow Serving tells of a model', () => {
  const available = (version: string) => ({
    version,
    state: 'AVAILABLE',
    status: { error_code: 'OK', error_message: '' },
  });

  it('is the status of its versions, newest first, by its name and with its id beside the rest', async () => {
    const both = { model_version_status: [available('2'), available('1')] };
    assert.deepEqual(await get('/v1/models/half_plus'), [200, both]);
    const model = await send('GET', `/v1/models/${half}`);
    const { id, model_version_status } = z
      .looseObject({ id: z.string(), model_version_status: z.unknown() })
      .parse(model.json());
    assert.deepEqual({ id, model_version_status }, { id: half, ...both });
    assert.deepEqual(await get('/v1/models/half_plus/versions/1'), [200, { model_version_status: [available('1')] }]);
    assert.equal((await get('/v1/models/half_plus/versions/3'))[0], 404);
    const targets = [{ version: 1, label: 'stable' }];
    await send('PUT', `/v1/models/${half}/serving`, { targets });
    assert.deepEqual(await get('/v1/models/half_plus/labels/stable'), [
      200,
      { model_version_status: [available('1')] },
    ]);
    await send('DELETE', `/v1/models/${half}/serving`);
  });

  it('is its signature, with types and shapes', async () => {
    const dim = (...sizes: string[]) => ({
      dim: sizes.map((size) => ({ size, name: '' })),
      unknown_rank: false,
    });
    assert.deepEqual(await get('/v1/models/half_plus/versions/1/metadata'), [
      200,
      {
        model_spec: { name: 'half_plus', signature_name: '', version: '1' },
        metadata: {
          signature_def: {
            signature_def: {
              serving_default: {
                inputs: {
                  half_input: { dtype: 'DT_FLOAT', tensor_shape: dim('-1', '1'), name: 'serving_default_half_input:0' },
                },
                outputs: {
                  half: { dtype: 'DT_FLOAT', tensor_shape: dim('-1', '1'), name: 'StatefulPartitionedCall:0' },
                },
                method_name: 'tensorflow/serving/predict',
              },
            },
          },
        },
      },
    ]);
  });
});
