import * as tf from '@tensorflow/tfjs-core';
import { scan } from '../kernels/scan.js';
import { logSumExp, logSumExpOf } from './log-sum-exp.js';

/** Stands for the logarithm of a probability of 0 where a path may not begin or end: tensorflow/python/ops/ctc_ops.py. */
const NEVER = Math.log(1e-307);

/**
 * Minus the logarithm of the probability that the outputs ([rows, time, classes], logits) spell each row's labels ([rows, labels];
 * class 0 is the blank and fills rows up): tf.nn.ctc_loss of dense labels, which Keras calls. All steps of time count.
 *
 * A path through time is at a label or at a blank behind it. Place 0 of the labels is the start, which no step of time belongs to.
 */
export function ctc(targets: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const spelled = tf.customGrad((logits, save) => {
    if (!(logits instanceof tf.Tensor) || typeof save !== 'function') throw new TypeError('logits are a tensor');
    const labels = labelsOf(targets, logits.shape.at(-1) ?? 1);
    const logShares = tf.logSoftmax(logits);
    const seen: Seen = {
      labels: timeFirst(tf.matMul(logShares, labels.chosen, false, true)),
      blank: timeFirst(tf.slice(logShares, [0, 0, 0], [-1, -1, 1])),
    };
    const { before, total } = backward(labels, seen);
    const end = { labels: labels.end, blanks: labels.end };
    const after = (states: tf.Tensor, last: tf.Tensor) => tf.concat([tf.slice(states, 1), tf.expandDims(last, 0)]);
    save([
      logShares,
      labels.passes,
      labels.counted,
      seen.labels,
      seen.blank,
      after(before.labels, end.labels),
      after(before.blanks, end.blanks),
    ]);
    const atStart = tf.reshape(tf.slice(before.labels, [0, 0, 0], [1, -1, 1]), [-1]);
    return {
      value: tf.neg(tf.add(atStart, total)),
      gradFunc: (dy, [shares, passes, counted, seenLabels, seenBlank, labelsAfter, blanksAfter]) => {
        if (
          Array.isArray(dy) ||
          !shares ||
          !passes ||
          !counted ||
          !seenLabels ||
          !seenBlank ||
          !labelsAfter ||
          !blanksAfter
        )
          throw new TypeError('what the loss was made of was saved');
        const until = forward(passes, { labels: seenLabels, blank: seenBlank });
        const there = { labels: tf.add(until.labels, labelsAfter), blanks: tf.add(until.blanks, blanksAfter) };
        const spelledShares = sharesOf(there, counted);
        return tf.mul(tf.sub(tf.exp(shares), spelledShares), tf.reshape(dy, [-1, 1, 1]));
      },
    };
  });
  return spelled(output);
}

/** What is the same at every step: the rows' labels in the forms that the steps ask for. */
interface Labels {
  /** One-hot, [rows, labels, classes]. */
  readonly chosen: tf.Tensor;
  /** The same with nothing where a row is filled up: a blank is no label. */
  readonly counted: tf.Tensor;
  /** 0 where a path may come to the label from the one before it, minus infinity where both are the same: a blank stands between them. */
  readonly passes: tf.Tensor;
  /** Where a path may end: at the last label, or the blank behind it; [rows, labels + 1]. */
  readonly end: tf.Tensor;
}

/** The logarithms of what each step gives: [time, rows, labels] and [time, rows, 1]. */
interface Seen {
  readonly labels: tf.Tensor;
  readonly blank: tf.Tensor;
}

/** Logarithms of probabilities of places: [..., labels + 1] each. */
interface Places {
  readonly labels: tf.Tensor;
  readonly blanks: tf.Tensor;
}

function labelsOf(targets: tf.Tensor, classes: number): Labels {
  const [rows = 0, count = 0] = targets.shape;
  const numbers = tf.cast(targets, 'int32');
  const chosen = tf.cast(tf.oneHot(numbers, classes), 'float32');
  const isLabel = tf.cast(tf.notEqual(numbers, 0), 'float32');
  const length = tf.sum(tf.cast(tf.notEqual(targets, 0), 'int32'), -1);
  const repeats = tf.equal(tf.slice(numbers, [0, 1], [rows, count - 1]), tf.slice(numbers, [0, 0], [rows, count - 1]));
  const apart = tf.log(tf.sub(1, tf.cast(repeats, 'float32')));
  return {
    chosen,
    counted: tf.mul(chosen, tf.expandDims(isLabel, -1)),
    passes: tf.concat([tf.zeros([rows, 1]), apart], 1),
    end: tf.mul(tf.sub(1, tf.cast(tf.oneHot(length, count + 1), 'float32')), NEVER),
  };
}

