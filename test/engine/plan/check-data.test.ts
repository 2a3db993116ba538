import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCompile } from '../../../src/engine/plan/check-compile.js';
import { checkData, type DataOutline } from '../../../src/engine/plan/check-data.js';
import { planNetwork } from '../../../src/engine/plan/plan-network.js';
import { InvalidError } from '../../../src/errors.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';

const LIMITS = { maxParams: 1e9, maxLayers: 10, maxMemoryBytes: 2 ** 40 };

function planOf(units: number, inputShape: readonly number[]) {
  const architecture = toArchitecture(
    postedArchitectureSchema.parse({ layers: [{ class_name: 'Dense', config: { units } }] }),
  );
  const plan = planNetwork(architecture, { inputShape, layersPointer: '/architecture/layers', limits: LIMITS });
  assert.ok(plan);
  return plan;
}

const compile = (loss: string, metrics: string[] = []) => compileSchema.parse({ loss, metrics });
const data = (input: number[], target: DataOutline['targets'][number]): DataOutline => ({
  inputs: [{ shape: input }],
  targets: [target],
});
const classes = (count: number) => ({ shape: [], dtype: 'int32', classes: count });
const numbers = (...shape: number[]) => ({ shape, dtype: 'float32' });

function faultOf(check: () => void): { pointer: string; detail: string } {
  try {
    check();
  } catch (error) {
    assert.ok(error instanceof InvalidError, String(error));
    return { pointer: error.errors?.[0]?.pointer ?? '', detail: error.errors?.[0]?.detail ?? '' };
  }
  return { pointer: 'none', detail: '' };
}

test('data that fits passes, pictures laid out as vectors too', () => {
  const sparse = compile('sparse_categorical_crossentropy');
  checkData(planOf(10, [784]), sparse, data([28, 28], classes(10)), '/dataset');
  checkData(planOf(10, [784]), sparse, data([784], { shape: [1], dtype: 'int32' }), '/dataset');
  checkData(planOf(3, [4]), compile('categorical_crossentropy'), data([4], numbers(3)), '/dataset');
  checkData(planOf(1, [4]), compile('mse'), data([4], numbers()), '/dataset');
  checkData(planOf(1, [4]), compile('binary_crossentropy'), data([4], classes(2)), '/dataset');
});

test('data that does not fit is refused with a hint', () => {
  const refused = (units: number, input: number[], loss: string, given: DataOutline) =>
    faultOf(() => checkData(planOf(units, input), compile(loss), given, '/dataset'));
  const sparse = 'sparse_categorical_crossentropy';
  assert.deepEqual(refused(3, [5], sparse, data([4], classes(3))), {
    pointer: '/dataset',
    detail: "the model takes rows of (None, 5), and the dataset's are (None, 4)",
  });
  assert.match(refused(3, [4], sparse, data([4], classes(4))).detail, /4 classes and the model's output has 3 units/);
  assert.match(refused(3, [4], sparse, data([4], numbers(3))).detail, /one-hot targets want categorical_crossentropy/);
  assert.match(refused(3, [4], sparse, data([4], numbers())).detail, /fractions or real numbers/);
  assert.match(refused(3, [28, 28], sparse, data([28, 28], classes(3))).detail, /a Flatten layer may be missing/);
  assert.match(
    refused(3, [4], 'categorical_crossentropy', data([4], classes(3))).detail,
    /sparse_categorical_crossentropy/,
  );
  assert.match(refused(2, [4], 'mse', data([4], numbers(3))).detail, /output is \(None, 2\).*targets are \(None, 3\)/);
});

test('a compile is checked against the output', () => {
  assert.match(
    faultOf(() => checkCompile(planOf(1, [4]), compile('categorical_crossentropy'), '/compile')).detail,
    /binary_crossentropy/,
  );
  const twice = faultOf(() => checkCompile(planOf(3, [4]), compile('mse', ['mae', 'accuracy', 'mae']), '/compile'));
  assert.equal(twice.pointer, '/compile/metrics/2');
  checkCompile(
    planOf(3, [4]),
    compileSchema.parse({ loss: 'mse', metrics: ['acc'], weighted_metrics: ['acc'] }),
    '/compile',
  );
});

test('CTC takes rows of labels for an output of steps, and metrics of class numbers where there are as many', () => {
  const layers = [
    { class_name: 'RepeatVector', config: { n: 5 } },
    { class_name: 'Dense', config: { units: 4 } },
  ];
  const plan = planNetwork(toArchitecture(postedArchitectureSchema.parse({ layers })), {
    inputShape: [3],
    layersPointer: '/architecture/layers',
    limits: LIMITS,
  });
  assert.ok(plan);
  const check = (target: DataOutline['targets'][number], metrics: string[] = []) =>
    faultOf(() => checkData(plan, compile('ctc', metrics), data([3], target), '/dataset')).detail;
  assert.equal(check(numbers(2)), '');
  assert.equal(check(numbers(9)), '');
  assert.equal(check(numbers(5), ['accuracy']), '');
  assert.equal(check(numbers(1), ['accuracy']), '');
  assert.match(check(classes(3)), /vector of class numbers.*output is \(None, 5, 4\).*targets are \(None,\)/);
  assert.match(check(numbers(2, 3)), /vector of class numbers.*targets are \(None, 2, 3\)/);
  assert.match(check(numbers(2), ['accuracy']), /metric SparseCategoricalAccuracy does not go with CTC/);
  assert.match(check(numbers(5), ['mse']), /metric MeanSquaredError does not go with CTC/);
});

test('Circle takes one class number a row, of any classes', () => {
  const check = (target: DataOutline['targets'][number]) =>
    faultOf(() => checkData(planOf(3, [4]), compile('circle'), data([4], target), '/dataset')).detail;
  assert.equal(check(classes(20)), '');
  assert.match(check(numbers(3)), /one class number for each output vector/);
  assert.match(check(numbers()), /fractions or real numbers/);
});
