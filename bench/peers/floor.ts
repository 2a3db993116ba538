import * as tf from '@tensorflow/tfjs-core';
import { attribute, DATA_TYPE, Graph, type Ref } from '../../src/engine/compile/graph.js';
import { Loop } from '../../src/engine/compile/loop.js';
import { Session } from '../../src/engine/compile/session.js';
import { addVariable, FedVariables, type Variable } from '../../src/engine/compile/variables.js';
import { sizeOf } from '../../src/engine/plan/network-plan.js';
import { loadEngine } from '../../src/engine/tensorflow.js';
import { answerRuns } from '../answer-runs.js';
import { caseNamed } from '../cases.js';

/** The floor: nothing but the matrix products and convolutions of a step (forward, by weights, by inputs), in a loop inside TensorFlow. */
const chosen = caseNamed(process.argv[2]);
await loadEngine('tensorflow');
/** Enough for a steady figure where a step takes a tenth of a millisecond, few enough to wait for where it takes ten. */
const STEPS = chosen.rows / chosen.batchSize;

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
const given = (name: string, shape: readonly number[]): Ref => {
  const variable = addVariable(graph, graph.uniqueName(`given/${name}`), DATA_TYPE.float32, shape);
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
const images = {
  T: float32,
  strides: attribute.list('integer', [1, 1, 1, 1]),
  padding: attribute.text('VALID'),
  data_format: attribute.text('NHWC'),
};
const { batchSize } = chosen;

/** A convolution and its gradients by kernel and (behind another layer) by input. */
function convolutionProducts(shape: readonly number[], filters: number, behindAnother: boolean): Ref[] {
  const [height = 1, width = 1, channels = 1] = shape;
  const sizes = { input: [batchSize, height, width, channels], kernel: [3, 3, channels, filters] };
  const input = given('image', sizes.input);
  const kernel = given('kernel', sizes.kernel);
  const gradient = given('slope', [batchSize, height - 2, width - 2, filters]);
  const size = (of: readonly number[]) => loop.invariant(graph.int32(...of), DATA_TYPE.int32);
  return [
    graph.add('Conv2D', [input, kernel], images),
    graph.add('Conv2DBackpropFilter', [input, size(sizes.kernel), gradient], images),
    ...(behindAnother ? [graph.add('Conv2DBackpropInput', [size(sizes.input), kernel, gradient], images)] : []),
  ];
}

/** A product of rows with a kernel, and its gradients by kernel and by rows. */
function denseProducts(rows: number, width: number, units: number, behindAnother: boolean): Ref[] {
  const [input, kernel, gradient] = [given('x', [rows, width]), given('w', [width, units]), given('g', [rows, units])];
  return [
    product(input, kernel, false, false),
    product(input, gradient, true, false),
    ...(behindAnother ? [product(gradient, kernel, false, true)] : []),
  ];
}

/** Inputs and weights' gradients of all time steps at once; states one step after another, forward and back. */
function lstmProducts(times: number, width: number, units: number): Ref[] {
  const each = Array.from({ length: times }, () => {
    const [state, kernel, gradient] = [
      given('h', [batchSize, units]),
      given('u', [units, 4 * units]),
      given('d', [batchSize, 4 * units]),
    ];
    return [product(state, kernel, false, false), product(gradient, kernel, false, true)];
  });
  const [states, gradients] = [given('hs', [times * batchSize, units]), given('ds', [times * batchSize, 4 * units])];
  return [
    ...denseProducts(times * batchSize, width, 4 * units, false),
    ...each.flat(),
    product(states, gradients, true, false),
  ];
}

const products: Ref[] = [];
let shape = chosen.inputShape;
chosen.layers.forEach(({ class_name, config }, index) => {
  const [first = 1, second = 1, channels = 1] = shape;
  const count = Number(config.units ?? config.filters);
  if (class_name === 'Dense') {
    products.push(...denseProducts(batchSize, first, count, index > 0));
    shape = [count];
  } else if (class_name === 'Conv2D') {
    products.push(...convolutionProducts(shape, count, index > 0));
    shape = [first - 2, second - 2, count];
  } else if (class_name === 'LSTM') {
    products.push(...lstmProducts(first, second, count));
    shape = [count];
  } else if (class_name === 'MaxPooling2D') shape = [Math.floor(first / 2), Math.floor(second / 2), channels];
  else shape = [sizeOf(shape)];
});
// A product that nothing reads would be left out: one number of each goes into the sums.
const int32 = attribute.type(DATA_TYPE.int32);
const corner = (ref: Ref): Ref => {
  const axes = ref.startsWith('Conv2D') ? 4 : 2;
  const [begin, size] = [0, 1].map((value) =>
    loop.invariant(graph.int32(...Array.from({ length: axes }, () => value)), DATA_TYPE.int32),
  );
  const slice = graph.add('Slice', [ref, begin ?? '', size ?? ''], { T: float32, Index: int32 });
  const one = loop.invariant(graph.int32(1), DATA_TYPE.int32);
  return graph.add('Reshape', [slice, one], { T: float32, Tshape: int32 });
};
const corners = products.map(corner);
loop.close(graph.add('AddN', corners, { T: float32, N: attribute.integer(corners.length) }), []);
const result = graph.add('Cast', [loop.result], { SrcT: float64, DstT: float32 });
const state = new FedVariables(graph, variables);
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
await answerRuns(`the bare products (tfjs ${tf.version_core}'s TensorFlow)`, measure);
