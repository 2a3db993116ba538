import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { catalog } from '../../../src/keras-format/catalog/catalog.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

type Given = string | { class_name: string; config: object };

interface Case {
  readonly targets: 'classes' | 'onehot' | 'binary' | 'values' | 'labels';
  readonly before?: readonly object[];
  readonly units: number;
  readonly last: string;
  readonly losses: readonly Given[];
  readonly metrics: readonly Given[];
}

const object = (class_name: string, config: object = {}) => ({ class_name, config });

/** Every loss and every metric of the catalog, on outputs that they are for. */
const CASES: readonly Case[] = [
  {
    targets: 'classes',
    units: 3,
    last: 'softmax',
    losses: [
      'SparseCategoricalCrossentropy',
      object('SparseCategoricalCrossentropy', { ignore_class: 1 }),
      'CategoricalGeneralizedCrossEntropy',
    ],
    metrics: [
      'SparseCategoricalAccuracy',
      object('SparseTopKCategoricalAccuracy', { k: 2 }),
      'SparseCategoricalCrossentropy',
      object('MeanIoU', { num_classes: 3, sparse_y_pred: false }),
      object('IoU', { num_classes: 3, target_class_ids: [0, 2], sparse_y_pred: false }),
    ],
  },
  {
    targets: 'onehot',
    units: 3,
    last: 'softmax',
    losses: [
      'CategoricalCrossentropy',
      'CategoricalFocalCrossentropy',
      'KLDivergence',
      'CategoricalHinge',
      'Dice',
      'Tversky',
      object('CategoricalCrossentropy', { reduction: 'sum' }),
    ],
    metrics: [
      'CategoricalAccuracy',
      object('TopKCategoricalAccuracy', { k: 2 }),
      'CategoricalCrossentropy',
      'KLDivergence',
      'CategoricalHinge',
      object('F1Score', { average: 'macro' }),
      object('FBetaScore', { average: 'weighted', beta: 2, threshold: 0.4 }),
      object('AUC', { multi_label: true, curve: 'PR', num_thresholds: 50 }),
      object('Precision', { top_k: 2 }),
      object('Recall', { class_id: 1 }),
      object('OneHotIoU', { num_classes: 3, target_class_ids: [1] }),
      object('OneHotMeanIoU', { num_classes: 3 }),
    ],
  },
  {
    targets: 'binary',
    units: 1,
    last: 'sigmoid',
    losses: ['BinaryCrossentropy', 'BinaryFocalCrossentropy', 'Hinge', 'SquaredHinge'],
    metrics: [
      'BinaryAccuracy',
      object('Accuracy'),
      'BinaryCrossentropy',
      'AUC',
      'TruePositives',
      'TrueNegatives',
      'FalsePositives',
      'FalseNegatives',
      object('SensitivityAtSpecificity', { specificity: 0.5 }),
      object('SpecificityAtSensitivity', { sensitivity: 0.5 }),
      object('PrecisionAtRecall', { recall: 0.5 }),
      object('RecallAtPrecision', { precision: 0.3 }),
      'Hinge',
      'SquaredHinge',
      'BinaryIoU',
    ],
  },
  {
    targets: 'values',
    units: 1,
    last: 'softplus',
    losses: [
      'MeanSquaredError',
      'MeanAbsoluteError',
      'MeanAbsolutePercentageError',
      'MeanSquaredLogarithmicError',
      'Huber',
      'LogCosh',
      'Poisson',
    ],
    metrics: [
      'MeanSquaredError',
      'MeanAbsoluteError',
      'MeanAbsolutePercentageError',
      'MeanSquaredLogarithmicError',
      'RootMeanSquaredError',
      'LogCoshError',
      'Poisson',
      'R2Score',
    ],
  },
  {
    targets: 'classes',
    units: 4,
    last: 'tanh',
    losses: [object('Circle', { gamma: 2 })],
    metrics: ['SparseCategoricalAccuracy'],
  },
  {
    targets: 'labels',
    units: 4,
    last: 'linear',
    losses: ['CTC', object('CTC', { reduction: 'sum' })],
    metrics: ['SparseCategoricalAccuracy'],
    before: [
      { class_name: 'RepeatVector', config: { n: 5 } },
      { class_name: 'GRU', config: { units: 4, return_sequences: true } },
    ],
  },
  {
    targets: 'onehot',
    units: 3,
    last: 'tanh',
    losses: ['CosineSimilarity'],
    metrics: ['CosineSimilarity', 'PearsonCorrelation', 'ConcordanceCorrelation'],
  },
];
const nameOf = (given: Given) => (typeof given === 'string' ? given : given.class_name);

for (const { targets, units, last, losses, metrics, before = [] } of CASES) {
  for (const loss of losses) {
    test(`compiled as eager, loss ${JSON.stringify(loss)} with ${metrics.length} metrics`, async () => {
      const layers = [
        { class_name: 'Dense', config: { units: 8, activation: 'tanh' } },
        ...before,
        { class_name: 'Dense', config: { units, activation: last } },
      ];
      const compile = { optimizer: 'sgd', loss, metrics, weighted_metrics: metrics.slice(0, 2) };
      const spec = await smallSpec(files, { layers, targets, compile, fit: { epochs: 2 } });
      const weights = Array.from({ length: spec.data.rows }, (_, row) => 0.5 + (row % 3));
      await sameBothWays({ ...spec, data: { ...spec.data, sampleWeight: await files.floats('weights', weights) } });
    });
  }
}

test('no loss and no metric of the catalog is left out', () => {
  const tried = {
    losses: new Set(CASES.flatMap(({ losses }) => losses.map(nameOf))),
    metrics: new Set(CASES.flatMap(({ metrics }) => metrics.map(nameOf))),
  };
  for (const kind of ['losses', 'metrics'] as const) {
    assert.deepEqual(
      catalog()
        [kind].map(({ class_name }) => class_name)
        .filter((name) => !tried[kind].has(name)),
      [],
    );
  }
});
