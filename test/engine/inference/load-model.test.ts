import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { CompiledForward, EagerForward } from '../../../src/engine/inference/forward-program.js';
import { type InferenceModel, loadModel } from '../../../src/engine/inference/load-model.js';
import { weightsOf } from '../../../src/engine/plan/network-plan.js';
import { planDefinition } from '../../../src/engine/plan/plan-definition.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import type { ModelDefinition } from '../../../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { compileSchema } from '../../../src/keras-format/compile.js';
import { EngineFiles } from '../../support/engine-files.js';

const files = await EngineFiles.create();
await loadEngine('tensorflow');

function definitionOf(activation: string, loss: string, metrics: string[]): ModelDefinition {
  const layers = [{ class_name: 'Dense', config: { units: 2, activation, name: 'only' } }];
  return {
    architecture: toArchitecture(postedArchitectureSchema.parse({ layers })),
    compile: compileSchema.parse({ loss, metrics }),
    inputShape: [2],
  };
}

/** A model with kernel [[1, 2], [3, 4]] and bias [10, 20]. */
async function modelWith(definition: ModelDefinition, operations?: number): Promise<InferenceModel> {
  const values = Float32Array.of(1, 2, 3, 4, 10, 20);
  const { path } = await files.raw('weights', 'float32', [], new Uint8Array(values.buffer));
  const tensors = [
    { name: 'only/kernel', role: 'weight' as const, shape: [2, 2], offset: 0, size_bytes: 16 },
    { name: 'only/bias', role: 'weight' as const, shape: [2], offset: 16, size_bytes: 8 },
  ];
  return loadModel(definition, { path, state: { epoch: 1, step: 1, seed: 1, tensors, best: null } }, operations);
}

test('predicts x . kernel + bias for any number of rows, scaled as the data was', async () => {
  const model = await modelWith(definitionOf('linear', 'mse', []));
  // The weights twice, and one program; the others are compiled as they are needed.
  const programBytes = model.memoryBytes - 2 * 24;
  for (const rows of [1, 2, 9, 33, 1024, 1025, 2049, 5000]) {
    const inputs = Float32Array.from({ length: rows * 2 }, (_, index) => index);
    const [predicted] = await model.predict([inputs], rows, { scale: 0.5 });
    assert.deepEqual(predicted?.shape, [2]);
    const wanted = Array.from({ length: rows }, (_, row) => {
      const [a, b] = [row, row + 0.5];
      return [a + 3 * b + 10, 2 * a + 4 * b + 20];
    });
    assert.deepEqual([...(predicted?.values ?? [])], wanted.flat().map(Math.fround));
    assert.equal(inputs[1], 1);
  }
  // For 1, 8, 32, 128, 1024 and 2048 rows.
  assert.equal(model.memoryBytes, 2 * 24 + 6 * programBytes);
  model.dispose();
});

test('calls at the same time keep their own scaled rows', async () => {
  const model = await modelWith(definitionOf('linear', 'mse', []));
  const rows = 5000;
  const results = await Promise.all(
    [1, 2, 3].map((scale) => model.predict([new Float32Array(rows * 2).fill(1)], rows, { scale })),
  );
  results.forEach(([predicted], index) => {
    const scale = index + 1;
    const wanted = Array.from({ length: rows }, () => [4 * scale + 10, 6 * scale + 20]);
    assert.deepEqual([...(predicted?.values ?? [])], wanted.flat());
  });
  model.dispose();
});

test('many rows that are split among operations give what they give together, but for rounding', async () => {
  const definition = definitionOf('sigmoid', 'mse', []);
  const together = await modelWith(definition);
  const split = await modelWith(definition, 5);
  for (const rows of [400, 512, 1000, 2048, 3000]) {
    const inputs = Float32Array.from({ length: rows * 2 }, (_, index) => Math.sin(index));
    const [[wanted], [predicted]] = [await together.predict([inputs], rows), await split.predict([inputs], rows)];
    assert.equal(predicted?.values.length, rows * 2);
    predicted?.values.forEach((value, index) => {
      const expected = wanted?.values[index] ?? Number.NaN;
      assert.ok(Math.abs(value - expected) <= 2 ** -22, `${rows} rows, ${index}: ${value}, not ${expected}`);
    });
  }
  together.dispose();
  split.dispose();
});

test('the compiled pass and the eager one agree, logits too', () => {
  const plan = planDefinition(definitionOf('softmax', 'categorical_crossentropy', []));
  const values = [Float32Array.of(1, -1, 0.5, 2), Float32Array.of(0.1, -0.2)];
  const input = Float32Array.of(0.3, -0.7, 1, 2, -1, 0);
  const results = [CompiledForward, EagerForward].map((Forward) => {
    const program = new Forward(plan, weightsOf(plan), values);
    const [result] = program.run([input], 3);
    const [bare] = program.run([input], 3, { outputsOnly: true });
    assert.deepEqual(bare, { output: result?.output, logits: undefined, mask: undefined });
    program.close();
    return result;
  });
  const [compiled, eager] = results;
  assert.equal(compiled?.output.length, 6);
  assert.equal(compiled?.logits?.length, 6);
  // Rows are padded to a compiled size, and how many go through at once may move the last bit.
  const apart = (a: Float32Array | undefined, b: Float32Array | undefined) =>
    Math.max(...Array.from(a ?? [], (value, index) => Math.abs(value - (b?.[index] ?? Number.NaN))));
  assert.ok(apart(compiled?.output, eager?.output) < 1e-6);
  assert.ok(apart(compiled?.logits, eager?.logits) < 1e-6);
  assert.ok(Math.abs((compiled?.logits?.[0] ?? 0) - (0.3 - 0.35 + 0.1)) < 1e-6);
});

test('evaluates loss, metrics and the confusion matrix, in batches of any size', async () => {
  const model = await modelWith(definitionOf('softmax', 'sparse_categorical_crossentropy', ['accuracy']));
  // The second unit wins unless a and b are very negative: 2a + 4b + 20 against a + 3b + 10.
  const x = [
    [0, 0],
    [-30, 0],
    [1, 1],
    [-30, 1],
    [0, -30],
  ];
  const data = { rows: 5, inputs: [await files.floats('x', x)], targets: [await files.floats('y', [1, 0, 0, 1, 0])] };
  const difference = x.map(([a = 0, b = 0]) => a + b + 10);
  const losses = [1, 0, 0, 1, 0].map((y, row) => Math.log1p(Math.exp((y === 1 ? -1 : 1) * (difference[row] ?? 0))));
  for (const batchSize of [1, 2, 5, 100]) {
    const { rows, metrics, confusionMatrix } = await model.evaluate(data, batchSize);
    assert.equal(rows, 5);
    assert.deepEqual(confusionMatrix, [
      [2, 1],
      [1, 1],
    ]);
    assert.equal(metrics.accuracy, 0.6);
    const wanted = losses.reduce((sum, loss) => sum + loss, 0) / 5;
    assert.ok(Math.abs((metrics.loss ?? 0) - wanted) < 1e-5, `${metrics.loss} instead of ${wanted}`);
  }
  model.dispose();
});

test('a model that is disposed of leaves nothing behind', async () => {
  const definition = definitionOf('softmax', 'sparse_categorical_crossentropy', []);
  const use = async () => {
    const model = await modelWith(definition);
    await model.predict([Float32Array.of(1, 2)], 1);
    model.dispose();
  };
  await use();
  const before = tf.memory().numTensors;
  for (let repetition = 0; repetition < 5; repetition++) await use();
  assert.equal(tf.memory().numTensors, before);
});
