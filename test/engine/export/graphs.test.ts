import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { exportNetwork } from '../../../src/engine/export/export-network.js';
import { onnxModel } from '../../../src/engine/export/onnx/onnx-model.js';
import { savedModel } from '../../../src/engine/export/saved-model.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { flatten, shapeOf } from '../../support/engine-files.js';
import { goldenModels } from '../../support/golden-models.js';
import { runPython } from '../../support/python.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

await loadEngine('tensorflow');
const { node } = await import('@tensorflow/tfjs-node');
const root = await temporaryFolder('graphs');
const TOLERANCE = 1e-5;
const models = goldenModels();

/** Relative to what is larger than 1. */
function close(actual: readonly number[], wanted: readonly number[], what: string): void {
  assert.equal(actual.length, wanted.length, what);
  wanted.forEach((value, index) => {
    const off = Math.abs((actual[index] ?? Number.NaN) - value);
    assert.ok(off <= TOLERANCE * Math.max(1, Math.abs(value)), `${what}: ${actual[index]} instead of ${value}`);
  });
}

test('SavedModels of all layers predict what Keras does, for one row and for several', async () => {
  for (const { name, plan, values, inputs, predictions } of models) {
    const network = exportNetwork(plan, values, {});
    const folder = join(root, name);
    await mkdir(folder);
    await writeFile(join(folder, 'saved_model.pb'), savedModel(network).finish());
    await writeFile(join(folder, 'model.onnx'), onnxModel(network, { name }).finish());
    await writeFile(
      join(folder, 'io.json'),
      JSON.stringify({
        inputs: Object.fromEntries(network.inputs.map((port, index) => [port.name, inputs[index]])),
        outputs: Object.fromEntries(network.outputs.map((port, index) => [port.name, predictions[index]])),
      }),
    );
    const loaded = await node.loadSavedModel(folder, ['serve'], 'serving_default');
    const rows = shapeOf(predictions[0] ?? [])[0] ?? 0;
    for (const count of [1, rows]) {
      const given = Object.fromEntries(
        network.inputs.map((port, index) => [
          port.name,
          tf.tensor(flatten(inputs[index] ?? []), [rows, ...port.shape]).slice([0], [count]),
        ]),
      );
      const made = loaded.predict(given);
      if (Array.isArray(made) || made instanceof tf.Tensor) throw new Error('a signature names its outputs');
      network.outputs.forEach((port, index) => {
        const output = made[port.name];
        assert.deepEqual(output?.shape, [count, ...port.shape], name);
        const wanted = flatten(predictions[index] ?? []);
        close([...(output?.dataSync() ?? [])], wanted.slice(0, (wanted.length / rows) * count), name);
      });
      tf.dispose([given, made]);
    }
    loaded.dispose();
  }
  await runPython('graphs.py', [root]);
});
