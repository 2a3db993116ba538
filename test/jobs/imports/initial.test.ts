import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { checkpointRoutes } from '../../../src/checkpoints/checkpoint-routes.js';
import { Converter } from '../../../src/checkpoints/conversion/converter.js';
import { importRoutes } from '../../../src/jobs/imports/import-routes.js';
import { jobRoutes } from '../../../src/jobs/job-routes.js';
import { inferenceApp } from '../../inference/inference-app.js';
import { silentLogger } from '../../support/config.js';
import { Supervision } from '../../trainer/supervised.js';

const api = await inferenceApp({}, async (app, { config, database }) => {
  const converter = new Converter({ config, logger: silentLogger });
  await jobRoutes(app, { config, database });
  await importRoutes(app, { config, database, converter });
  await checkpointRoutes(app, { config, database, converter });
});
const supervision = await Supervision.open(api.database);

const LAYERS = [{ class_name: 'Dense', config: { units: 1, input_shape: [2] } }];
const COMPILE = { loss: 'mse', optimizer: { class_name: 'SGD', config: { learning_rate: 0.01 } } };
/** 3 a - 2 b + 0.5 of the rows is 3.5, -1.5, 1.5 and 4.5, which is 1, 0, -2 and 3 off. */
const dataset = await api.dataset({
  inputs: [
    [1, 0],
    [0, 1],
    [1, 1],
    [2, 1],
  ],
  targets: [4.5, -1.5, -0.5, 7.5],
});
const LOSS = (1 + 0 + 4 + 9) / 4;

const elsewhere = await api.model(LAYERS, COMPILE);
const trained = await api.trained(elsewhere, { dataset, epochs: [[[3, -2], [0.5]]] });
const created = z.object({ id: z.string() });
const lossesSchema = z.object({ loss: z.array(z.number()) });

async function imported(model: string, format: string, name: string, accept: string): Promise<string> {
  const address = `/v1/jobs/${trained}/checkpoints/final/download?format=${format}`;
  const file = await api.send('GET', address, undefined, { accept });
  assert.equal(file.statusCode, 200, file.body);
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file.rawPayload)]), name);
  const answer = await fetch(`${api.url}/v1/models/${model}/weights`, {
    method: 'POST',
    headers: { authorization: api.authorization },
    body: form,
  });
  const body: unknown = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(body));
  return created.parse(body).id;
}

for (const [format, name, accept] of [
  ['safetensors', 'model.safetensors', '*/*'],
  ['tfjs', 'model.zip', 'application/zip'],
] as const) {
  test(`a fit starts from weights that came as ${format}: its first loss is theirs`, async () => {
    const model = await api.model(LAYERS, COMPILE);
    const initial = { job: await imported(model, format, name, accept) };
    // One batch an epoch, so that the loss is that of the weights before the first update.
    const fit = { dataset, initial, epochs: 2, batch_size: 4, shuffle: false };
    const answer = await api.send('POST', `/v1/models/${model}/fit`, fit);
    assert.equal(answer.statusCode, 202, answer.body);
    const { id } = created.parse(answer.json());
    await supervision.supervisor().run(id);
    const history = lossesSchema.parse((await api.send('GET', `/v1/jobs/${id}/history`)).json());
    const [first = Number.NaN, second = Number.NaN] = history.loss;
    assert.ok(Math.abs(first - LOSS) < 1e-6, `${first} instead of ${LOSS}`);
    assert.ok(second < first, `${second} after ${first}`);
  });
}

test('weights of a model with other shapes are no beginning', async () => {
  const wide = await api.model([{ class_name: 'Dense', config: { units: 1, input_shape: [3] } }], COMPILE);
  const model = await api.model(LAYERS, COMPILE);
  const job = await imported(model, 'safetensors', 'model.safetensors', '*/*');
  const rows = await api.dataset({ inputs: [[1, 2, 3]], targets: [4.5] });
  const answer = await api.send('POST', `/v1/models/${wide}/fit`, { dataset: rows, initial: { job } });
  assert.deepEqual([answer.statusCode, answer.json().errors?.[0]?.pointer], [422, '/initial/job']);
});
