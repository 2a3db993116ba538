import * as tf from '@tensorflow/tfjs-core';
import type { TFEOpAttr, TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { nativeBackend } from '../native-backend.js';
import { DATA_TYPE } from './graph.js';
import type { RecordedConstant, RecordedOperation, TensorId, Trace } from './trace.js';

/** What a loop over time steps works on. */
export interface ScanTensors {
  /** Time first. */
  readonly sequences: readonly tf.Tensor[];
  /** Before the first step. */
  readonly states: readonly tf.Tensor[];
  /** The same at every step. */
  readonly constants: readonly tf.Tensor[];
}

/** One time step: from an item of each sequence, the states and the constants to the outputs and the next states. */
export type ScanStep = (
  items: readonly tf.Tensor[],
  states: readonly tf.Tensor[],
  constants: readonly tf.Tensor[],
) => { readonly outputs: readonly tf.Tensor[]; readonly states: readonly tf.Tensor[] };

/** A computation that cannot be recorded, and why. */
export class NotCompilableError extends Error {
  override readonly name = 'NotCompilableError';
}

/** Attributes that eager execution works out itself and a graph must name: by operation, the input whose type each is. */
const IMPLIED_TYPES: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map([
  ['ExpandDims', { T: 0, Tdim: 1 }],
]);

/** Results of constants are worked out while recording up to this size, for types that can be read back. */
const FOLDED_NUMBERS = 4096;
const FOLDED_TYPES: ReadonlySet<number> = new Set([DATA_TYPE.float32, DATA_TYPE.int32, DATA_TYPE.bool]);

let current: Recorder | undefined;

/** The recording that is under way, for what must be recorded as a whole. */
export function currentRecording(): Pick<Recorder, 'scan'> | undefined {
  return current;
}

/** Says which layer what is recorded from now on belongs to. */
export function enterLayer(name: string): void {
  if (current) current.layer = name;
}

/**
 * Runs a computation once and records it. The inputs stand for values that the graph will give; all else that the computation
 * uses becomes a constant.
 * @throws {NotCompilableError} when it reads a value back to JavaScript or draws from Math.random, which would be frozen.
 */
export function record(inputs: readonly tf.Tensor[], compute: () => readonly tf.Tensor[]): Trace {
  return recordWith(new Recorder(nativeBackend().binding), inputs, compute);
}

function recordWith(recorder: Recorder, inputs: readonly tf.Tensor[], compute: () => readonly tf.Tensor[]): Trace {
  const backend = nativeBackend();
  const { binding } = backend;
  const outer = current;
  const inputIds = inputs.map((input) => recorder.idOf(input));
  const random = Math.random;
  backend.binding = recorder.overlay;
  current = recorder;
  Math.random = () => {
    throw new NotCompilableError('a random number from JavaScript would be the same at every step');
  };
  try {
    const outputs = tf.tidy(() => {
      const computed = compute();
      const ids = computed.map((output) => recorder.idOf(output));
      tf.dispose(computed.filter((output) => output.kept));
      return ids;
    });
    return { ...recorder.trace(), inputs: inputIds, outputs };
  } finally {
    backend.binding = binding;
    current = outer;
    Math.random = random;
  }
}

class Recorder {
  readonly overlay: TFJSBinding;
  /** The layer that is being called. */
  layer: string | undefined;
  private readonly binding: TFJSBinding;
  private readonly operations: RecordedOperation[] = [];
  private readonly constants: Map<TensorId, RecordedConstant>;
  private readonly types: Map<TensorId, number>;
  private readonly shapes: Map<TensorId, readonly number[]>;

  /** A recording inside another one shares what is known of values: a constant may be made in one and used in the other. */
  constructor(binding: TFJSBinding, around?: Recorder) {
    this.binding = binding;
    this.constants = around?.constants ?? new Map();
    this.types = around?.types ?? new Map();
    this.shapes = around?.shapes ?? new Map();
    this.layer = around?.layer;
    this.overlay = overlayOf(binding, {
      executeOp: (name, attributes, inputs, count) => this.execute(name, attributes, inputs, count),
      createTensor: (shape, type, values) => this.createTensor(shape, type, values),
      tensorDataSync: () => {
        throw new NotCompilableError('a value is read back to JavaScript');
      },
    });
  }

  trace(): Pick<Trace, 'operations' | 'constants' | 'types' | 'shapes'> {
    const { operations, constants, types, shapes } = this;
    return { operations, constants, types, shapes };
  }

  /** The number behind a tensor: seen by running an operation on it, since the backend keeps its map to itself. */
  idOf(tensor: tf.Tensor): TensorId {
    const backend = nativeBackend();
    const outer = backend.binding;
    let id: TensorId | undefined;
    backend.binding = overlayOf(outer, {
      executeOp: (name, attributes, inputs, count) => {
        id = inputs[0];
        return this.binding.executeOp(name, attributes, inputs, count);
      },
    });
    try {
      const type = { name: 'T', type: this.binding.TF_ATTR_TYPE, value: backend.getDTypeInteger(tensor.dtype) };
      backend.executeSingleOutput('Identity', [type], [tensor]).dispose();
    } finally {
      backend.binding = outer;
    }
    if (id === undefined) throw new Error('the tensor has no number');
    this.types.set(id, backend.getDTypeInteger(tensor.dtype));
    this.shapes.set(id, tensor.shape);
    return id;
  }

  /**
   * Records a loop over time steps as one operation that holds one step, and gives tensors that stand for the stacked outputs
   * and the last states. Values from outside that the step uses without being given them count as constants.
   */
  scan(step: ScanStep, given: ScanTensors, reversed: boolean): { outputs: tf.Tensor[]; states: tf.Tensor[] } {
    const inputs = [...given.sequences, ...given.states, ...given.constants].map((tensor) => this.idOf(tensor));
    const backend = nativeBackend();
    backend.binding = this.binding;
    try {
      const made: { outputs: readonly tf.Tensor[]; states: readonly tf.Tensor[] } = { outputs: [], states: [] };
      const items = given.sequences.map(({ shape, dtype }) => tf.fill(shape.slice(1), 0, dtype));
      const states = given.states.map(({ shape, dtype }) => tf.fill(shape, 0, dtype));
      const constants = given.constants.map(({ shape, dtype }) => tf.fill(shape, 0, dtype));
      const trace = recordWith(new Recorder(this.binding, this), [...items, ...states, ...constants], () => {
        Object.assign(made, step(items, states, constants));
        return [...made.outputs, ...made.states];
      });
      const steps = given.sequences[0]?.shape[0] ?? 0;
      const outputs = made.outputs.map(({ shape, dtype }) => tf.fill([steps, ...shape], 0, dtype));
      const last = states.map(({ shape, dtype }) => tf.fill(shape, 0, dtype));
      const captured = capturedBy(trace);
      this.operations.push({
        name: 'Scan',
        attributes: [],
        inputs: [...inputs, ...captured],
        outputs: [...outputs, ...last].map((tensor) => this.idOf(tensor)),
        layer: this.layer,
        scan: {
          steps,
          reversed,
          sequences: items.length,
          states: states.length,
          step: { ...trace, inputs: [...trace.inputs, ...captured] },
          outputShapes: made.outputs.map(({ shape }) => shape),
        },
      });
      return { outputs, states: last };
    } finally {
      backend.binding = this.overlay;
    }
  }

  private execute(name: string, attributes: TFEOpAttr[], inputs: number[], count: number) {
    const made = this.binding.executeOp(name, attributes, inputs, count);
    for (const { id, dtype, shape } of made) {
      this.types.set(id, dtype);
      this.shapes.set(id, shape);
    }
    if (this.fold(inputs, made)) return made;
    this.operations.push({
      name,
      attributes: [...attributes.map((given) => ({ ...given })), ...this.impliedTypes(name, attributes, inputs)],
      inputs: [...inputs],
      outputs: made.map(({ id }) => id),
      layer: this.layer,
    });
    return made;
  }

  /** Small results of constants alone are constants themselves, and what made them is left out. */
  private fold(inputs: readonly number[], made: ReturnType<TFJSBinding['executeOp']>): boolean {
    const known =
      inputs.length > 0 &&
      inputs.every((id) => this.constants.has(id)) &&
      made.every(({ dtype, shape }) => FOLDED_TYPES.has(dtype) && tf.util.sizeFromShape(shape) <= FOLDED_NUMBERS);
    if (!known) return false;
    for (const { id, dtype, shape } of made) {
      const values = this.binding.tensorDataSync(id);
      const bytes = Uint8Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      this.constants.set(id, { type: dtype, shape: [...shape], bytes });
    }
    return true;
  }

  private impliedTypes(name: string, given: readonly TFEOpAttr[], inputs: readonly number[]): TFEOpAttr[] {
    const implied = Object.entries(IMPLIED_TYPES.get(name) ?? {});
    return implied
      .filter(([attribute]) => !given.some((known) => known.name === attribute))
      .map(([attribute, input]) => ({
        name: attribute,
        type: this.binding.TF_ATTR_TYPE,
        value: this.types.get(inputs[input] ?? -1) ?? this.binding.TF_FLOAT,
      }));
  }

  private createTensor(shape: number[], type: number, values: Parameters<TFJSBinding['createTensor']>[2]): number {
    const id = this.binding.createTensor(shape, type, values);
    if (!ArrayBuffer.isView(values)) throw new NotCompilableError('text cannot be part of a program');
    const bytes = Uint8Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    this.constants.set(id, { type, shape: [...shape], bytes });
    this.types.set(id, type);
    this.shapes.set(id, [...shape]);
    return id;
  }
}

/** Values that a trace uses though it neither is given nor makes them. */
function capturedBy({ operations, constants, inputs, outputs }: Trace): TensorId[] {
  const own = new Set([...inputs, ...operations.flatMap((operation) => operation.outputs)]);
  const used = new Set([...operations.flatMap((operation) => operation.inputs), ...outputs]);
  return [...used].filter((id) => !own.has(id) && !constants.has(id));
}

/** The binding with some of its functions replaced; the rest is inherited. */
function overlayOf(binding: TFJSBinding, replaced: Partial<TFJSBinding>): TFJSBinding {
  const properties = Object.fromEntries(Object.entries(replaced).map(([key, value]) => [key, { value }]));
  const overlay: TFJSBinding = Object.create(binding, properties);
  return overlay;
}
