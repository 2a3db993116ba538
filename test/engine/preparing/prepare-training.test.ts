import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FittedPreparation, PreparingPlan } from '../../../src/data/preparing/preparing-plan.js';
import { prepareTraining } from '../../../src/engine/preparing/prepare-training.js';
import type { DataFiles, TrainingSpec } from '../../../src/engine/training-spec.js';
import { EngineFiles } from '../../support/engine-files.js';
import { smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
const PLAN: PreparingPlan = {
  inputs: [
    {
      kind: 'columns',
      name: 'x',
      columns: [
        { kind: 'number', scaling: 'standardize', missing: 'drop' },
        { kind: 'number', scaling: 'minmax', missing: 'mean' },
      ],
    },
  ],
  targets: [{ kind: 'as_is', name: 'y' }],
};

/** 60 rows of three classes, every seventh of which lacks its first number, and every fifth its second. */
const ROWS = Array.from({ length: 60 }, (_, row) => ({
  x: [row % 7 === 0 ? Number.NaN : Math.cos(row) * 9, row % 5 === 0 ? Number.NaN : row],
  y: row % 3,
  weight: row / 10,
}));
const STAYING = ROWS.filter(({ x }) => !Number.isNaN(x[0]));

async function specOf(name: string, rows: typeof ROWS, split: TrainingSpec['fit']['split']): Promise<TrainingSpec> {
  const spec = await smallSpec(files);
  const data: DataFiles = {
    rows: rows.length,
    inputs: [
      await files.floats(
        `${name}-x`,
        rows.map(({ x }) => x),
      ),
    ],
    targets: [await files.raw('y', 'int32', [], new Uint8Array(Int32Array.from(rows, ({ y }) => y).buffer))],
    sampleWeight: await files.floats(
      `${name}-w`,
      rows.map(({ weight }) => weight),
    ),
  };
  const fit = { ...spec.fit, validationSplit: 0.25, ...(split && { split }) };
  return { ...spec, data, fit, preparing: { plan: PLAN } };
}

async function prepared(name: string, spec: TrainingSpec) {
  let fitted: FittedPreparation | undefined;
  const done = await prepareTraining(spec, join(files.folder, `prepared-${name}`), {
    signal: new AbortController().signal,
    onPiece: () => {},
    onFitted: (found) => {
      fitted = found;
    },
  });
  assert.ok(done);
  const { rows, inputs, targets, sampleWeight } = done.data;
  const tensors = [...inputs, ...targets, ...(sampleWeight ? [sampleWeight] : [])];
  return { fitted, rows, bytes: await Promise.all(tensors.map(({ path }) => readFile(path))), done };
}

for (const split of [undefined, { method: 'random', stratify: true, group: false, seed: 4 } as const]) {
  test(`rows that are dropped might as well not be there, split ${split ? 'by class' : 'as Keras does'}`, async () => {
    const name = split ? 'classes' : 'last';
    const found = await prepared(`${name}-all`, await specOf(`${name}-all`, ROWS, split));
    const wanted = await prepared(`${name}-left`, await specOf(`${name}-left`, STAYING, split));
    assert.equal(found.rows, 51);
    assert.deepEqual(found.fitted, wanted.fitted);
    assert.deepEqual(found.bytes, wanted.bytes);
    assert.equal(found.done.preparing, undefined);
  });
}

test('what an earlier attempt has fitted is applied, and nothing is fitted', async () => {
  const spec = await specOf('again', STAYING, undefined);
  const figures = { subtract: [1, 2], multiply: [3, 4], add: [0, 0], fill: [null, 7] };
  const preparing = { plan: PLAN, fitted: { inputs: [figures], targets: [null] } };
  const { fitted, bytes } = await prepared('again', { ...spec, preparing });
  assert.equal(fitted, undefined);
  const values = new Float32Array(new Uint8Array(bytes[0] ?? []).buffer);
  const wanted = STAYING.flatMap(({ x }) => [
    (Math.fround(x[0] ?? 0) - 1) * 3,
    ((Number.isNaN(x[1]) ? 7 : (x[1] ?? 0)) - 2) * 4,
  ]);
  assert.deepEqual([...values], wanted.map(Math.fround));
});

test('a stop ends the work in the middle', async () => {
  const stop = new AbortController();
  const spec = await specOf('stopped', ROWS, undefined);
  const done = await prepareTraining(spec, join(files.folder, 'stopped'), {
    signal: stop.signal,
    onPiece: () => stop.abort(),
    onFitted: () => assert.fail('nothing is fitted'),
  });
  assert.equal(done, undefined);
});

test('rows that all lack what may not be missing leave nothing to train on', async () => {
  const spec = await specOf(
    'none',
    ROWS.filter(({ x }) => Number.isNaN(x[0])),
    undefined,
  );
  await assert.rejects(prepared('none', spec), { code: 'no_rows' });
});
