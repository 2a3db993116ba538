import * as tf from '@tensorflow/tfjs-core';
import { attribute, DATA_TYPE, Graph, type Ref } from '../../src/engine/compile/graph.js';
import { Loop } from '../../src/engine/compile/loop.js';
import { HeldTensor, Session } from '../../src/engine/compile/session.js';
import { loadEngine } from '../../src/engine/tensorflow.js';
import { answerRuns } from '../answer-runs.js';
import { TRAINING_CASES } from '../cases.js';
import { caseNamed } from '../definition.js';

/** The floor: nothing but the matrix products of a step (forward, by weights, by inputs), in a loop inside TensorFlow. */
const chosen = caseNamed(TRAINING_CASES, process.argv[2]);
await loadEngine('tensorflow');
const STEPS = 500;

const graph = new Graph();
const float32 = attribute.type(DATA_TYPE.float32);
const float64 = attribute.type(DATA_TYPE.float64);
const zero = graph.add('Cast', [graph.constant(DATA_TYPE.float32, [1], new Uint8Array(4))], {
  SrcT: float32,
  DstT: float64,
});
const loop = new Loop(graph, 'floor', { start: graph.int32Scalar(0), end: graph.int32Scalar(STEPS), sums: zero });
const held: Record<Ref, HeldTensor> = {};
const given = (name: string, rows: number, columns: number): Ref => {
  const values = Float32Array.from({ length: rows * columns }, (_, index) => ((index * 31) % 17) / 17);
  held[graph.placeholder(name, DATA_TYPE.float32, [rows, columns])] = new HeldTensor({
    type: DATA_TYPE.float32,
    shape: [rows, columns],
    values,
  });
  return loop.invariant(name, DATA_TYPE.float32);
};
const product = (a: Ref, b: Ref, transposeA: boolean, transposeB: boolean): Ref =>
  graph.add(
    'MatMul',
    [a, b],
    { T: float32, transpose_a: attribute.boolean(transposeA), transpose_b: attribute.boolean(transposeB) },
    { after: [loop.index] },
  );
const products: Ref[] = [];
chosen.units.forEach((units, index) => {
  const width = chosen.units[index - 1] ?? chosen.inputs;
  const [input, kernel, gradient] = [
    given(`x${index}`, chosen.batchSize, width),
    given(`w${index}`, width, units),
    given(`g${index}`, chosen.batchSize, units),
  ];
  products.push(product(input, kernel, false, false), product(input, gradient, true, false));
  if (index > 0) products.push(product(gradient, kernel, false, true));
});
loop.close(loop.invariant(graph.constant(DATA_TYPE.float32, [1], new Uint8Array(4)), DATA_TYPE.float32), products);
const result = graph.add('Cast', [loop.result], { SrcT: float64, DstT: float32 });
const session = new Session(graph);

const measure = async () => {
  const began = performance.now();
  session.run(held, [result]);
  return (performance.now() - began) / STEPS;
};
await measure();
await answerRuns(`the bare matrix products (tfjs ${tf.version_core}'s TensorFlow)`, measure);
