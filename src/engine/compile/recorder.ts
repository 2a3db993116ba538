import * as tf from '@tensorflow/tfjs-core';
import type { TFEOpAttr, TFJSBinding } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { nativeBackend } from '../native-backend.js';

/** A native tensor by its number; the binding never gives a number twice, so it names one value. */
export type TensorId = number;

export interface RecordedOperation {
  readonly name: string;
  readonly attributes: readonly TFEOpAttr[];
  readonly inputs: readonly TensorId[];
  readonly outputs: readonly TensorId[];
}

export interface RecordedConstant {
  readonly type: number;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** Every native operation that a computation ran, in order, and every value that came into it from JavaScript. */
export interface Trace {
  readonly operations: readonly RecordedOperation[];
  readonly constants: ReadonlyMap<TensorId, RecordedConstant>;
  readonly inputs: readonly TensorId[];
  readonly outputs: readonly TensorId[];
  /** Element type of each value. */
  readonly types: ReadonlyMap<TensorId, number>;
}

/** A computation that cannot be recorded, and why. */
export class NotCompilableError extends Error {
  override readonly name = 'NotCompilableError';
}

/** Attributes that eager execution works out itself and a graph must name: by operation, the input whose type each is. */
const IMPLIED_TYPES: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map([
  ['ExpandDims', { T: 0, Tdim: 1 }],
]);

/**
 * Runs a computation once and records it. The inputs stand for values that the graph will give; all else that the computation
 * uses becomes a constant.
 * @throws {NotCompilableError} when it reads a value back to JavaScript or draws from Math.random, which would be frozen.
 */
export function record(inputs: readonly tf.Tensor[], compute: () => readonly tf.Tensor[]): Trace {
  const backend = nativeBackend();
  const { binding } = backend;
  const recorder = new Recorder(binding);
  const inputIds = inputs.map((input) => recorder.idOf(input));
  const random = Math.random;
  backend.binding = recorder.overlay;
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
    Math.random = random;
  }
}

class Recorder {
  readonly overlay: TFJSBinding;
  private readonly binding: TFJSBinding;
  private readonly operations: RecordedOperation[] = [];
  private readonly constants = new Map<TensorId, RecordedConstant>();
  private readonly types = new Map<TensorId, number>();

  constructor(binding: TFJSBinding) {
    this.binding = binding;
    this.overlay = overlayOf(binding, {
      executeOp: (name, attributes, inputs, count) => this.execute(name, attributes, inputs, count),
      createTensor: (shape, type, values) => this.createTensor(shape, type, values),
      tensorDataSync: () => {
        throw new NotCompilableError('a value is read back to JavaScript');
      },
    });
  }

  trace(): Pick<Trace, 'operations' | 'constants' | 'types'> {
    return { operations: this.operations, constants: this.constants, types: this.types };
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
    return id;
  }

  private execute(name: string, attributes: TFEOpAttr[], inputs: number[], count: number) {
    const made = this.binding.executeOp(name, attributes, inputs, count);
    for (const { id, dtype } of made) this.types.set(id, dtype);
    this.operations.push({
      name,
      attributes: [...attributes.map((given) => ({ ...given })), ...this.impliedTypes(name, attributes, inputs)],
      inputs: [...inputs],
      outputs: made.map(({ id }) => id),
    });
    return made;
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
    return id;
  }
}

/** The binding with some of its functions replaced; the rest is inherited. */
function overlayOf(binding: TFJSBinding, replaced: Partial<TFJSBinding>): TFJSBinding {
  const properties = Object.fromEntries(Object.entries(replaced).map(([key, value]) => [key, { value }]));
  const overlay: TFJSBinding = Object.create(binding, properties);
  return overlay;
}