/** The places after each step, of paths from the start. */
function forward(passes: tf.Tensor, seen: Seen): Places {
  const [rows = 0, count = 0] = passes.shape;
  const start = tf.concat([tf.zeros([rows, 1]), tf.fill([rows, count], NEVER)], 1);
  const { outputs } = scan(
    ([labelSeen, blankSeen], [labels, blanks], [pass]) => {
      if (!labelSeen || !blankSeen || !labels || !blanks || !pass) throw new TypeError('a step takes five tensors');
      const [own, earlier] = [tf.slice(labels, [0, 1]), tf.slice(labels, [0, 0], [rows, count])];
      const fromBlank = tf.slice(blanks, [0, 0], [rows, count]);
      const toLabel = tf.add(logSumExpOf([own, fromBlank, tf.add(earlier, pass)]), labelSeen);
      const toBlank = tf.add(logSumExpOf([blanks, labels]), blankSeen);
      const next = evened({ labels: tf.concat([nowhere(rows), toLabel], 1), blanks: toBlank });
      return { outputs: [next.labels, next.blanks], states: [next.labels, next.blanks] };
    },
    { sequences: [seen.labels, seen.blank], states: [start, tf.fill([rows, count + 1], NEVER)], constants: [passes] },
    {},
  );
  const [labels, blanks] = outputs;
  if (!labels || !blanks) throw new Error('a step gives labels and blanks');
  return { labels, blanks };
}

/** The places before each step, of paths to the end; `total` is what was taken off them to keep them near 1. */
function backward({ passes, end }: Labels, seen: Seen): { before: Places; total: tf.Tensor } {
  const [rows = 0] = passes.shape;
  const { outputs, states } = scan(
    ([labelSeen, blankSeen], [labels, blanks, sum], [pass]) => {
      if (!labelSeen || !blankSeen || !labels || !blanks || !sum || !pass)
        throw new TypeError('a step takes six tensors');
      const own = tf.add(tf.slice(labels, [0, 1]), labelSeen);
      const toBlank = tf.add(blanks, blankSeen);
      const toLater = tf.concat([tf.add(own, pass), nowhere(rows)], 1);
      const staying = tf.concat([nowhere(rows), own], 1);
      const fromBlank = tf.concat([own, nowhere(rows)], 1);
      const next = {
        labels: logSumExpOf([staying, toBlank, toLater]),
        blanks: logSumExpOf([toBlank, fromBlank]),
      };
      const taken = sumOf(next);
      const { labels: evenLabels, blanks: evenBlanks } = lowered(next, taken);
      return {
        outputs: [evenLabels, evenBlanks],
        states: [evenLabels, evenBlanks, tf.add(sum, tf.reshape(taken, [rows]))],
      };
    },
    { sequences: [seen.labels, seen.blank], states: [end, end, tf.zeros([rows])], constants: [passes] },
    { reversed: true, lastStates: [2] },
  );
  const [labels, blanks] = outputs;
  const [total] = states;
  if (!labels || !blanks || !total) throw new Error('a step gives labels, blanks and a sum');
  return { before: { labels, blanks }, total };
}

/** What share of the paths is at each class at each step: [rows, time, classes]. */
function sharesOf(there: Places, counted: tf.Tensor): tf.Tensor {
  const { labels, blanks } = evened(there);
  const ofLabels = tf.matMul(rowsFirst(tf.exp(tf.slice(labels, [0, 0, 1]))), counted);
  const ofBlank = rowsFirst(tf.sum(tf.exp(blanks), -1, true));
  const classes = counted.shape.at(-1) ?? 1;
  return tf.add(ofLabels, tf.concat([ofBlank, tf.zeros([...ofBlank.shape.slice(0, 2), classes - 1])], -1));
}

/** The same shares of a sum of 1. */
function evened(places: Places): Places {
  return lowered(places, sumOf(places));
}

function sumOf({ labels, blanks }: Places): tf.Tensor {
  return logSumExp(tf.concat([labels, blanks], -1));
}

function lowered({ labels, blanks }: Places, by: tf.Tensor): Places {
  return { labels: tf.sub(labels, by), blanks: tf.sub(blanks, by) };
}

/** A place that no path is at. */
function nowhere(rows: number): tf.Tensor {
  return tf.fill([rows, 1], Number.NEGATIVE_INFINITY);
}

function timeFirst(x: tf.Tensor): tf.Tensor {
  return tf.transpose(x, [1, 0, 2]);
}

const rowsFirst = timeFirst;
