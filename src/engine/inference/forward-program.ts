import * as tf from '@tensorflow/tfjs-core';
import { emit } from '../compile/emit.js';
import { attribute, DATA_TYPE, Graph } from '../compile/graph.js';
import { NotCompilableError, record } from '../compile/recorder.js';
import { type Feed, HeldTensor, Session, type SessionCall } from '../compile/session.js';
import { forward } from '../network.js';
import { activationsPerRow, type NetworkPlan, sizeOf, type WeightPlan } from '../plan/network-plan.js';
import { joinParts, partsOf, rowsOfPart } from './pass-parts.js';

/** What one output makes of some rows, one row after another; `logits` where it closes with a softmax or sigmoid. */
export interface ForwardResult {
  readonly output: Float32Array;
  readonly logits: Float32Array | undefined;
  /** Keras's mask of the output's time steps, 1 where one counts; where there is a mask. */
  readonly mask?: Float32Array | undefined;
}

/** A pass compiled for some number of rows, which are fed and fetched in equal parts. */
interface CompiledPass {
  readonly session: Session;
  readonly parts: number;
  /** Which extras each output has. */
  readonly extras: readonly { readonly logits: boolean; readonly mask: boolean }[];
  readonly outputs: SessionCall;
  readonly everything: SessionCall;
}

export interface RunOptions {
  /** Leaves out logits and masks, which serve losses and metrics alone and cost a copy. */
  readonly outputsOnly?: boolean;
}

/** A network's forward pass with fixed weights. */
export interface ForwardProgram {
  /** Most rows that one call takes. */
  readonly maxRows: number;
  /** Bytes that the passes compiled so far take beside the weights, about. */
  readonly compiledBytes: number;
  /** Takes rows for each input, one row after another, and gives each output's. */
  run(inputs: readonly Float32Array[], rows: number, options?: RunOptions): readonly ForwardResult[];
  close(): void;
}

/** Rows that a compiled pass is made for; a call takes the next larger one and leaves its last rows empty. */
const SIZES = [1, 8, 32, 128, 256, 512, 1024, 2048];
/** What TensorFlow keeps for a compiled pass of some layers, as the memory of a process with 60 models shows it. */
const PASS_BYTES = 400 * 1024;
/** Numbers that the layers of one call may hold together; it bounds the rows of a call. */
const MAX_ACTIVATIONS = 2 ** 26;

/**
 * Opens the fastest forward pass: compiled on native TensorFlow, else operation by operation. Where TensorFlow does several
 * `operations` beside each other, many rows are split among them.
 */
export function openForward(
  plan: NetworkPlan,
  weights: readonly WeightPlan[],
  values: readonly Float32Array[],
  operations = 1,
): ForwardProgram {
  if (tf.getBackend() !== 'tensorflow') return new EagerForward(plan, weights, values);
  try {
    return new CompiledForward(plan, weights, values, operations);
  } catch (error) {
    if (!(error instanceof NotCompilableError)) throw error;
    return new EagerForward(plan, weights, values);
  }
}

/** One native call a pass. A size is compiled when it is first asked for, and kept. */
export class CompiledForward implements ForwardProgram {
  readonly maxRows: number;
  compiledBytes = 0;
  private readonly plan: NetworkPlan;
  private readonly operations: number;
  private readonly weights: readonly WeightPlan[];
  private readonly held: readonly HeldTensor[];
  private readonly passes = new Map<number, CompiledPass>();

  /** @throws {NotCompilableError} when the pass cannot be written as a graph. */
  constructor(plan: NetworkPlan, weights: readonly WeightPlan[], values: readonly Float32Array[], operations = 1) {
    this.plan = plan;
    this.operations = operations;
    this.maxRows = SIZES.findLast((size) => size <= rowsAtOnce(plan)) ?? 1;
    this.weights = weights;
    this.held = weights.map(
      ({ shape }, index) =>
        new HeldTensor({ type: DATA_TYPE.float32, shape, values: values[index] ?? new Float32Array(0) }),
    );
    this.passFor(1);
  }

  run(
    inputs: readonly Float32Array[],
    rows: number,
    { outputsOnly = false }: RunOptions = {},
  ): readonly ForwardResult[] {
    const size = SIZES.find((candidate) => candidate >= rows);
    if (size === undefined) throw new RangeError(`${rows} rows are more than ${this.maxRows}`);
    const { parts, extras, outputs, everything } = this.passFor(size);
    const given = Array.from({ length: parts }, (_, part) =>
      this.plan.inputs.map(({ shape }, index): Feed => {
        const values = rowsOfPart(inputs[index] ?? new Float32Array(0), {
          part,
          rows: size / parts,
          of: sizeOf(shape),
        });
        return { type: DATA_TYPE.float32, shape: [size / parts, ...shape], values };
      }),
    );
    const values = (outputsOnly ? outputs : everything).run([...this.held, ...given.flat()]).map(floats);
    const perPart = values.length / parts;
    let taken = 0;
    return this.plan.outputs.map(({ shape }, index) => {
      const next = (perRow: number) => {
        const first = taken++;
        const ofParts = Array.from(
          { length: parts },
          (_, part) => values[part * perPart + first] ?? new Float32Array(0),
        );
        return joinParts(ofParts, rows * perRow);
      };
      const { logits = false, mask = false } = outputsOnly ? {} : (extras[index] ?? {});
      return {
        output: next(sizeOf(shape)),
        logits: logits ? next(sizeOf(shape)) : undefined,
        mask: mask ? next(shape[0] ?? 1) : undefined,
      };
    });
  }

