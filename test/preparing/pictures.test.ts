import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { preparedService } from './prepared-service.js';

const service = await preparedService();
const predictionsSchema = z.object({ predictions: z.array(z.array(z.number())) });

/** Ten pictures of 2 x 2 whole numbers; the last two validate. */
const PICTURES = Array.from({ length: 10 }, (_, row) => [
  [row * 3, 200 - row],
  [row % 4, row < 8 ? 17 * row : 255],
]);
const TARGETS = PICTURES.map((_, row) => row / 2 + 0.25);
const LAYERS = [
  { class_name: 'Flatten', config: {} },
  { class_name: 'Dense', config: { units: 1 } },
];
const COMPILE = { loss: 'mse', metrics: ['mae'] };
const training = PICTURES.slice(0, 8).flat(2);
const mean = training.reduce((sum, value) => sum + value, 0) / training.length;
const deviation = Math.sqrt(training.reduce((sum, value) => sum + (value - mean) ** 2, 0) / training.length);

function idx(dimensions: readonly number[], bytes: readonly number[]): Blob {
  const header = [0, 0, 8, dimensions.length, ...dimensions.flatMap((size) => [0, 0, size >> 8, size & 255])];
  return new Blob([Uint8Array.from([...header, ...bytes])]);
}

async function uploadBytes(options: object): Promise<string> {
  const form = new FormData();
  form.set('options', JSON.stringify(options));
  form.append('file', idx([10, 2, 2], PICTURES.flat(2)), 'pictures');
  form.append(
    'file',
    idx(
      [10],
      PICTURES.map((_, row) => row % 2),
    ),
    'labels',
  );
  const { authorization } = service;
  const answer = await fetch(`${service.url}/v1/datasets`, { method: 'POST', body: form, headers: { authorization } });
  return z.object({ id: z.string() }).parse(await answer.json()).id;
}

for (const [prepare, factor, offset] of [
  [{ scaling: 'standardize' }, 1 / deviation, -mean / deviation],
  [{ scaling: { rescale: { scale: 1 / 127.5, offset: -1 } } }, 1 / 127.5, -1],
] as const) {
  test(`pictures are scaled alike by training, evaluate and predict: ${JSON.stringify(prepare)}`, async () => {
    const dataset = await service.dataset({ inputs: PICTURES, targets: TARGETS, task: 'regression', prepare });
    const model = await service.model(LAYERS, COMPILE);
    const job = await service.fit(model, { dataset, epochs: 2, batch_size: 4, validation_split: 0.2, shuffle: false });
    const { status, error } = await service.train(job);
    assert.equal(status, 'succeeded', JSON.stringify(error));
    const weights = await service.weights(job);
    const byHand = (picture: readonly (readonly number[])[]) =>
      picture
        .flat()
        .reduce((sum, value, index) => sum + (value * factor + offset) * (weights[index] ?? 0), weights[4] ?? 0);
    const { predictions } = predictionsSchema.parse(
      await service.post(`/v1/models/${model}/predict`, { instances: PICTURES }),
    );
    for (const [row, picture] of PICTURES.entries()) {
      assert.ok(Math.abs((predictions[row]?.[0] ?? 0) - byHand(picture)) < 1e-5, `row ${row}`);
    }
    const answer = await service.post(`/v1/models/${model}/evaluate`, { dataset });
    const { mae } = z.object({ metrics: z.object({ mae: z.number() }) }).parse(answer).metrics;
    const wanted = PICTURES.reduce(
      (sum, picture, row) => sum + Math.abs(byHand(picture) - (TARGETS[row] ?? 0)) / 10,
      0,
    );
    assert.ok(Math.abs(mae - wanted) < 1e-5, `${mae}, ${wanted}`);
    const { rows } = await service.database.pool.query<{ metrics: { val_mae: number } }>(
      'SELECT metrics FROM epoch_metrics WHERE job_id = $1 AND epoch = 2',
      [job],
    );
    const held = [8, 9].reduce((sum, row) => sum + Math.abs(byHand(PICTURES[row] ?? []) - (TARGETS[row] ?? 0)) / 2, 0);
    assert.ok(Math.abs((rows[0]?.metrics.val_mae ?? 0) - held) < 1e-5, `${rows[0]?.metrics.val_mae}, ${held}`);
  });
}

test('bytes are scaled where they are used, and train as the same numbers do', async () => {
  const prepare = { scaling: 'standardize' };
  const asBytes = await uploadBytes({ prepare });
  const asNumbers = await service.dataset({ inputs: PICTURES, targets: PICTURES.map((_, row) => row % 2), prepare });
  const compile = { loss: 'binary_crossentropy', optimizer: 'sgd' };
  const found: unknown[] = [];
  for (const dataset of [asBytes, asNumbers]) {
    const model = await service.model(
      [LAYERS[0] ?? {}, { class_name: 'Dense', config: { units: 1, activation: 'sigmoid' } }],
      compile,
    );
    const job = await service.fit(model, { dataset, epochs: 2, batch_size: 4, validation_split: 0.2 });
    const { preparation, error } = await service.train(job);
    assert.equal(error, null);
    found.push({ preparation, weights: [...(await service.weights(job))] });
  }
  assert.deepEqual(found[0], found[1]);
});

test('classes are not scaled', async () => {
  const dataset = await service.dataset({ inputs: PICTURES, targets: PICTURES.map((_, row) => row % 2) });
  const model = await service.model(LAYERS, COMPILE);
  const prepare = { target: { scaling: 'minmax' } };
  assert.deepEqual(await service.refused(`/v1/models/${model}/fit`, { dataset, prepare }), [
    '/prepare/target/scaling: scales the targets of a regression, and those of the dataset are classes',
  ]);
});
