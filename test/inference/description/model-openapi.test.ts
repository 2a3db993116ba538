import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { inferenceApp } from '../inference-app.js';
import { floats, npy, uploaded } from '../uploaded.js';

const api = await inferenceApp();
const { upload, sumModel } = uploaded(api);

const contentSchema = z.record(z.string(), z.looseObject({ example: z.unknown().optional() }));
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  info: z.object({ version: z.string() }),
  paths: z.record(z.string(), z.object({ post: z.object({ requestBody: z.object({ content: contentSchema }) }) })),
  components: z.object({ schemas: z.object({ Row: z.unknown(), Prediction: z.unknown() }) }),
});

/** The model's description, the example of its predict, and what posting it is answered with. */
async function described(model: string) {
  const document = documentSchema.parse((await api.send('GET', `/v1/models/${model}/openapi.json`)).json());
  const { content } = document.paths[`/v1/models/${model}/predict`]?.post.requestBody ?? { content: {} };
  const example = z.object({}).loose().parse(content['application/json']?.example);
  const answer = await api.send('POST', `/v1/models/${model}/predict`, example);
  assert.equal(answer.statusCode, 200, answer.body);
  return { document, content, example, row: document.components.schemas.Row };
}

describe("a model's own OpenAPI", () => {
  it('tells the columns of a table with their categories and dates, and an example from its data', async () => {
    const csv = 'size,kind,day,y\n1.5,a,31.01.2024,1\n2,b,29.02.2024,2\n3,a,01.03.2024,3\n4,b,24.12.2024,4\n';
    const columns = { kind: 'category', day: { kind: 'date', format: 'day_first', parts: ['month', 'day'] } };
    const data = await upload({ name: 't', target: 'y', task: 'regression', columns }, ['t.csv', Buffer.from(csv)]);
    const model = await sumModel(data, [4]);
    const { document, content, example, row } = await described(model);
    assert.deepEqual(example, { instances: [{ size: 1.5, kind: 'a', day: '31.01.2024T00:00:00' }] });
    assert.deepEqual(row, {
      type: 'object',
      properties: {
        size: { type: ['number'] },
        kind: { enum: ['a', 'b'] },
        day: { type: ['string'], description: 'a date as in 31.01.2026 or 31/01/2026, or with a time' },
      },
      required: ['size', 'kind', 'day'],
      additionalProperties: false,
    });
    assert.deepEqual(Object.keys(content), ['application/json', 'application/vnd.apache.arrow.stream']);
    assert.match(document.info.version, /^job_\w+\/1$/);
    const evaluate = document.paths[`/v1/models/${model}/evaluate`]?.post.requestBody.content['application/json'];
    assert.deepEqual(evaluate?.example, { dataset: data });
  });

  it('has no example where the dataset was deleted, or the weights came from elsewhere', async () => {
    const data = await upload(
      { name: 'numbers', format: 'npy' },
      ['x.npy', npy('<f4', [2, 2], floats(1, 2, 3, 4))],
      ['y.npy', npy('<f4', [2], floats(0.5, 1.5))],
    );
    const model = await sumModel(data, [2]);
    assert.equal((await api.send('DELETE', `/v1/datasets/${data}`)).statusCode, 204);
    const document = documentSchema.parse((await api.send('GET', `/v1/models/${model}/openapi.json`)).json());
    for (const operation of ['predict', 'evaluate']) {
      const { content } = document.paths[`/v1/models/${model}/${operation}`]?.post.requestBody ?? { content: {} };
      assert.deepEqual(Object.keys(content['application/json'] ?? {}), ['schema']);
    }
  });

  it('tells the shape of pictures, and the forms in which they may be posted', async () => {
    const data = await upload(
      { name: 'pixels', format: 'npy' },
      ['x.npy', npy('|u1', [2, 2, 2], Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]))],
      ['y.npy', npy('<f4', [2], floats(0.5, 1.5))],
    );
    const { content, example, row } = await described(await sumModel(data, [2, 2]));
    assert.deepEqual(example, {
      instances: [
        [
          [0, 1],
          [2, 3],
        ],
      ],
    });
    const line = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 };
    const { anyOf } = z.object({ anyOf: z.array(z.unknown()) }).parse(row);
    assert.deepEqual(anyOf[0], { type: 'array', items: line, minItems: 2, maxItems: 2 });
    assert.deepEqual(Object.keys(content).sort(), [
      'application/json',
      'application/vnd.apache.arrow.stream',
      'application/x-npy',
      'multipart/form-data',
    ]);
  });

  it('tells the classes that are answered', async () => {
    const data = await api.dataset({ inputs: [[0.25], [1], [2]], targets: ['rose', 'lily', 'iris'] });
    const layers = [{ class_name: 'Dense', config: { units: 3, activation: 'softmax', input_shape: [1] } }];
    const model = await api.model(layers, { loss: 'sparse_categorical_crossentropy' });
    await api.trained(model, {
      dataset: data,
      epochs: [
        [
          [0, 1, 2],
          [0, 0, 0],
        ],
      ],
    });
    const { document, example } = await described(model);
    assert.deepEqual(example, { instances: [[0.25]] });
    const text = JSON.stringify(document.components.schemas.Prediction);
    assert.match(text, /"class":\{"enum":\["iris","lily","rose"\]\}/);
  });

  it('tells the words of a text', async () => {
    const data = await upload(
      { name: 'texts', target: 'y', task: 'regression', columns: { note: { kind: 'text', sequence_length: 3 } } },
      ['t.csv', Buffer.from('note,y\nGood stuff!,1\nbad stuff,2\ngood,3\n')],
    );
    const { example } = await described(await sumModel(data, [3]));
    assert.deepEqual(example, { instances: [{ note: 'good stuff' }] });
  });

  it('is there for trained models of the project alone', async () => {
    const untrained = await api.model([{ class_name: 'Dense', config: { units: 1, input_shape: [1] } }], {
      loss: 'mse',
    });
    assert.equal((await api.send('GET', `/v1/models/${untrained}/openapi.json`)).statusCode, 409);
    const authorization = `Bearer ${await api.foreignKey()}`;
    const foreign = await api.send('GET', `/v1/models/${untrained}/openapi.json`, undefined, { authorization });
    assert.equal(foreign.statusCode, 404);
  });
});
