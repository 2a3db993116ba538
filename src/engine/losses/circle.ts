import * as tf from '@tensorflow/tfjs-core';
import type { LossConfigs } from '../../keras-format/losses.js';
import { logSumExp } from './log-sum-exp.js';

/**
 * Draws embeddings of the same class together and others apart: softplus(log sum e^p + log sum e^n) of each row, over the batch's rows
 * of its class and those of others, weighted by how far each is from where it should be (keras/src/losses/losses.py, circle).
 * Embeddings ([rows, numbers]) are taken as vectors of length 1. A row without another of its class, or without one of another
 * class, has a loss of 0.
 */
export function circle(
  classes: tf.Tensor,
  embeddings: tf.Tensor,
  { gamma, margin, remove_diagonal }: Pick<LossConfigs['Circle'], 'gamma' | 'margin' | 'remove_diagonal'>,
): tf.Tensor {
  const rows = embeddings.shape[0] ?? 0;
  const apart = tf.maximum(tf.sub(1, tf.matMul(embeddings, embeddings, false, true)), 0);
  const numbers = tf.cast(classes, 'int32');
  const same = tf.equal(tf.reshape(numbers, [rows, 1]), tf.reshape(numbers, [1, rows]));
  const others = tf.logicalNot(same);
  const kin = remove_diagonal ? tf.logicalAnd(same, tf.logicalNot(tf.cast(tf.eye(rows), 'bool'))) : same;
  const pull = tf.mul(tf.mul(weightOf(tf.add(margin, apart), kin), -gamma), tf.sub(margin, apart));
  const push = tf.mul(tf.mul(weightOf(tf.sub(1 + margin, apart), others), gamma), tf.sub(1 - margin, apart));
  const both = tf.add(sumWhere(kin, pull), sumWhere(others, push));
  return tf.softplus(tf.reshape(both, [rows]));
}

function weightOf(x: tf.Tensor, chosen: tf.Tensor): tf.Tensor {
  return tf.maximum(tf.mul(x, tf.cast(chosen, 'float32')), 0);
}

function sumWhere(chosen: tf.Tensor, x: tf.Tensor): tf.Tensor {
  return logSumExp(tf.where(chosen, x, tf.fill(x.shape, Number.NEGATIVE_INFINITY)));
}