  close(): void {
    for (const { session } of this.passes.values()) session.close();
    for (const held of this.held) held.dispose();
  }

  private passFor(size: number): CompiledPass {
    const known = this.passes.get(size);
    if (known) return known;
    const made = this.compile(size);
    this.passes.set(size, made);
    this.compiledBytes += PASS_BYTES;
    return made;
  }

  private compile(size: number): CompiledPass {
    const { plan, weights } = this;
    const parts = partsOf(size, this.operations);
    const given = plan.inputs.map(({ shape }) => tf.zeros([size / parts, ...shape]));
    const stand = weights.map(({ shape }) => tf.zeros([...shape]));
    try {
      const extras: { logits: boolean; mask: boolean }[] = [];
      const trace = record([...stand, ...given], () =>
        forward(plan, stand, given, notTraining()).predictions.flatMap(({ output, logits, mask }) => {
          extras.push({ logits: logits !== undefined, mask: mask !== undefined });
          return [output, ...(logits ? [logits] : []), ...(mask ? [tf.cast(mask, 'float32')] : [])];
        }),
      );
      const graph = new Graph();
      const weightRefs = weights.map(({ shape }, index) =>
        graph.placeholder(weightFeed(index), DATA_TYPE.float32, shape),
      );
      const ofParts = Array.from({ length: parts }, (_, part) => {
        const inputRefs = plan.inputs.map(({ shape }, index) =>
          graph.placeholder(inputFeed(part, index), DATA_TYPE.float32, [size / parts, ...shape]),
        );
        const outputs = emit(graph, trace, { inputs: [...weightRefs, ...inputRefs], bring: (ref) => ref });
        const fetches = outputs.map((ref) => graph.add('Identity', [ref], { T: attribute.type(DATA_TYPE.float32) }));
        return { inputRefs, fetches };
      });
      const inputs = [...weightRefs, ...ofParts.flatMap(({ inputRefs }) => inputRefs)];
      const isOutput = extras.flatMap(({ logits, mask }) => [
        true,
        ...(logits ? [false] : []),
        ...(mask ? [false] : []),
      ]);
      const session = new Session(graph);
      const fetch = (isAsked: (index: number) => boolean | undefined) =>
        session.call(
          inputs,
          ofParts.flatMap(({ fetches }) => fetches.filter((_, index) => isAsked(index))),
        );
      return { session, parts, extras, outputs: fetch((index) => isOutput[index]), everything: fetch(() => true) };
    } finally {
      tf.dispose([...given, ...stand]);
    }
  }
}

/** One native call an operation. */
export class EagerForward implements ForwardProgram {
  readonly maxRows: number;
  readonly compiledBytes = 0;
  private readonly plan: NetworkPlan;
  private readonly weights: readonly tf.Tensor[];

  constructor(plan: NetworkPlan, weights: readonly WeightPlan[], values: readonly Float32Array[]) {
    this.plan = plan;
    this.maxRows = Math.min(1024, rowsAtOnce(plan));
    this.weights = weights.map(({ shape }, index) => tf.tensor(values[index] ?? [], [...shape]));
  }

  run(
    inputs: readonly Float32Array[],
    rows: number,
    { outputsOnly = false }: RunOptions = {},
  ): readonly ForwardResult[] {
    const results: ForwardResult[] = [];
    tf.tidy(() => {
      const given = this.plan.inputs.map(({ shape }, index) => tf.tensor(inputs[index] ?? [], [rows, ...shape]));
      const numbers = (tensor: tf.Tensor) => Float32Array.from(tensor.dataSync());
      for (const { output, logits, mask } of forward(this.plan, this.weights, given, notTraining()).predictions) {
        const extras = outputsOnly ? {} : { logits: logits && numbers(logits), mask: mask && numbers(mask) };
        results.push({ output: numbers(output), logits: undefined, mask: undefined, ...extras });
      }
    });
    return results;
  }

  close(): void {
    tf.dispose([...this.weights]);
  }
}

const inputFeed = (part: number, index: number) => `part_${part}/input_${index}`;
const weightFeed = (index: number) => `weight_${index}`;
const notTraining = () => ({ training: false, randomKey: tf.tensor1d([0, 0], 'int32') });

function rowsAtOnce(plan: NetworkPlan): number {
  return Math.max(1, Math.floor(MAX_ACTIVATIONS / activationsPerRow(plan)));
}

function floats(values: unknown): Float32Array {
  if (values instanceof Float32Array) return values;
  throw new TypeError('a network gives float32 numbers');
}
