import { DATA_TYPE } from '../../compile/graph.js';
import { NotCompilableError } from '../../compile/recorder.js';
import type { RecordedConstant, RecordedOperation, TensorId } from '../../compile/trace.js';
import type { BatchSize } from '../batch-sizes.js';
import type { BatchTrace } from '../batch-trace.js';
import { ONNX_TYPE, type OnnxGraph, type OnnxType, type Value } from './onnx-graph.js';

/** Writes one of TensorFlow's operations in ONNX's operators and gives its outputs. */
export type OperatorWriter = (call: OperatorCall) => readonly Value[];

/** What is known of the values of a trace. */
export type KnownTrace = Pick<BatchTrace, 'constants' | 'types' | 'sizes' | 'batchConstants'>;

/** One operation of TensorFlow, to be written. */
export class OperatorCall {
  readonly graph: OnnxGraph;
  readonly operation: RecordedOperation;
  private readonly trace: KnownTrace;
  private readonly nameOf: (id: TensorId) => Value;

  constructor(graph: OnnxGraph, operation: RecordedOperation, trace: KnownTrace, nameOf: (id: TensorId) => Value) {
    this.graph = graph;
    this.operation = operation;
    this.trace = trace;
    this.nameOf = nameOf;
  }

  get count(): number {
    return this.operation.inputs.length;
  }

  input(place: number): Value {
    return this.nameOf(this.id(place));
  }

  inputs(): Value[] {
    return this.operation.inputs.map((id) => this.nameOf(id));
  }

  typeOf(place: number): OnnxType {
    return onnxType(this.trace.types.get(this.id(place)) ?? DATA_TYPE.float32);
  }

  /** Sizes of an input. */
  sizes(place: number): readonly BatchSize[] {
    const id = this.id(place);
    const constant = this.trace.constants.get(id);
    if (constant) return constant.shape.map((fixed) => ({ fixed, perRow: 0 }));
    const sizes = this.trace.sizes.get(id);
    if (!sizes) throw this.unwritten('a shape is not known');
    return sizes;
  }

  /** Sizes of an output. */
  outputSizes(place = 0): readonly BatchSize[] {
    const sizes = this.trace.sizes.get(this.operation.outputs[place] ?? -1);
    if (!sizes) throw this.unwritten('a shape is not known');
    return sizes;
  }

  /** An axis of an input that no number of rows changes. */
  fixedSize(place: number, axis: number): number {
    return this.fixed(this.sizes(place)[axis]);
  }

  fixed(size: BatchSize | undefined): number {
    if (size?.perRow !== 0) throw this.unwritten('the rows decide a size that must stay the same');
    return size.fixed;
  }

  /** Whole numbers that an input holds, which may depend on the rows. */
  numbers(place: number): readonly BatchSize[] {
    const id = this.id(place);
    const batch = this.trace.batchConstants.get(id);
    if (batch?.kind === 'numbers') return batch.values;
    return int32s(this.constant(place)).map((fixed) => ({ fixed, perRow: 0 }));
  }

  /** Whole numbers that an input holds whatever the rows. */
  fixedNumbers(place: number): number[] {
    return this.numbers(place).map((size) => this.fixed(size));
  }

  /** A single one. */
  fixedNumber(place: number): number {
    return this.fixedNumbers(place)[0] ?? 0;
  }

  /** Axes that an input holds, counted from the first. */
  axes(place: number): number[] {
    const rank = this.sizes(0).length;
    return this.fixedNumbers(place).map((axis) => (axis < 0 ? axis + rank : axis));
  }

  attribute(name: string): unknown {
    return this.operation.attributes.find((given) => given.name === name)?.value;
  }

  flag(name: string): boolean {
    return Boolean(this.attribute(name));
  }

  number(name: string): number {
    return Number(this.attribute(name));
  }

  list(name: string): number[] {
    const value = this.attribute(name);
    return Array.isArray(value) ? value.map(Number) : [];
  }

  unwritten(why: string): NotCompilableError {
    return new NotCompilableError(`${this.operation.name}: ${why}`);
  }

  private constant(place: number): RecordedConstant {
    const constant = this.trace.constants.get(this.id(place));
    if (!constant || constant.type !== DATA_TYPE.int32) throw this.unwritten('a setting is not known beforehand');
    return constant;
  }

  private id(place: number): TensorId {
    return this.operation.inputs[place] ?? -1;
  }
}

const ONNX_TYPES: ReadonlyMap<number, OnnxType> = new Map([
  [DATA_TYPE.float32, ONNX_TYPE.float32],
  [DATA_TYPE.int32, ONNX_TYPE.int32],
  [DATA_TYPE.int64, ONNX_TYPE.int64],
  [DATA_TYPE.bool, ONNX_TYPE.bool],
]);

/** ONNX's number of an element type of TensorFlow. @throws {NotCompilableError} */
export function onnxType(type: number): OnnxType {
  const known = ONNX_TYPES.get(type);
  if (known === undefined) throw new NotCompilableError(`values of type ${type} are not written`);
  return known;
}

function int32s({ bytes }: RecordedConstant): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getInt32(4 * index, true));
}
