import * as tf from '@tensorflow/tfjs-core';
import { attribute, DATA_TYPE, Graph, type Ref } from '../../src/engine/compile/graph.js';
import { Loop } from '../../src/engine/compile/loop.js';
import { Session } from '../../src/engine/compile/session.js';
import { addVariable, StateVariables, type Variable } from '../../src/engine/compile/variables.js';
import { sizeOf } from '../../src/engine/plan/network-plan.js';
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
const variables: Variable[] = [];
/** Read anew in each iteration, as weights are: what stays the same would be computed once, before the loop. */
const given = (name: string, rows: number, columns: number): Ref => {
  const variable = addVariable(graph, name, DATA_TYPE.float32, [rows, columns]);
  variables.push(variable);
  const handle = loop.invariant(variable.handle, DATA_TYPE.resource);
  return graph.add('ReadVariableOp', [handle], { dtype: float32 }, { after: [loop.index] });
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
// A product that nothing reads would be left out: one number of each goes into the sums.
const int32 = attribute.type(DATA_TYPE.int32);
const corner = (ref: Ref): Ref => {
  const [begin, size, shape] = [graph.int32(0, 0), graph.int32(1, 1), graph.int32(1)].map((value) =>
    loop.invariant(value, DATA_TYPE.int32),
  );
  const slice = graph.add('Slice', [ref, begin ?? '', size ?? ''], { T: float32, Index: int32 });
  return graph.add('Reshape', [slice, shape ?? ''], { T: float32, Tshape: int32 });
};
const corners = products.map(corner);
loop.close(graph.add('AddN', corners, { T: float32, N: attribute.integer(corners.length) }), []);
const result = graph.add('Cast', [loop.result], { SrcT: float64, DstT: float32 });
const state = new StateVariables(graph, variables);
const session = new Session(graph);
state.set(
  session,
  variables.map(({ shape }) => Float32Array.from({ length: sizeOf(shape) }, (_, index) => ((index * 31) % 17) / 17)),
);

const measure = async () => {
  const began = performance.now();
  session.run({}, [result]);
  return (performance.now() - began) / STEPS;
};
await measure();
await answerRuns(`the bare matrix products (tfjs ${tf.version_core}'s TensorFlow)`, measure);
