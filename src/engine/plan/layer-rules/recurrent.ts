import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import type { RecurrentLayer, RecurrentLayerName } from '../../../keras-format/layers/recurrent.js';
import { toSnakeCase } from '../../../keras-format/names.js';
import { kerasShape, type Shape, sizeOf } from '../network-plan.js';
import { directionsOf, GATES, layersOfCells, STATES } from '../recurrent-parts.js';
import { checkActivation } from './check-activation.js';
import { checkActivity } from './check-activity.js';
import { LayerFault, type LayerOutline, type LayerRules, type OwnWeight } from './layer-rule.js';

/** The states to begin with, in Keras 3's calls; Keras 2 gives them as further inputs. */
const keywords = ['initial_state'];

/** All take the sequence first, then the states to begin with, where the model gives them. */
export const RECURRENT_RULES: LayerRules<RecurrentLayerName> = {
  SimpleRNN: { several: (config, inputs) => outlineRecurrent({ class_name: 'SimpleRNN', config }, inputs), keywords },
  LSTM: { several: (config, inputs) => outlineRecurrent({ class_name: 'LSTM', config }, inputs), keywords },
  GRU: { several: (config, inputs) => outlineRecurrent({ class_name: 'GRU', config }, inputs), keywords },
  RNN: { several: outlineCells, keywords },
  Bidirectional: {
    keywords,
    several: (config, inputs) => {
      const { forward, backward } = directionsOf(config);
      checkDirections(forward, backward);
      const [sequence = [], ...states] = inputs;
      const half = states.length / 2;
      const there = outlineRecurrent(forward, [sequence, ...states.slice(0, half)], 'layer');
      const back = outlineRecurrent(backward, [sequence, ...states.slice(half)], 'backward_layer');
      checkActivity(forward.config, there, 'layer');
      checkActivity(backward.config, back, 'backward_layer');
      const merged = mergedShapes(config.merge_mode, there.outputShape, back.outputShape);
      const below = (layer: RecurrentLayer, weights: readonly OwnWeight[] = []) =>
        weights.map((weight) => ({
          ...weight,
          name: `${layer.config.name}/${weight.name}`,
          ...(layer.config.trainable ? {} : { trainable: false as const }),
        }));
      return {
        outputShape: merged[0] ?? [],
        moreOutputs: [...merged.slice(1), ...(there.moreOutputs ?? []), ...(back.moreOutputs ?? [])],
        inside: (there.inside ?? 0) + (back.inside ?? 0),
        weights: [...below(forward, there.weights), ...below(backward, back.weights)],
      };
    },
  },
};

function outlineRecurrent(layer: RecurrentLayer, inputs: readonly Shape[], field?: string): LayerOutline {
  const { class_name, config } = layer;
  const [input = [], ...states] = inputs;
  const [steps, features] = input;
  if (input.length !== 2 || steps === undefined || features === undefined) {
    throw new LayerFault(
      `${class_name} needs rows of two dimensions (time, features), and gets ${kerasShape(input)}`,
      field,
    );
  }
  const count = STATES[class_name];
  const fits = states.every((state) => state.length === 1 && state[0] === config.units);
  if (states.length > 0 && (states.length !== count || !fits)) {
    const got = states.map((state) => kerasShape(state)).join(', ');
    throw new LayerFault(
      `${class_name} begins with ${count} states of ${kerasShape([config.units])}, and gets ${got}`,
      field,
    );
  }
  checkActivation(config.activation, [config.units], field);
  if ('recurrent_activation' in config)
    checkActivation(config.recurrent_activation, [config.units], field ?? 'recurrent_activation');
  return {
    outputShape: config.return_sequences ? [steps, config.units] : [config.units],
    inside: steps * GATES[class_name] * config.units,
    moreOutputs: config.return_state ? Array.from({ length: count }, () => [config.units]) : [],
    weights: weightsOf(layer, features),
  };
}

