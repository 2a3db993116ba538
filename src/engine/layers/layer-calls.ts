import * as tf from '@tensorflow/tfjs-core';
import type { ActivationName } from '../../keras-format/activations.js';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { LayerConfigs, LayerName } from '../../keras-format/layers.js';
import { activate } from '../activations.js';
import { statelessUniform } from '../kernels/stateless-uniform.js';
import type { LayerPlan, Shape } from '../plan/network-plan.js';
import { hashName } from '../random/streams.js';

/** What a layer may ask for besides its input and weights. */
export interface CallContext {
  readonly training: boolean;
  /** Seed and step of the training step (int32, two numbers); masks are a function of it and the layer's name. */
  readonly randomKey: tf.Tensor;
  /** Remembers what a softmax or sigmoid was made from, since Keras's cross-entropies go back to it. */
  rememberLogits(output: tf.Tensor, activation: ActivationName, logits: tf.Tensor): void;
}

interface LayerInputs<Name extends LayerName> {
  readonly config: LayerConfigs[Name];
  readonly plan: LayerPlan;
  /** The batch first, then the row's own dimensions. */
  readonly input: tf.Tensor;
  readonly weights: readonly tf.Tensor[];
  readonly context: CallContext;
}

type LayerCall<Name extends LayerName> = (inputs: LayerInputs<Name>) => tf.Tensor;

const CALLS: { readonly [Name in LayerName]: LayerCall<Name> } = {
  InputLayer: ({ input }) => input,
  Dense: callDense,
  Activation: ({ config, input, context }) => activateAndRemember(config.activation, input, context),
  Dropout: callDropout,
  Flatten: ({ plan, input }) => layOut(input, plan.outputShape),
  Reshape: ({ plan, input }) => layOut(input, plan.outputShape),
};

/** Runs one layer on a batch. */
export function callLayer(
  plan: LayerPlan,
  input: tf.Tensor,
  weights: readonly tf.Tensor[],
  context: CallContext,
): tf.Tensor {
  return dispatch(plan.layer, { plan, input, weights, context });
}

function dispatch<Name extends LayerName>(
  { class_name, config }: ObjectOf<LayerConfigs, Name>,
  inputs: Omit<LayerInputs<Name>, 'config'>,
): tf.Tensor {
  return CALLS[class_name]({ ...inputs, config });
}

/** activation(input . kernel + bias) on the last axis. */
function callDense({ config, plan, input, weights, context }: LayerInputs<'Dense'>): tf.Tensor {
  const [kernel, bias] = weights;
  if (!kernel) throw new Error('Dense has lost its kernel');
  const features = kernel.shape[0] ?? 1;
  const product = tf.matMul(input.rank === 2 ? input : tf.reshape(input, [-1, features]), kernel);
  const sum = bias ? tf.add(product, bias) : product;
  return activateAndRemember(
    config.activation,
    input.rank === 2 ? sum : layOut(sum, plan.outputShape, input.shape[0]),
    context,
  );
}

/** Zeroes a part `rate` of the numbers and scales the others up, so that their sum stays the same on average. */
function callDropout({ config, plan, input, context }: LayerInputs<'Dropout'>): tf.Tensor {
  if (!context.training || config.rate === 0) return input;
  if (config.rate === 1) return tf.zerosLike(input);
  const salt = tf.tensor1d([hashName(config.seed === null ? plan.name : `seed/${config.seed}`) | 0, 0], 'int32');
  const drawn = statelessUniform(tf.add(context.randomKey, salt), input.shape);
  const kept = tf.cast(tf.greaterEqual(drawn, config.rate), 'float32');
  return tf.mul(input, tf.mul(kept, 1 / (1 - config.rate)));
}

function activateAndRemember(name: ActivationName, x: tf.Tensor, context: CallContext): tf.Tensor {
  const output = activate(name, x);
  context.rememberLogits(output, name, x);
  return output;
}

function layOut(x: tf.Tensor, rowShape: Shape, rows = x.shape[0] ?? -1): tf.Tensor {
  return tf.reshape(x, [rows, ...rowShape]);
}
