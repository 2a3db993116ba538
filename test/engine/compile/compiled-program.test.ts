import { test } from 'node:test';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { ACTIVATIONS } from '../../../src/keras-format/activations.js';
import { EngineFiles } from '../../support/engine-files.js';
import { sameBothWays } from '../../support/same-both-ways.js';
import { smallSpec } from '../../support/training-specs.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

const dense = (units: number, activation: string) => ({ class_name: 'Dense', config: { units, activation } });

const OPTIMIZERS = [
  'sgd',
  { class_name: 'SGD', config: { learning_rate: 0.05, momentum: 0.9 } },
  { class_name: 'SGD', config: { learning_rate: 0.05, momentum: 0.9, nesterov: true } },
  'adagrad',
  'rmsprop',
  { class_name: 'RMSprop', config: { momentum: 0.5, centered: true } },
  'adam',
  { class_name: 'Adam', config: { learning_rate: 0.01, amsgrad: true } },
  'adadelta',
  'adamw',
  { class_name: 'AdamW', config: { learning_rate: 0.01, weight_decay: 0.1, amsgrad: true, clipnorm: 0.2 } },
  'adamax',
  { class_name: 'Adamax', config: { learning_rate: 0.01, beta_1: 0.8, global_clipnorm: 0.1 } },
  { class_name: 'Nadam', config: { learning_rate: 0.01, weight_decay: 0.1 } },
  'ftrl',
  {
    class_name: 'Ftrl',
    config: { learning_rate: 0.1, l1_regularization_strength: 0.01, l2_regularization_strength: 0.02, beta: 0.1 },
  },
  {
    class_name: 'Ftrl',
    config: { learning_rate: 0.05, l2_shrinkage_regularization_strength: 0.1, learning_rate_power: -0.7 },
  },
  { class_name: 'Lion', config: { learning_rate: 0.01, weight_decay: 0.1 } },
  { class_name: 'RMSprop', config: { centered: true, clipvalue: 0.01, weight_decay: 0.1 } },
  { class_name: 'SGD', config: { learning_rate: 0.1, use_ema: true, ema_momentum: 0.9 } },
  {
    class_name: 'SGD',
    config: { learning_rate: 0.1, momentum: 0.5, use_ema: true, ema_momentum: 0.8, ema_overwrite_frequency: 4 },
  },
  { class_name: 'Adam', config: { learning_rate: 0.01, gradient_accumulation_steps: 3, global_clipnorm: 0.05 } },
  {
    class_name: 'RMSprop',
    config: { gradient_accumulation_steps: 2, use_ema: true, ema_overwrite_frequency: 2, weight_decay: 0.1 },
  },
  {
    class_name: 'Adam',
    config: {
      learning_rate: {
        class_name: 'CosineDecayRestarts',
        config: { initial_learning_rate: 0.05, first_decay_steps: 4 },
      },
    },
  },
  {
    class_name: 'Ftrl',
    config: {
      // Ftrl divides differences by the rate: at 1e-4 one unit in the last place of the first weights becomes 6e-6, either way.
      learning_rate: {
        class_name: 'PolynomialDecay',
        config: { initial_learning_rate: 0.1, decay_steps: 9, end_learning_rate: 0.01 },
      },
    },
  },
];
for (const optimizer of OPTIMIZERS) {
  test(`compiled as eager, optimizer ${JSON.stringify(optimizer)}`, async () => {
    await sameBothWays(await smallSpec(files, { compile: { optimizer } }));
  });
}

/** All features are in one row of the table, so that each batch looks it up dozens of times. */
const LOOKED_UP = [
  { class_name: 'Embedding', config: { input_dim: 2, output_dim: 3 } },
  { class_name: 'Flatten', config: {} },
  dense(3, 'softmax'),
];
for (const optimizer of [
  'adam',
  'adagrad',
  'nadam',
  { class_name: 'RMSprop', config: { clipvalue: 0.001, weight_decay: 0.1 } },
  { class_name: 'Adamax', config: { clipnorm: 0.01, use_ema: true, ema_overwrite_frequency: 4 } },
  { class_name: 'Adadelta', config: { learning_rate: 1, global_clipnorm: 0.01 } },
]) {
  test(`compiled as eager, rows looked up again and again, optimizer ${JSON.stringify(optimizer)}`, async () => {
    await sameBothWays(await smallSpec(files, { layers: LOOKED_UP, compile: { optimizer } }));
  });
}

