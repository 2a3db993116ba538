import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planNetwork } from '../../../src/engine/plan/plan-network.js';
import { summarize, summarySchema, summaryTable } from '../../../src/engine/plan/summary.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';

const LIMITS = { maxParams: 1e9, maxLayers: 10, maxMemoryBytes: 2 ** 40 };

function summaryOf(layers: readonly object[]) {
  const architecture = toArchitecture(postedArchitectureSchema.parse({ layers }));
  return summarize(architecture, planNetwork(architecture, { layersPointer: '/architecture/layers', limits: LIMITS }));
}

const CHAPTER = [
  { class_name: 'Dense', config: { units: 100, activation: 'sigmoid', input_shape: [784] } },
  { class_name: 'Dense', config: { units: 10, activation: 'softmax', trainable: false } },
];

test('counts layers and parameters as Keras does', () => {
  const summary = summarySchema.parse(summaryOf(CHAPTER));
  assert.deepEqual(summary.layers, [
    { name: 'dense', class_name: 'Dense', output_shape: [null, 100], params: 78_500, trainable: true },
    { name: 'dense_1', class_name: 'Dense', output_shape: [null, 10], params: 1_010, trainable: false },
  ]);
  assert.equal(summary.total_params, 79_510);
  assert.equal(summary.trainable_params, 78_500);
  assert.equal(summary.non_trainable_params, 1_010);
});

test("prints Keras's table", () => {
  assert.equal(
    summaryTable('sequential', summaryOf(CHAPTER)),
    `Model: "sequential"
┏━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┓
┃ Layer (type)    ┃ Output Shape ┃ Param # ┃
┡━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━┩
│ dense (Dense)   │ (None, 100)  │  78,500 │
├─────────────────┼──────────────┼─────────┤
│ dense_1 (Dense) │ (None, 10)   │   1,010 │
└─────────────────┴──────────────┴─────────┘
 Total params: 79,510 (310.59 KB)
 Trainable params: 78,500 (306.64 KB)
 Non-trainable params: 1,010 (3.95 KB)
`,
  );
});

test('an input layer has no line, and nothing is counted while the input shape is unknown', () => {
  const dense = { class_name: 'Dense', config: { units: 2 } };
  assert.equal(summaryOf([{ class_name: 'InputLayer', config: { shape: [3] } }, dense]).layers.length, 1);
  const unbuilt = summaryOf([dense]);
  assert.deepEqual(unbuilt.layers, [
    { name: 'dense', class_name: 'Dense', output_shape: null, params: 0, trainable: true },
  ]);
  assert.equal(unbuilt.total_params, 0);
  assert.match(summaryTable('m', unbuilt), /│ dense \(Dense\) │ \? +│ 0 \(unbuilt\) │/);
});
