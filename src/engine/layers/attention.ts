import * as tf from '@tensorflow/tfjs-core';
import type { AttentionLayerName } from '../../keras-format/layers/attention.js';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { bothMasks, causalMask } from './attention-masks.js';
import type { LayerCalls, LayerInputs } from './layer-call.js';
import { callMultiHead } from './multi-head-attention.js';
import { dropOut } from './noise.js';

/** Taken off the scores of masked steps: keras/src/layers/attention/attention.py. */
const MASKED_SCORE = 1e9;

export const ATTENTION_CALLS: LayerCalls<AttentionLayerName> = {
  Attention: (layer) => attend(layer, dotOrConcatScores),
  AdditiveAttention: (layer) => attend(layer, additiveScores),
  MultiHeadAttention: callMultiHead,
};

type Config = Pick<LayerConfigs['Attention'], 'dropout' | 'seed'>;
type Scores<Given> = (layer: LayerInputs<Given>, query: tf.Tensor, key: tf.Tensor) => tf.Tensor;

/** softmax(scores of query and key) . value */
function attend<Given extends Config>(layer: LayerInputs<Given>, scoresOf: Scores<Given>): readonly tf.Tensor[] {
  const { config, plan, inputs, context } = layer;
  const [query, value, key = value] = inputs;
  if (!query || !value || !key) throw new Error('attention takes a query and a value');
  const scores = scoresOf(layer, query, key);
  const valueMask = context.maskOf(value);
  const steps = plan.values.use_causal_mask === true ? causalMask(query.shape[1] ?? 0, value.shape[1] ?? 0) : undefined;
  const mask = bothMasks(valueMask && tf.expandDims(valueMask, -2), steps);
  const masked = mask ? tf.sub(scores, tf.mul(tf.cast(tf.logicalNot(mask), 'float32'), MASKED_SCORE)) : scores;
  const dropout = { rate: config.dropout, seed: config.seed };
  const weights = dropOut(tf.softmax(masked), dropout, scores.shape, context);
  const product = tf.matMul(weights, value);
  const queryMask = context.maskOf(query);
  const output = queryMask ? tf.mul(product, tf.cast(tf.expandDims(queryMask, -1), 'float32')) : product;
  context.passMask(output, (maskOf) => maskOf(query));
  return plan.values.return_attention_scores === true ? [output, weights] : [output];
}

function dotOrConcatScores(
  { config, weights }: LayerInputs<LayerConfigs['Attention']>,
  query: tf.Tensor,
  key: tf.Tensor,
): tf.Tensor {
  const scale = config.use_scale ? weights[0] : undefined;
  if (config.score_mode === 'dot') {
    const scores = tf.matMul(query, key, false, true);
    return scale ? tf.mul(scores, scale) : scores;
  }
  const factor = weights.at(-1);
  if (!factor) throw new Error('Attention has lost its concat_score_weight');
  const sums = pairSums(query, key);
  return tf.mul(factor, tf.sum(tf.tanh(scale ? tf.mul(sums, scale) : sums), -1));
}

function additiveScores({ weights: [scale] }: LayerInputs<unknown>, query: tf.Tensor, key: tf.Tensor): tf.Tensor {
  const bent = tf.tanh(pairSums(query, key));
  return tf.sum(scale ? tf.mul(scale, bent) : bent, -1);
}

/** Every vector of the query with every one of the key, [rows, queries, keys, features]. */
function pairSums(query: tf.Tensor, key: tf.Tensor): tf.Tensor {
  return tf.add(tf.expandDims(query, -2), tf.expandDims(key, -3));
}