/** An RNN's weights are its cells', and go by their names. */
function outlineCells(config: LayerConfigs['RNN'], inputs: readonly Shape[]): LayerOutline {
  const [sequence = [], ...given] = inputs;
  const layers = layersOfCells(config);
  const counts = layers.map(({ layer }) => STATES[layer.class_name]);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (given.length > 0 && given.length !== all)
    throw new LayerFault(`the cells begin with ${all} states, and get ${given.length}`);
  let output = sequence;
  let first = 0;
  const outlines = layers.map(({ path, layer }, place) => {
    const states = given.slice(first, first + (counts[place] ?? 0));
    first += states.length;
    const outline = outlineRecurrent(layer, [output, ...states]);
    output = outline.outputShape;
    return { ...outline, weights: weightsOfCell(path, layer, outline) };
  });
  return {
    outputShape: output,
    // What one cell gives to the next is held on to as well.
    inside:
      outlines.reduce((sum, { inside = 0, outputShape }) => sum + inside + sizeOf(outputShape), 0) - sizeOf(output),
    moreOutputs: outlines.flatMap(({ moreOutputs = [] }) => moreOutputs),
    weights: outlines.flatMap(({ weights }) => weights),
  };
}

function weightsOfCell(path: string, { config }: RecurrentLayer, { weights = [] }: LayerOutline): readonly OwnWeight[] {
  return weights.map((weight) => ({
    ...weight,
    name: weight.name.replace(/^\w+(?=\/)/, path),
    ...(config.trainable ? {} : { trainable: false as const }),
  }));
}

/** Keras names the weights after the cell: `lstm_cell/kernel`. */
function weightsOf(layer: RecurrentLayer, features: number): readonly OwnWeight[] {
  const { class_name, config } = layer;
  const width = GATES[class_name] * config.units;
  const named = (name: string) => `${toSnakeCase(class_name)}_cell/${name}`;
  const kernel = {
    name: named('kernel'),
    shape: [features, width],
    initializer: config.kernel_initializer,
    regularizer: config.kernel_regularizer,
    constraint: config.kernel_constraint,
  };
  const recurrentKernel = {
    name: named('recurrent_kernel'),
    shape: [config.units, width],
    initializer: config.recurrent_initializer,
    regularizer: config.recurrent_regularizer,
    constraint: config.recurrent_constraint,
  };
  if (!config.use_bias) return [kernel, recurrentKernel];
  const bias = {
    name: named('bias'),
    // A bias for the input and one for the recurrent product, where the reset comes after it: keras/src/layers/rnn/gru.py.
    shape: layer.class_name === 'GRU' && layer.config.reset_after ? [2, width] : [width],
    initializer: config.bias_initializer,
    regularizer: config.bias_regularizer,
    constraint: config.bias_constraint,
  };
  const opened = layer.class_name === 'LSTM' && layer.config.unit_forget_bias;
  return [kernel, recurrentKernel, opened ? { ...bias, ones: { from: config.units, to: 2 * config.units } } : bias];
}

function checkDirections(forward: RecurrentLayer, backward: RecurrentLayer): void {
  if (forward.config.go_backwards === backward.config.go_backwards) {
    throw new LayerFault('layer and backward_layer must not have the same go_backwards', 'backward_layer');
  }
  for (const field of ['return_sequences', 'return_state'] as const) {
    if (forward.config[field] !== backward.config[field]) {
      throw new LayerFault(`layer and backward_layer must have the same ${field}`, 'backward_layer');
    }
  }
}

function mergedShapes(
  mode: 'concat' | 'sum' | 'mul' | 'ave' | null,
  forward: Shape,
  backward: Shape,
): readonly Shape[] {
  if (mode === null) return [forward, backward];
  if (mode === 'concat') return [[...forward.slice(0, -1), (forward.at(-1) ?? 0) + (backward.at(-1) ?? 0)]];
  if (forward.join() !== backward.join()) {
    throw new LayerFault(
      `merge_mode "${mode}" needs outputs of one shape, and gets ${kerasShape(forward)} and ${kerasShape(backward)}`,
      'merge_mode',
    );
  }
  return [forward];
}
