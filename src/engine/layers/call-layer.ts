import type * as tf from '@tensorflow/tfjs-core';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { LayerConfigs, LayerName } from '../../keras-format/layers/layers.js';
import { GIVEN_MASK, PASS_MASK } from '../../keras-format/layers/mask-passing.js';
import type { LayerPlan } from '../plan/network-plan.js';
import { ACTIVATION_CALLS } from './activation-layers.js';
import { ATTENTION_CALLS } from './attention.js';
import { AUGMENTATION_CALLS } from './augmentation.js';
import { addActivityPenalty } from './call-helpers.js';
import { CONVOLUTION_CALLS } from './convolution.js';
import { CORE_CALLS } from './core.js';
import { EMBEDDING_CALLS } from './embedding.js';
import type { CallContext, LayerCalls, LayerInputs } from './layer-call.js';
import { MERGING_CALLS } from './merging.js';
import { NOISE_CALLS } from './noise.js';
import { NORMALIZATION_CALLS } from './normalization.js';
import { POOLING_CALLS } from './pooling.js';
import { RECURRENT_CALLS } from './recurrent/recurrent.js';
import { timeDistributedCalls } from './recurrent/time-distributed.js';
import { REORDERING_CALLS } from './reordering.js';
import { RESIZING_CALLS } from './resizing.js';
import { SCALING_CALLS } from './scaling.js';

const CALLS: LayerCalls<LayerName> = {
  ...CORE_CALLS,
  ...ATTENTION_CALLS,
  ...SCALING_CALLS,
  ...MERGING_CALLS,
  ...REORDERING_CALLS,
  ...NOISE_CALLS,
  ...EMBEDDING_CALLS,
  ...ACTIVATION_CALLS,
  ...NORMALIZATION_CALLS,
  ...CONVOLUTION_CALLS,
  ...POOLING_CALLS,
  ...AUGMENTATION_CALLS,
  ...RESIZING_CALLS,
  ...RECURRENT_CALLS,
  ...timeDistributedCalls(callLayer),
};

/** Runs one layer on a batch and gives its outputs, at least one. */
export function callLayer(
  plan: LayerPlan,
  inputs: readonly tf.Tensor[],
  weights: readonly tf.Tensor[],
  context: CallContext,
): readonly tf.Tensor[] {
  const [input] = inputs;
  if (!input) throw new Error(`${plan.name} has no input`);
  const made = dispatch(plan.layer, { plan, input, inputs, weights, context });
  const outputs: readonly tf.Tensor[] = isList(made) ? made : [made];
  const { config } = plan.layer;
  if ('activity_regularizer' in config) addActivityPenalty(config.activity_regularizer ?? null, outputs, context);
  const { class_name } = plan.layer;
  const given = GIVEN_MASK.has(class_name) ? context.givenMask(input) : undefined;
  for (const output of outputs) {
    if (given) context.setMask(output, given);
    else if (PASS_MASK.has(class_name)) context.passMask(output, (maskOf) => maskOf(input));
  }
  return outputs;
}

function dispatch<Name extends LayerName>(
  { class_name, config }: ObjectOf<LayerConfigs, Name>,
  inputs: Omit<LayerInputs<LayerConfigs[Name]>, 'config'>,
): ReturnType<LayerCalls<LayerName>[LayerName]> {
  return CALLS[class_name]({ ...inputs, config });
}

function isList(made: tf.Tensor | readonly tf.Tensor[]): made is readonly tf.Tensor[] {
  return Array.isArray(made);
}
