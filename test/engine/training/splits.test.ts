import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RowSides } from '../../../src/data/split/row-sides.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { openCompiled, openEager, type ProgramOpener } from '../../../src/engine/training/open-program.js';
import { rowSidesOf } from '../../../src/engine/training/row-sides.js';
import { train } from '../../../src/engine/training/train.js';
import type { EpochResult, TensorFile, TrainingSpec } from '../../../src/engine/training-spec.js';
import { EngineFiles } from '../../support/engine-files.js';
import { collectEpochs, FEATURES, numbersOf, smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const ROWS = 1500;
const GROUP_ROWS = 10;
/** Rows are 32 bytes with their weights: blocks of some hundred rows. */
const TINY = 24_000;

const SPLITS = [
  { method: 'random', stratify: false, group: false, seed: 11 },
  { method: 'random', stratify: true, group: false, seed: 11 },
  { method: 'random', stratify: false, group: true, seed: 11 },
  { method: 'random', stratify: true, group: true, seed: 11 },
] as const;

interface Rows {
  readonly x: readonly (readonly number[])[];
  readonly classes: readonly number[];
  readonly weights: readonly number[];
}

/** Rows of three classes, sorted by class, so that the last part of them would hold one class only. */
const data: Rows = {
  x: Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: FEATURES }, (_, column) => Math.sin(row * 3 + column) + (row < 300 ? 0 : row < 900 ? 1 : 2)),
  ),
  classes: Array.from({ length: ROWS }, (_, row) => (row < 300 ? 0 : row < 900 ? 1 : 2)),
  weights: Array.from({ length: ROWS }, (_, row) => 0.5 + (row % 3)),
};

async function specOf({ x, classes, weights }: Rows, fit: Partial<TrainingSpec['fit']>): Promise<TrainingSpec> {
  const spec = await smallSpec(files, { rows: 10, fit: { batchSize: 32, epochs: 2, validationSplit: 0.25, ...fit } });
  const int32 = (name: string, values: readonly number[]): Promise<TensorFile> =>
    files.raw(name, 'int32', [], new Uint8Array(Int32Array.from(values).buffer));
  return {
    ...spec,
    data: {
      rows: x.length,
      inputs: [await files.floats('x', x)],
      targets: [await int32('y', classes)],
      sampleWeight: await files.floats('weights', weights),
      group: await int32(
        'group',
        classes.map((_, row) => Math.floor(row / GROUP_ROWS)),
      ),
    },
  };
}

async function run(spec: TrainingSpec, open?: ProgramOpener): Promise<EpochResult[]> {
  const { hooks, epochs } = collectEpochs();
  await train(spec, hooks, open);
  return epochs;
}

/** The rows that train first, then those that are held out, so that Keras's split finds the same. */
function rearranged(sides: RowSides): Rows {
  const order = [...sides.training(), ...sides.validation()];
  const pick = <Value>(values: readonly Value[]): Value[] => order.flatMap((row) => values.slice(row, row + 1));
  return { x: pick(data.x), classes: pick(data.classes), weights: pick(data.weights) };
}

function assertSame(found: readonly EpochResult[], wanted: readonly EpochResult[]): void {
  const shown = ({ logs, checkpoint }: EpochResult) => [logs, Buffer.from(checkpoint.bytes).toString('base64')];
  assert.deepEqual(found.map(shown), wanted.map(shown));
}

for (const split of SPLITS) {
  const name = `${split.stratify ? 'stratified ' : ''}${split.group ? 'grouped ' : ''}random rows`;

  test(`${name} train and are measured as if they stood first and last`, async () => {
    const spec = await specOf(data, { split });
    const sides = await rowSidesOf(spec);
    // The last part by its number of rows, so that rounding decides nothing.
    const validationSplit = (sides.validationRows - 0.5) / ROWS;
    const last = await run(await specOf(rearranged(sides), { validationSplit }), openCompiled);
    assertSame(await run(spec, openCompiled), last);
    assertSame(await run({ ...spec, dataMemoryBytes: TINY }, openCompiled), last);
  });
}

test('classes keep their shares and groups stay whole', async () => {
  const [, stratified, grouped, both] = SPLITS;
  const countsOf = async (split: TrainingSpec['fit']['split']) => {
    const validation = [...(await rowSidesOf(await specOf(data, { split }))).validation()];
    return {
      rows: validation.length,
      classes: [0, 1, 2].map((wanted) => validation.filter((row) => data.classes[row] === wanted).length),
      groups: new Set(validation.map((row) => Math.floor(row / GROUP_ROWS))).size,
    };
  };
  assert.deepEqual((await countsOf(stratified)).classes, [75, 150, 150]);
  assert.equal((await countsOf(grouped)).groups, 37);
  assert.deepEqual(await countsOf(both), { rows: 370, classes: [70, 150, 150], groups: 37 });
});

test('a resumed job holds out the same rows and ends in the same bytes', async () => {
  const spec = await specOf(data, { split: SPLITS[1], epochs: 3 });
  for (const open of [openCompiled, openEager]) {
    const whole = await run(spec, open);
    const first = whole[0];
    assert.ok(first);
    const { path } = await files.raw('checkpoint', 'float32', [], first.checkpoint.bytes);
    const resumed = await run({ ...spec, resume: { path, state: first.checkpoint.state } }, open);
    assertSame(resumed, whole.slice(1));
  }
});

test('compiled and operation by operation alike', async () => {
  const spec = await specOf(data, { split: SPLITS[3], batchSize: 100 });
  const [eager, compiled] = [await run(spec, openEager), await run(spec, openCompiled)];
  for (const [index, epoch] of eager.entries()) {
    const other = compiled[index];
    assert.ok(other);
    for (const [key, value] of Object.entries(epoch.logs)) assert.ok(Math.abs(value - (other.logs[key] ?? 0)) < 1e-5);
    const found = numbersOf(other.checkpoint.bytes);
    numbersOf(epoch.checkpoint.bytes).forEach((value, place) => {
      assert.ok(Math.abs(value - (found[place] ?? 0)) < 1e-5);
    });
  }
});

test('another seed of the split holds out others, and leaves the shuffle and the weights alone', async () => {
  const spec = await specOf(data, { split: SPLITS[0] });
  const one = await rowSidesOf(spec);
  const same = await rowSidesOf({ ...spec, fit: { ...spec.fit, seed: 4321 } });
  assert.deepEqual(same.validation(), one.validation());
  const other = await rowSidesOf({ ...spec, fit: { ...spec.fit, split: { ...SPLITS[0], seed: 12 } } });
  assert.notDeepEqual(other.validation(), one.validation());
});

test('data without groups or classes cannot be split by them', async () => {
  const { data: full, fit } = await specOf(data, { split: SPLITS[3] });
  const { group, ...bare } = full;
  await assert.rejects(rowSidesOf({ data: bare, fit }), { code: 'wrong_data' });
  const targets = [await files.floats('y', data.classes)];
  await assert.rejects(rowSidesOf({ data: { ...full, targets }, fit }), { code: 'wrong_data' });
});