const OBJECTIVES = [
  {
    loss: 'sparse_categorical_crossentropy',
    targets: 'classes',
    units: 3,
    last: 'softmax',
    metrics: ['accuracy', 'sparse_categorical_crossentropy'],
  },
  {
    loss: 'sparse_categorical_crossentropy',
    targets: 'classes',
    units: 3,
    last: 'softplus',
    metrics: ['sparse_categorical_accuracy'],
  },
  {
    loss: { class_name: 'SparseCategoricalCrossentropy', config: { from_logits: true } },
    targets: 'classes',
    units: 3,
    last: 'linear',
    metrics: ['acc'],
  },
  {
    loss: 'categorical_crossentropy',
    targets: 'onehot',
    units: 3,
    last: 'softmax',
    metrics: ['accuracy', 'categorical_crossentropy'],
  },
  {
    loss: { class_name: 'CategoricalCrossentropy', config: { label_smoothing: 0.1 } },
    targets: 'onehot',
    units: 3,
    last: 'sigmoid',
    metrics: ['categorical_accuracy'],
  },
  {
    loss: 'binary_crossentropy',
    targets: 'binary',
    units: 1,
    last: 'sigmoid',
    metrics: ['accuracy', 'binary_crossentropy'],
  },
  {
    loss: { class_name: 'BinaryCrossentropy', config: { label_smoothing: 0.2 } },
    targets: 'binary',
    units: 1,
    last: 'hard_sigmoid',
    metrics: ['binary_accuracy'],
  },
  { loss: 'mse', targets: 'values', units: 1, last: 'linear', metrics: ['mae', 'RootMeanSquaredError'] },
  { loss: 'mean_absolute_error', targets: 'values', units: 1, last: 'linear', metrics: ['mse'] },
] as const;
for (const { loss, targets, units, last, metrics } of OBJECTIVES) {
  test(`compiled as eager, loss ${JSON.stringify(loss)} on ${last} with ${metrics}`, async () => {
    const layers = [dense(8, 'tanh'), dense(units, last)];
    await sameBothWays(await smallSpec(files, { layers, targets, compile: { loss, metrics } }));
  });
}

for (const activation of ACTIVATIONS) {
  test(`compiled as eager, activation ${activation}`, async () => {
    await sameBothWays(
      await smallSpec(files, { layers: [dense(8, activation), dense(3, 'softmax')], fit: { epochs: 2 } }),
    );
  });
}

test('compiled as eager, every layer, with dropout masks that follow from seed and step', async () => {
  const layers = [
    { class_name: 'Reshape', config: { target_shape: [3, 2] } },
    dense(4, 'linear'),
    { class_name: 'Activation', config: { activation: 'relu' } },
    { class_name: 'Dropout', config: { rate: 0.4 } },
    { class_name: 'Flatten', config: {} },
    { class_name: 'Dropout', config: { rate: 0.2, seed: 7 } },
    dense(3, 'softmax'),
  ];
  await sameBothWays(await smallSpec(files, { layers }));
});

test('compiled as eager, class weights, frozen layers and a batch larger than the data', async () => {
  await sameBothWays(await smallSpec(files, { fit: { classWeight: { 0: 0.5, 2: 3 } } }));
  const frozen = [
    { class_name: 'Dense', config: { units: 8, activation: 'tanh', trainable: false } },
    dense(3, 'softmax'),
  ];
  await sameBothWays(await smallSpec(files, { layers: frozen }));
  await sameBothWays(await smallSpec(files, { fit: { batchSize: 64 } }));
});

test('rows that are too many bytes for one piece are all where they belong', async () => {
  const width = 300_000;
  const spec = await smallSpec(files, { layers: [dense(3, 'softmax')], fit: { epochs: 1 } });
  const bytes = Uint8Array.from(
    { length: 50 * width },
    (_, index) => (index * 37 + Math.floor(index / width) * 11) % 256,
  );
  const inputs = [await files.raw('wide', 'uint8', [width], bytes)];
  await sameBothWays({
    ...spec,
    model: { ...spec.model, inputShape: [width] },
    data: { ...spec.data, inputs, scale: 1e-6 },
  });
});

test('unsigned bytes are scaled in the graph as they are outside', async () => {
  const spec = await smallSpec(files);
  const bytes = Uint8Array.from({ length: 50 * 6 }, (_, index) => (index * 37) % 256);
  const inputs = [await files.raw('pixels', 'uint8', [2, 3], bytes)];
  await sameBothWays({ ...spec, data: { ...spec.data, inputs, scale: 1 / 255 } });
});

test('targets that are stored as whole numbers are classes and values as they are outside', async () => {
  const classes = Array.from({ length: 50 }, (_, row) => (row * 7) % 3);
  const asBytes = await files.raw('y', 'uint8', [], Uint8Array.from(classes));
  const asVectors = await files.raw('y', 'uint8', [1], Uint8Array.from(classes));
  const asIntegers = await files.raw('y', 'int32', [], new Uint8Array(Int32Array.from(classes).buffer));
  const spec = await smallSpec(files);
  for (const target of [asBytes, asVectors, asIntegers])
    await sameBothWays({ ...spec, data: { ...spec.data, targets: [target] } });
  const compile = { optimizer: 'sgd', loss: 'mse', metrics: ['mae'] };
  const values = await smallSpec(files, { layers: [dense(1, 'linear')], targets: 'values', compile });
  await sameBothWays({ ...values, data: { ...values.data, targets: [asIntegers] } });
});

test('validation data of its own, with sample weights on both sides', async () => {
  const spec = await smallSpec(files, { fit: { validationSplit: 0 } });
  const other = await smallSpec(files, { rows: 300 });
  const weightsOf = (rows: number) =>
    files.floats(
      'weights',
      Array.from({ length: rows }, (_, row) => 0.5 + (row % 3)),
    );
  await sameBothWays({
    ...spec,
    model: { ...spec.model, compile: { ...spec.model.compile, weighted_metrics: ['accuracy'] } },
    data: { ...spec.data, sampleWeight: await weightsOf(50) },
    validation: { ...other.data, sampleWeight: await weightsOf(300) },
  });
});
