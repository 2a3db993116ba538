import { bytesOf } from '../../compile/graph.js';
import { ProtobufWriter } from '../../compile/protobuf.js';
import { areFixed, type BatchSize } from '../batch-sizes.js';

/** ONNX's numbers of the element types in use: TensorProto.DataType of onnx/onnx.proto. */
export const ONNX_TYPE = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
export type OnnxType = (typeof ONNX_TYPE)[keyof typeof ONNX_TYPE];

/** The name of a value in a graph. */
export type Value = string;

/** An attribute of a node: AttributeProto of onnx/onnx.proto. */
export type OnnxAttribute = number | string | readonly number[] | { readonly float: number } | ProtobufMessage;
interface ProtobufMessage {
  readonly kind: 'tensor' | 'graph';
  readonly message: ProtobufWriter;
}

/** A value that goes in or out of a graph; a size that is a text is open. */
export interface OnnxPort {
  readonly name: Value;
  readonly type: OnnxType;
  readonly shape: readonly (number | string)[];
}

/** What all graphs of a model share: names, and constants, which stand in the outermost. */
class Shared {
  readonly initializers: ProtobufWriter[] = [];
  readonly known = new Map<string, Value>();
  count = 0;
}

/** A graph of ONNX under construction: GraphProto of onnx/onnx.proto. */
export class OnnxGraph {
  private readonly nodes: ProtobufWriter[] = [];
  private readonly shared: Shared;
  private readonly isOutermost: boolean;
  private readonly rows: () => Value;
  private ownRows: Value | undefined;

  /** @param batch the name of an input whose first size is the number of rows. */
  constructor(batch: Value, around?: OnnxGraph) {
    this.shared = around?.shared ?? new Shared();
    this.isOutermost = around === undefined;
    this.rows = around
      ? () => around.rows()
      : () => {
          this.ownRows ??= this.add('Shape', [batch], { start: 0, end: 1 });
          return this.ownRows;
        };
  }

  /** A graph for the body of a loop, which sees the values of this one. */
  inner(): OnnxGraph {
    // The number of rows is worked out here: a value of the inner graph would be none of this one's.
    this.rows();
    return new OnnxGraph('', this);
  }

  /** A name that no value has. */
  freshName(): Value {
    return `fitserve/${this.shared.count++}`;
  }

  /** Adds a node of one output and gives it. An input that is left out is the empty name. */
  add(operator: string, inputs: readonly Value[], attributes: Readonly<Record<string, OnnxAttribute>> = {}): Value {
    return this.addSeveral(operator, inputs, attributes, 1)[0] ?? '';
  }

  addSeveral(
    operator: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, OnnxAttribute>>,
    outputs: number,
  ): Value[] {
    const names = Array.from({ length: outputs }, () => this.freshName());
    this.addNamed(operator, inputs, attributes, names);
    return names;
  }

  addNamed(
    operator: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, OnnxAttribute>>,
    outputs: readonly Value[],
  ): void {
    const node = new ProtobufWriter();
    for (const input of inputs) node.text(1, input);
    for (const output of outputs) node.text(2, output);
    node.text(3, outputs[0] ?? '').text(4, operator);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attributeMessage(name, value));
    this.nodes.push(node);
  }

  /** A constant with a name of its own. */
  initializer(name: Value, type: OnnxType, shape: readonly number[], bytes: Uint8Array): Value {
    this.shared.initializers.push(tensorMessage(type, shape, bytes).text(8, name));
    return name;
  }

  /** A constant; equal ones of few numbers are one. */
  constant(type: OnnxType, shape: readonly number[], bytes: Uint8Array): Value {
    if (bytes.length > MERGED_BYTES) return this.initializer(this.freshName(), type, shape, bytes);
    const key = `${type}/${shape.join()}/${bytes.join()}`;
    const known = this.shared.known.get(key) ?? this.initializer(this.freshName(), type, shape, bytes);
    this.shared.known.set(key, known);
    return known;
  }

  int64s(values: readonly number[]): Value {
    return this.constant(ONNX_TYPE.int64, [values.length], bytesOf(BigInt64Array.from(values, BigInt)));
  }

  float(value: number): Value {
    return this.constant(ONNX_TYPE.float32, [], bytesOf(Float32Array.of(value)));
  }

  /** A list of sizes, worked out from the number of rows where they depend on it. */
  sizes(sizes: readonly BatchSize[]): Value {
    const fixed = this.int64s(sizes.map((size) => size.fixed));
    if (areFixed(sizes)) return fixed;
    const growing = this.add('Mul', [this.rows(), this.int64s(sizes.map(({ perRow }) => perRow))]);
    return this.add('Add', [growing, fixed]);
  }

  toMessage(name: string, inputs: readonly OnnxPort[], outputs: readonly OnnxPort[]): ProtobufWriter {
    const graph = new ProtobufWriter();
    for (const node of this.nodes) graph.message(1, node);
    graph.text(2, name);
    if (this.isOutermost) for (const initializer of this.shared.initializers) graph.message(5, initializer);
    for (const port of inputs) graph.message(11, portMessage(port));
    for (const port of outputs) graph.message(12, portMessage(port));
    return graph;
  }
}

const MERGED_BYTES = 1024;

/** A tensor: TensorProto of onnx/onnx.proto. */
export function tensorMessage(type: OnnxType, shape: readonly number[], bytes: Uint8Array): ProtobufWriter {
  const tensor = new ProtobufWriter();
  for (const size of shape) tensor.integer(1, size);
  return tensor.integer(2, type).bytes(9, bytes);
}

function attributeMessage(name: string, value: OnnxAttribute): ProtobufWriter {
  const attribute = new ProtobufWriter().text(1, name);
  if (typeof value === 'number') return attribute.integer(3, value).integer(20, 2);
  if (typeof value === 'string') return attribute.text(4, value).integer(20, 3);
  if ('float' in value) return attribute.float(2, value.float).integer(20, 1);
  if ('kind' in value) {
    return value.kind === 'tensor'
      ? attribute.message(5, value.message).integer(20, 4)
      : attribute.message(6, value.message).integer(20, 5);
  }
  for (const item of value) attribute.integer(8, item);
  return attribute.integer(20, 7);
}

function portMessage({ name, type, shape }: OnnxPort): ProtobufWriter {
  const sizes = new ProtobufWriter();
  for (const size of shape) {
    sizes.message(
      1,
      typeof size === 'number' ? new ProtobufWriter().integer(1, size) : new ProtobufWriter().text(2, size),
    );
  }
  const tensor = new ProtobufWriter().integer(1, type).message(2, sizes);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
}
