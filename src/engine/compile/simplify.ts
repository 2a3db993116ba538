import { bytesOf, DATA_TYPE } from './graph.js';
import type { Application, KnownValues } from './peephole.js';
import { PEEPHOLES } from './peepholes.js';
import type { RecordedConstant, RecordedOperation, TensorId, Trace } from './trace.js';

/**
 * The same computation with fewer operations: what tfjs spells out in many steps (a layer's bias, an activation's gradient)
 * becomes the one operation that TensorFlow has for it, equal operations become one, and idle ones go. Each operation costs
 * microseconds in every step, whatever it works on. Numbers stay the same within float32 rounding.
 */
export function simplify(trace: Trace): Trace {
  const state = new Simplifier(trace);
  for (const operation of trace.operations) state.take(operation);
  return state.result();
}

class Simplifier implements KnownValues {
  private readonly trace: Trace;
  private readonly operations: RecordedOperation[] = [];
  private readonly producers = new Map<TensorId, RecordedOperation>();
  private readonly aliases = new Map<TensorId, TensorId>();
  private readonly equal = new Map<string, readonly TensorId[]>();
  private readonly byInputs = new Map<string, TensorId>();
  private readonly constantIds = new Map<string, TensorId>();
  private readonly scalars = new Map<TensorId, RecordedConstant>();

  constructor(trace: Trace) {
    this.trace = trace;
  }

  take(recorded: RecordedOperation): void {
    const operation = { ...recorded, inputs: recorded.inputs.map((id) => this.resolve(id)) };
    const [result] = operation.outputs;
    if (operation.scan || result === undefined) this.keep(operation);
    else if (operation.outputs.length > 1) this.keepUnlessKnown(operation);
    else this.rewrite(operation, result);
  }

  result(): Trace {
    return {
      ...this.trace,
      constants: new Map([...this.trace.constants, ...this.scalars]),
      operations: this.operations,
      outputs: this.trace.outputs.map((id) => this.resolve(id)),
    };
  }

  madeBy(id: TensorId): Application | undefined {
    const operation = this.producers.get(id);
    return operation?.outputs.length === 1 && !operation.scan ? operation : undefined;
  }

  constant(id: TensorId): RecordedConstant | undefined {
    return this.trace.constants.get(id) ?? this.scalars.get(id);
  }

  shape(id: TensorId): readonly number[] {
    return this.trace.shapes.get(id) ?? this.scalars.get(id)?.shape ?? UNKNOWN_SHAPE;
  }

  isFloat(id: TensorId): boolean {
    return this.trace.types.get(id) === DATA_TYPE.float32;
  }

  find(name: string, inputs: readonly TensorId[]): TensorId | undefined {
    return this.byInputs.get(`${name} ${inputs.join()}`);
  }

  scalar(value: number): TensorId {
    const constant = { type: DATA_TYPE.float32, shape: [], bytes: bytesOf(Float32Array.of(value)) };
    const known = this.constantIds.get(constantKey(constant));
    if (known !== undefined) return known;
    // The binding numbers tensors from 0 upward.
    const id = -1 - this.scalars.size;
    this.scalars.set(id, constant);
    this.constantIds.set(constantKey(constant), id);
    return id;
  }

  private rewrite(operation: RecordedOperation, result: TensorId): void {
    let current = operation;
    for (let again = true; again; ) {
      again = false;
      for (const peephole of PEEPHOLES.get(current.name) ?? []) {
        const better = peephole(current, this, this.shape(result));
        if (better === undefined) continue;
        if (typeof better === 'number') {
          this.aliases.set(result, better);
          return;
        }
        current = { ...better, outputs: operation.outputs, layer: operation.layer };
        again = true;
        break;
      }
    }
    this.keepUnlessKnown(current);
  }

  private keepUnlessKnown(operation: RecordedOperation): void {
    const { name, attributes, inputs, outputs } = operation;
    if (DRAWING.test(name) || inputs.length === 0) {
      this.keep(operation);
      return;
    }
    const key = `${name} ${inputs.join()} ${JSON.stringify(attributes)}`;
    const known = this.equal.get(key);
    if (!known) {
      this.equal.set(key, outputs);
      this.keep(operation);
      return;
    }
    outputs.forEach((id, position) => {
      this.aliases.set(id, known[position] ?? id);
    });
  }

  private keep(operation: RecordedOperation): void {
    this.operations.push(operation);
    for (const id of operation.outputs) this.producers.set(id, operation);
    const [result] = operation.outputs;
    if (result !== undefined) this.byInputs.set(`${operation.name} ${operation.inputs.join()}`, result);
  }

  /** The value that stands for this one; equal constants are one value. */
  private resolve(id: TensorId): TensorId {
    const alias = this.aliases.get(id);
    if (alias !== undefined) return alias;
    const constant = this.constant(id);
    if (!constant || constant.bytes.length > MERGED_BYTES) return id;
    const key = constantKey(constant);
    const known = this.constantIds.get(key);
    if (known === undefined) this.constantIds.set(key, id);
    return known ?? id;
  }
}

function constantKey({ type, shape, bytes }: RecordedConstant): string {
  return `${type}/${shape.join()}/${bytes.join()}`;
}

/** Equals no shape, itself included. */
const UNKNOWN_SHAPE = [Number.NaN];

/** Larger constants are not worth comparing. */
const MERGED_BYTES = 64;

/** Operations whose results differ from time to time. */
const DRAWING = /^(Random|Multinomial|TruncatedNormal)/;
