import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { emit } from '../../../src/engine/compile/emit.js';
import { DATA_TYPE, Graph } from '../../../src/engine/compile/graph.js';
import { record, type ScanStep } from '../../../src/engine/compile/recorder.js';
import { Session } from '../../../src/engine/compile/session.js';
import { scan } from '../../../src/engine/kernels/scan.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';

before(() => loadEngine('tensorflow'));

const BATCH = 3;
const UNITS = 2;

/** A step with two states, a mask and a constant that is used twice: h' = mask ? tanh(x + h.w) * c : h, c' = c + mean(w) h'. */
const step: ScanStep = ([x, mask], [h, c], [w]) => {
  assert.ok(x && mask && h && c && w);
  const made = tf.mul(tf.tanh(tf.add(x, tf.matMul(h, w))), c);
  const next = tf.where(mask, made, h);
  return { outputs: [next, tf.neg(x)], states: [next, tf.add(c, tf.mul(tf.mean(w), next))] };
};

type Compute = (tensors: readonly tf.Tensor[]) => tf.Tensor;

function inputsFor(steps: number): tf.Tensor[] {
  const numbers = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed);
  return [
    numbers([steps, BATCH, UNITS], 1),
    numbers([BATCH, UNITS], 2),
    numbers([BATCH, UNITS], 3),
    numbers([UNITS, UNITS], 4),
  ];
}

const maskOf = (steps: number) =>
  tf.tensor(
    Array.from({ length: steps * BATCH }, (_, place) => place % 3 !== 1),
    [steps, BATCH, 1],
    'bool',
  );

/** Uses the outputs and both last states, each weighed differently. */
function combined(outputs: readonly tf.Tensor[], states: readonly tf.Tensor[]): tf.Tensor {
  const weighed = [...outputs, ...states].map((tensor, position) => tf.sum(tf.mul(tf.square(tensor), position + 1)));
  return tf.addN(weighed);
}

function scanned(reversed: boolean): Compute {
  return ([x, h, c, w]) => {
    assert.ok(x && h && c && w);
    const tensors = { sequences: [x, maskOf(x.shape[0] ?? 0)], states: [h, c], constants: [w] };
    const { outputs, states } = scan(step, tensors, { reversed, lastStates: [1, 0] });
    return combined(outputs, states.toReversed());
  };
}

function unrolled(reversed: boolean): Compute {
  return ([x, h, c, w]) => {
    assert.ok(x && h && c && w);
    const items = tf.unstack(x);
    const masks = tf.unstack(maskOf(items.length));
    let states: readonly tf.Tensor[] = [h, c];
    const outputs: (readonly tf.Tensor[])[] = [];
    const places = items.map((_, place) => place);
    for (const place of reversed ? places.toReversed() : places) {
      const [item, mask] = [items[place], masks[place]];
      assert.ok(item && mask);
      const made = step([item, mask], states, [w]);
      outputs[place] = made.outputs;
      states = made.states;
    }
    const stacked = [0, 1].map((output) => tf.stack(outputs.flatMap((made) => made[output] ?? [])));
    return combined(stacked, states);
  };
}

/** The value, then its gradients by each input. */
function withGradients(compute: Compute): (tensors: readonly tf.Tensor[]) => tf.Tensor[] {
  return (tensors) => {
    const { value, grads } = tf.engine().gradients(() => compute(tensors), [...tensors]);
    return [value, ...grads];
  };
}

const numbersOf = (tensors: readonly tf.Tensor[]) => tensors.map((tensor) => [...tensor.dataSync()]);

function assertClose(got: readonly number[][], wanted: readonly number[][]): void {
  wanted.forEach((values, position) => {
    values.forEach((value, place) => {
      const other = got[position]?.[place] ?? Number.NaN;
      assert.ok(
        Math.abs(other - value) <= 2e-6 * Math.max(1, Math.abs(value)),
        `${position}[${place}]: ${other} instead of ${value}`,
      );
    });
  });
}

/** The computation as a graph: what it gives, and the graph's number of nodes and bytes. */
function compiled(compute: (tensors: readonly tf.Tensor[]) => readonly tf.Tensor[], tensors: readonly tf.Tensor[]) {
  const trace = record(tensors, () => compute(tensors));
  const graph = new Graph();
  const inputs = tensors.map(({ shape }, position) => graph.placeholder(`x${position}`, DATA_TYPE.float32, shape));
  const outputs = emit(graph, trace, { inputs, bring: (ref) => ref });
  const bytes = graph.toSavedModel('test').length;
  const session = new Session(graph);
  const feeds = tensors.map((tensor, position) => [
    `x${position}`,
    { type: DATA_TYPE.float32, shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) },
  ]);
  const values = session.run(Object.fromEntries(feeds), outputs).map((value) => [...value]);
  session.close();
  return { values, bytes };
}

for (const reversed of [false, true]) {
  test(`a scan and its gradients are those of the steps written out, eagerly and compiled, reversed: ${reversed}`, () => {
    tf.tidy(() => {
      const tensors = inputsFor(7);
      const wanted = numbersOf(withGradients(unrolled(reversed))(tensors));
      assertClose(numbersOf(withGradients(scanned(reversed))(tensors)), wanted);
      assertClose(compiled(withGradients(scanned(reversed)), tensors).values, wanted);
    });
  });
}

test('a graph with a scan has the same size for any number of steps', () => {
  tf.tidy(() => {
    const sizeFor = (steps: number) => compiled(withGradients(lastStateOnly), inputsFor(steps)).bytes;
    const few = sizeFor(10);
    const many = sizeFor(1_000);
    assert.ok(many - few < 200, `${many} bytes instead of ${few}`);
  });
});

/** Without a mask, which would be data. */
const lastStateOnly: Compute = ([x, h, c, w]) => {
  assert.ok(x && h && c && w);
  const plain: ScanStep = ([item], states, constants) => {
    assert.ok(item);
    const { states: next } = step([item, tf.ones([BATCH, 1], 'bool')], states, constants);
    return { outputs: [], states: next };
  };
  const { states } = scan(plain, { sequences: [x], states: [h, c], constants: [w] }, { lastStates: [0] });
  return combined([], states);
};

test('neither a scan nor its gradient leaves tensors behind', () => {
  const tensors = inputsFor(5);
  const before = tf.memory().numTensors;
  tf.tidy(() => void withGradients(scanned(false))(tensors));
  tf.tidy(() => void record(tensors, () => withGradients(scanned(false))(tensors)));
  assert.equal(tf.memory().numTensors, before);
  tf.dispose(tensors);
});
