import * as tf from '@tensorflow/tfjs-core';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { attentionAxes, attentionInputs } from '../plan/layer-rules/attention-inputs.js';
import { sizeOf } from '../plan/network-plan.js';
import { withoutGradient } from '../without-gradient.js';
import { bothMasks, causalMask, windowMask } from './attention-masks.js';
import type { LayerInputs } from './layer-call.js';
import { dropOut } from './noise.js';

/** Stands for minus infinity in the softmax layer, and in dot_product_attention: keras/src/backend/tensorflow/nn.py. */
const MASKED_LOGIT = -1e9;
const LARGE_NEGATIVE = -0.7 * 3.4028234663852886e38;

type MultiHead = LayerInputs<LayerConfigs['MultiHeadAttention']>;

/** keras/src/layers/attention/multi_head_attention.py, its einsums as products of matrices. */
export function callMultiHead(layer: MultiHead): readonly tf.Tensor[] {
  const { config, plan, inputs, weights, context } = layer;
  const { query, value, key = value } = attentionInputs(inputs, plan.keywords);
  if (!query || !value || !key) throw new Error('MultiHeadAttention takes a query and a value');
  const perDense = config.use_bias ? 2 : 1;
  const parts = ['query', 'key', ...(config.use_gate ? ['gate'] : []), 'value', 'attention_output'];
  const project = (x: tf.Tensor, part: string, summed = 1) => {
    const place = parts.indexOf(part) * perDense;
    return dense(x, weights[place], config.use_bias ? weights[place + 1] : undefined, summed);
  };
  const axes = attentionAxes(config.attention_axes, query.rank);
  const { attended, scores } = attend(layer, {
    query: project(query, 'query'),
    key: project(key, 'key'),
    value: project(value, 'value'),
    axes,
    mask: maskFor(layer),
  });
  const gated = config.use_gate ? tf.mul(attended, tf.sigmoid(project(query, 'gate'))) : attended;
  const output = project(gated, 'attention_output', 2);
  context.passMask(output, (maskOf) => maskOf(query));
  for (const input of [query, value, key]) context.takeMaskOff(input);
  return plan.values.return_attention_scores === true ? [output, scores] : [output];
}

/** Sums over the last `summed` dimensions of x with the kernel, and adds the bias. */
function dense(x: tf.Tensor, kernel: tf.Tensor | undefined, bias: tf.Tensor | undefined, summed: number): tf.Tensor {
  if (!kernel) throw new Error('MultiHeadAttention has lost a kernel');
  const size = sizeOf(kernel.shape.slice(0, summed));
  const product = tf.matMul(tf.reshape(x, [-1, size]), tf.reshape(kernel, [size, -1]));
  const made = tf.reshape(product, [...x.shape.slice(0, -summed), ...kernel.shape.slice(summed)]);
  return bias ? tf.add(made, bias) : made;
}

interface Projected {
  /** [rows, ..., heads, features] */
  readonly query: tf.Tensor;
  readonly key: tf.Tensor;
  readonly value: tf.Tensor;
  /** Axes that are attended over. */
  readonly axes: readonly number[];
  readonly mask: tf.Tensor | undefined;
}

function attend({ config, plan, context }: MultiHead, { query, key, value, axes, mask }: Projected) {
  const others = query.shape.map((_, axis) => axis).filter((axis) => axis < query.rank - 1 && !axes.includes(axis));
  const order = [...others, ...axes, query.rank - 1];
  const outer = others.map((axis) => query.shape[axis] ?? 1);
  const queries = axes.map((axis) => query.shape[axis] ?? 1);
  const values = axes.map((axis) => value.shape[axis] ?? 1);
  const flat = (x: tf.Tensor, steps: readonly number[]) =>
    tf.reshape(tf.transpose(x, order), [sizeOf(outer), sizeOf(steps), x.shape.at(-1) ?? 1]);
  const scaled = tf.mul(flat(query, queries), 1 / Math.sqrt(config.key_dim));
  const scores = tf.matMul(scaled, flat(key, values), false, true);
  const allowed = mask && overScores(mask, [...outer, ...queries, ...values], 2 * axes.length, scores.shape);
  // Where Keras hands over to dot_product_attention, a step that may look at nothing looks at all alike; else it gives zeros.
  const returnsScores = plan.values.return_attention_scores === true;
  const fused = config.dropout === 0 && !returnsScores && query.rank === 4;
  const weights = maskedSoftmax(scores, allowed, fused);
  const kept = dropOut(weights, { rate: config.dropout, seed: config.seed }, weights.shape, context);
  const product = tf.reshape(tf.matMul(kept, flat(value, values)), [...outer, ...queries, value.shape.at(-1) ?? 1]);
  const back = order.map((_, axis) => order.indexOf(axis));
  return {
    attended: tf.transpose(product, back),
    scores: tf.reshape(weights, [...outer, ...queries, ...values]),
  };
}

function maskedSoftmax(scores: tf.Tensor, allowed: tf.Tensor | undefined, fused: boolean): tf.Tensor {
  if (!allowed) return tf.softmax(scores);
  const lowest = tf.fill(scores.shape, fused ? LARGE_NEGATIVE : MASKED_LOGIT);
  const weights = tf.softmax(tf.where(allowed, scores, lowest));
  return fused ? weights : tf.where(allowed, weights, tf.zerosLike(weights));
}

/** The mask ([rows, query, value], or with more before the steps) for each of the scores. */
function overScores(mask: tf.Tensor, full: number[], steps: number, shape: number[]): tf.Tensor {
  const { shape: own } = mask;
  const before = own.slice(0, own.length - steps);
  const missing = new Array<number>(full.length - own.length).fill(1);
  const widened = tf.reshape(mask, [...before, ...missing, ...own.slice(own.length - steps)]);
  return tf.reshape(tf.broadcastTo(widened, full), shape);
}

/** What the masks of the inputs, those that are given and the call's settings let through together. */
function maskFor({ config, plan, inputs, context }: MultiHead): tf.Tensor | undefined {
  const given = attentionInputs(inputs, plan.keywords);
  const { query, value, key } = given;
  const asBool = (mask: tf.Tensor | undefined) => mask && withoutGradient(() => tf.cast(mask, 'bool'));
  const ofQuery = query && context.maskOf(query);
  const ofValue = asBool(given.value_mask) ?? (value && context.maskOf(value));
  const ofKey = asBool(given.key_mask) ?? (key && context.maskOf(key));
  const queries = query?.shape[1] ?? 0;
  const values = value?.shape[1] ?? 0;
  return [
    ofValue && tf.expandDims(ofValue, -2),
    ofKey && tf.expandDims(ofKey, -2),
    plan.values.use_causal_mask === true ? causalMask(queries, values) : undefined,
    config.sliding_window === null ? undefined : windowMask(queries, values, config.sliding_window),
    asBool(given.attention_mask),
  ].reduce(bothMasks, ofQuery && tf.expandDims(ofQuery, -1));
}
