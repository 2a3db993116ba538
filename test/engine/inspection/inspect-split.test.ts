import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inspectSplit } from '../../../src/engine/inspection/inspect-split.js';
import type { DataFiles, TensorFile, TrainingSpec } from '../../../src/engine/training-spec.js';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-split-'));
});
after(() => rm(folder, { recursive: true }));

let files = 0;
async function tensor(values: Uint8Array | Float32Array | Int32Array, shape: number[]): Promise<TensorFile> {
  const path = join(folder, `tensor-${files++}`);
  await writeFile(path, values);
  const dtype = values instanceof Float32Array ? 'float32' : values instanceof Int32Array ? 'int32' : 'uint8';
  return { name: 'tensor', path, dtype, shape };
}

/** Rows of two numbers, and their classes. */
async function data(rows: readonly (readonly [number, number])[], classes: readonly number[]): Promise<DataFiles> {
  const inputs = [await tensor(Float32Array.from(rows.flat()), [2])];
  return { rows: rows.length, inputs, targets: [await tensor(Int32Array.from(classes), [])] };
}

function inspected(given: Partial<TrainingSpec['fit']>, of: DataFiles, validation?: DataFiles) {
  const fit = { epochs: 1, batchSize: 1, validationSplit: 0, shuffle: false, seed: 1, ...given };
  return inspectSplit({ data: of, fit, ...(validation && { validation }) }, () => undefined);
}

test('rows that validate and were trained on are counted, to the bit and whatever their class', async () => {
  const rows = [
    [1, 2],
    [3, 4],
    [5, 6],
    [3, 4],
    [1, 2],
    [2, 1],
    [1, 2],
    [1, 2.0000002384185791],
  ] as const;
  const given = await data(rows, [0, 1, 0, 1, 0, 2, 1, 1]);
  assert.deepEqual(await inspected({ validationSplit: 0.5 }, given), {
    trainingRows: 4,
    validationRows: 4,
    duplicates: { rows: 2, of: 4 },
    classes: { training: [2, 2], validation: [1, 2, 1] },
  });
});

test('a dataset to validate on is held against the one to train on', async () => {
  const training = await data(
    [
      [1, 2],
      [3, 4],
    ],
    [0, 1],
  );
  const other = await data(
    [
      [3, 4],
      [3, 4],
      [0, 0],
    ],
    [1, 1, 1],
  );
  assert.deepEqual(await inspected({}, training, other), {
    trainingRows: 2,
    validationRows: 3,
    duplicates: { rows: 2, of: 3 },
    classes: { training: [1, 1], validation: [0, 3] },
  });
});

test('all inputs of a row count, in bytes too, and rows that are drawn as those that come last', async () => {
  const count = 1000;
  const picture = (row: number) => [row & 255, row >> 8, 7];
  const rows = Array.from({ length: count }, (_, row) => row % 500);
  const pictures = await tensor(Uint8Array.from(rows.flatMap(picture)), [3]);
  const numbers = await tensor(
    Float32Array.from(rows, (_, row) => (row < 750 ? 1 : 2)),
    [1],
  );
  const targets = [await tensor(new Float32Array(count), [])];
  // Rows 500 to 749 repeat rows 0 to 249; 750 and on are others by their second input.
  const found = await inspected({ validationSplit: 0.5 }, { rows: count, inputs: [pictures, numbers], targets });
  assert.deepEqual(found, { trainingRows: 500, validationRows: 500, duplicates: { rows: 250, of: 500 } });
  const split = { method: 'random', stratify: false, group: false, seed: 7 } as const;
  const drawn = await inspected({ validationSplit: 0.5, split }, { rows: count, inputs: [pictures], targets });
  // Each of 500 pictures comes twice; the other one of the pair trains for about half of those that validate.
  assert.ok(
    drawn !== undefined && drawn.duplicates.rows > 200 && drawn.duplicates.rows < 300,
    `${drawn?.duplicates.rows}`,
  );
});

test('nothing is looked at where nothing validates', async () => {
  assert.equal(await inspected({}, await data([[1, 2]], [0])), undefined);
});
