import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tfjsModelJson } from '../../../src/engine/checkpoint-formats/tfjs.js';
import { NotInTfjsError } from '../../../src/engine/checkpoint-formats/tfjs-objects.js';
import { flatten, shapeOf } from '../../support/engine-files.js';
import { type GoldenModel, goldenModels } from '../../support/golden-models.js';
import { makeCheckpoint } from './checkpoints.js';
import { openAllInTfjs, type TfjsTask } from './open-in-tfjs.js';

const TOLERANCE = 1e-5;
/** Some of those that must not be refused. */
const WRITTEN = [
  'functional_residual',
  'functional_two_inputs',
  'layer_average_pooling2d_same',
  'layer_bidirectional_lstm',
  'layer_conv2d_same_strides',
  'layer_conv2d_transpose',
  'layer_conv2d_valid_dilation',
  'layer_depthwise_conv2d',
  'layer_global_max_pooling1d',
  'layer_lstm',
  'layer_lstm_stack',
  'layer_max_pooling2d',
  'layer_pooling1d',
  'layer_separable_conv2d',
  'layer_simple_rnn',
  'layer_time_distributed',
  'layer_upsampling2d',
  'layer_zero_padding_cropping',
  'objective_mask_sum',
  'objective_outputs_dict',
  'objective_outputs_list',
  'options_bidirectional_ave',
  'options_bidirectional_mul',
  'options_bidirectional_states',
  'options_bidirectional_sum',
  'options_gru_reset_before_backwards',
  'options_lstm_masked',
  'options_lstm_of_embedding',
  'options_lstm_states',
  'options_merge_broadcast',
  'options_merge_concatenate_axis_1',
  'options_merge_dot_normalized',
  'options_merge_three',
  'options_rnn_of_cells',
  'options_simple_rnn_masked',
  'wrapped_twice_inside',
];

function taskOf({ definition, plan, values, inputs }: GoldenModel): TfjsTask {
  const tensors = plan.weights.map(({ name, shape }, index) => ({ name, shape, values: [...(values[index] ?? [])] }));
  const { state, bytes } = makeCheckpoint(tensors);
  const [first = { inputs: [], shape: [] }, ...more] = inputs.map((rows, index) => {
    const shape = plan.inputs[index]?.shape ?? [];
    return { inputs: flatten(rows), shape: [shapeOf(rows)[0] ?? 0, ...(shape.length === 0 ? [1] : shape)] };
  });
  const modelJson = JSON.parse(JSON.stringify(tfjsModelJson(definition, state)));
  return { modelJson, weights: bytes.toString('base64'), ...first, more };
}

function taskUnlessRefused(model: GoldenModel): TfjsTask | undefined {
  try {
    return taskOf(model);
  } catch (error) {
    if (error instanceof NotInTfjsError) return undefined;
    throw error;
  }
}

test('whatever Keras has trained predicts the same in tfjs, or is refused', async () => {
  const models = goldenModels(
    /^(layer|options|picture|wrapped|act|functional|meet_(masked|shared)|objective_(mask|outputs))_/,
  );
  const tasks = models.flatMap((model) => {
    const task = taskUnlessRefused(model);
    return task ? [{ ...model, task }] : [];
  });
  const names = new Set(tasks.map(({ name }) => name));
  assert.deepEqual(
    WRITTEN.filter((name) => !names.has(name)),
    [],
  );
  const opened = await openAllInTfjs(tasks.map(({ task }) => task));
  tasks.forEach(({ name, predictions }, index) => {
    const { shape = [], values = [], more = [] } = opened[index] ?? {};
    const outputs = [{ shape, values }, ...more];
    assert.equal(outputs.length, predictions.length, name);
    outputs.forEach((output, port) => {
      const wanted = flatten(predictions[port] ?? []);
      assert.equal(output.values.length, wanted.length, name);
      wanted.forEach((value, place) => {
        const off = Math.abs((output.values[place] ?? Number.NaN) - value);
        assert.ok(
          off <= TOLERANCE * Math.max(1, Math.abs(value)),
          `${name}: ${output.values[place]} instead of ${value}`,
        );
      });
    });
  });
});
