import * as tf from '@tensorflow/tfjs-core';
import { emit } from '../compile/emit.js';
import { attribute, DATA_TYPE, Graph, type Ref } from '../compile/graph.js';
import { NotCompilableError, record } from '../compile/recorder.js';
import { HeldTensor, Session } from '../compile/session.js';
import { forward } from '../network.js';
import { type NetworkPlan, outputShapeOf, type Shape, sizeOf, type WeightPlan } from '../plan/network-plan.js';

/** What the network makes of some rows, one row after another; `logits` where it closes with a softmax or sigmoid. */
export interface ForwardResult {
  readonly output: Float32Array;
  readonly logits: Float32Array | undefined;
}

/** A network's forward pass with fixed weights. */
export interface ForwardProgram {
  /** Most rows that one call takes. */
  readonly maxRows: number;
  run(input: Float32Array, rows: number): ForwardResult;
  close(): void;
}

/** Rows that a compiled pass is made for; a call takes the next larger one and leaves its last rows empty. */
const SIZES = [1, 8, 32, 128, 512, 2048];
/** Numbers that the layers of one call may hold together; it bounds the rows of a call. */
const MAX_ACTIVATIONS = 2 ** 26;

/** Opens the fastest forward pass: compiled on native TensorFlow, else operation by operation. */
export function openForward(
  plan: NetworkPlan,
  weights: readonly WeightPlan[],
  values: readonly Float32Array[],
): ForwardProgram {
  if (tf.getBackend() !== 'tensorflow') return new EagerForward(plan, weights, values);
  try {
    return new CompiledForward(plan, weights, values);
  } catch (error) {
    if (!(error instanceof NotCompilableError)) throw error;
    return new EagerForward(plan, weights, values);
  }
}

/** One native call a pass. A size is compiled when it is first asked for, and kept. */
export class CompiledForward implements ForwardProgram {
  readonly maxRows: number;
  private readonly plan: NetworkPlan;
  private readonly weights: readonly WeightPlan[];
  private readonly held: readonly HeldTensor[];
  private readonly sessions = new Map<number, { session: Session; fetches: readonly Ref[] }>();

  /** @throws {NotCompilableError} when the pass cannot be written as a graph. */
  constructor(plan: NetworkPlan, weights: readonly WeightPlan[], values: readonly Float32Array[]) {
    this.plan = plan;
    this.maxRows = SIZES.findLast((size) => size <= rowsAtOnce(plan)) ?? 1;
    this.weights = weights;
    this.held = weights.map(
      ({ shape }, index) =>
        new HeldTensor({ type: DATA_TYPE.float32, shape, values: values[index] ?? new Float32Array(0) }),
    );
    this.sessionFor(1);
  }

  run(input: Float32Array, rows: number): ForwardResult {
    const size = SIZES.find((candidate) => candidate >= rows);
    if (size === undefined) throw new RangeError(`${rows} rows are more than ${this.maxRows}`);
    const { session, fetches } = this.sessionFor(size);
    const feeds = Object.fromEntries(this.held.map((held, index) => [weightFeed(index), held]));
    const x = {
      type: DATA_TYPE.float32,
      shape: [size, ...this.plan.inputShape],
      values: padded(input, size, this.plan.inputShape),
    };
    const [output, logits] = session.run({ ...feeds, [INPUT]: x }, fetches);
    const taken = rows * sizeOf(outputShapeOf(this.plan));
    return { output: floats(output).subarray(0, taken), logits: logits && floats(logits).subarray(0, taken) };
  }

  close(): void {
    for (const { session } of this.sessions.values()) session.close();
    for (const held of this.held) held.dispose();
  }

  private sessionFor(size: number) {
    const known = this.sessions.get(size);
    if (known) return known;
    const made = this.compile(size);
    this.sessions.set(size, made);
    return made;
  }

  private compile(size: number) {
    const { plan, weights } = this;
    const input = tf.zeros([size, ...plan.inputShape]);
    const stand = weights.map(({ shape }) => tf.zeros([...shape]));
    try {
      const trace = record([...stand, input], () => {
        const { output, logits } = forward(plan, stand, input, notTraining());
        return logits ? [output, logits] : [output];
      });
      const graph = new Graph();
      const inputs = [
        ...weights.map(({ shape }, index) => graph.placeholder(weightFeed(index), DATA_TYPE.float32, shape)),
        graph.placeholder(INPUT, DATA_TYPE.float32, [size, ...plan.inputShape]),
      ];
      const outputs = emit(graph, trace, { inputs, bring: (ref) => ref });
      const fetches = outputs.map((ref) => graph.add('Identity', [ref], { T: attribute.type(DATA_TYPE.float32) }));
      return { session: new Session(graph), fetches };
    } finally {
      tf.dispose([input, ...stand]);
    }
  }
}

/** One native call an operation. */
export class EagerForward implements ForwardProgram {
  readonly maxRows: number;
  private readonly plan: NetworkPlan;
  private readonly weights: readonly tf.Tensor[];

  constructor(plan: NetworkPlan, weights: readonly WeightPlan[], values: readonly Float32Array[]) {
    this.plan = plan;
    this.maxRows = Math.min(1024, rowsAtOnce(plan));
    this.weights = weights.map(({ shape }, index) => tf.tensor(values[index] ?? [], [...shape]));
  }

  run(input: Float32Array, rows: number): ForwardResult {
    const results: ForwardResult[] = [];
    tf.tidy(() => {
      const x = tf.tensor(input, [rows, ...this.plan.inputShape]);
      const { output, logits } = forward(this.plan, this.weights, x, notTraining());
      const numbers = (tensor: tf.Tensor) => Float32Array.from(tensor.dataSync());
      results.push({ output: numbers(output), logits: logits && numbers(logits) });
    });
    const [result] = results;
    if (!result) throw new Error('the pass gave nothing');
    return result;
  }

  close(): void {
    tf.dispose([...this.weights]);
  }
}

const INPUT = 'input';
const weightFeed = (index: number) => `weight_${index}`;
const notTraining = () => ({ training: false, randomKey: tf.tensor1d([0, 0], 'int32') });

function rowsAtOnce(plan: NetworkPlan): number {
  const perRow = plan.layers.reduce((sum, layer) => sum + sizeOf(layer.outputShape), sizeOf(plan.inputShape));
  return Math.max(1, Math.floor(MAX_ACTIVATIONS / perRow));
}

function padded(input: Float32Array, rows: number, rowShape: Shape): Float32Array {
  const length = rows * sizeOf(rowShape);
  if (input.length === length) return input;
  const values = new Float32Array(length);
  values.set(input);
  return values;
}

function floats(values: unknown): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new TypeError('a network gives float32 numbers');
}
