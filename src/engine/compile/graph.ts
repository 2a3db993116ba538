import { ProtobufWriter } from './protobuf.js';

/** TensorFlow's numbers of the element types in use: tensorflow/core/framework/types.proto. */
export const DATA_TYPE = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  int64: 9,
  bool: 10,
  resource: 20,
  variant: 21,
} as const;
export type DataType = (typeof DATA_TYPE)[keyof typeof DATA_TYPE];

/** An output of a node: its name, and `:1` for its second output. A leading `^` makes it a mere "comes after". */
export type Ref = string;

/** An encoded attribute of a node: tensorflow/core/framework/attr_value.proto. */
export type Attribute = ProtobufWriter;

const GRAPH_PRODUCER = 987;
const SAVED_MODEL_SCHEMA = 1;
const FILLED_FROM_BYTES = 1024;

/** Attributes by kind. */
export const attribute = {
  type: (value: number): Attribute => new ProtobufWriter().integer(6, value),
  integer: (value: number): Attribute => new ProtobufWriter().integer(3, value),
  float: (value: number): Attribute => new ProtobufWriter().float(4, value),
  boolean: (value: boolean): Attribute => new ProtobufWriter().integer(5, value ? 1 : 0),
  text: (value: string): Attribute => new ProtobufWriter().text(2, value),
  shape: (value: readonly number[]): Attribute => new ProtobufWriter().message(7, shapeMessage(value)),
  tensor: (type: number, shape: readonly number[], bytes: Uint8Array): Attribute =>
    new ProtobufWriter().message(
      8,
      new ProtobufWriter().integer(1, type).message(2, shapeMessage(shape)).bytes(4, bytes),
    ),
  list: (
    kind: 'text' | 'integer' | 'float' | 'boolean' | 'type',
    values: readonly (string | number | boolean)[],
  ): Attribute => {
    const list = new ProtobufWriter();
    for (const value of values) {
      if (kind === 'text') list.text(2, String(value));
      else if (kind === 'float') list.float(4, Number(value));
      else list.integer({ integer: 3, boolean: 5, type: 6 }[kind], Number(value));
    }
    return new ProtobufWriter().message(1, list);
  },
};

/** A TensorFlow graph under construction: tensorflow/core/framework/graph.proto. */
export class Graph {
  private readonly nodes: ProtobufWriter[] = [];
  private readonly uses = new Map<string, number>();
  private readonly constants = new Map<string, Ref>();

  /** Adds a node and gives its first output. `after` are nodes that must have run before it. The name is made unique. */
  add(
    operation: string,
    inputs: readonly Ref[] = [],
    attributes: Readonly<Record<string, Attribute>> = {},
    { name = operation, after = [] }: { name?: string; after?: readonly Ref[] } = {},
  ): Ref {
    const unique = this.uniqueName(name);
    const node = new ProtobufWriter().text(1, unique).text(2, operation);
    for (const input of inputs) node.text(3, input);
    for (const earlier of new Set(after.map(nodeOf))) node.text(3, `^${earlier}`);
    for (const [key, value] of Object.entries(attributes)) {
      node.message(5, new ProtobufWriter().text(1, key).message(2, value));
    }
    this.nodes.push(node);
    return unique;
  }

  /** A constant outside every loop; equal ones are one node. */
  constant(type: number, shape: readonly number[], bytes: Uint8Array): Ref {
    const item = sameEverywhere(bytes, shape);
    if (item) return this.filled(type, shape, item);
    const key = `${type}/${shape.join()}/${Buffer.from(bytes).toString('base64')}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const made = this.add('Const', [], {
      dtype: attribute.type(type),
      value: attribute.tensor(type, shape, bytes),
    });
    this.constants.set(key, made);
    return made;
  }

  /** Many times the same number: a graph must not grow with the size of what is filled with zeros. */
  private filled(type: number, shape: readonly number[], item: Uint8Array): Ref {
    const key = `${type}/${shape.join()}/filled/${item.join()}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const made = this.add('Fill', [this.int32(...shape), this.constant(type, [], item)], {
      T: attribute.type(type),
      index_type: attribute.type(DATA_TYPE.int32),
    });
    this.constants.set(key, made);
    return made;
  }

  int32(...values: number[]): Ref {
    return this.constant(DATA_TYPE.int32, [values.length], bytesOf(Int32Array.from(values)));
  }

  int32Scalar(value: number): Ref {
    return this.constant(DATA_TYPE.int32, [], bytesOf(Int32Array.of(value)));
  }

  float32Scalar(value: number): Ref {
    return this.constant(DATA_TYPE.float32, [], bytesOf(Float32Array.of(value)));
  }

  /** A value that is given at each call. A size of -1 is left open. */
  placeholder(name: string, type: DataType, shape: readonly number[]): Ref {
    return this.add('Placeholder', [], { dtype: attribute.type(type), shape: attribute.shape(shape) }, { name });
  }

  /**
   * The graph as a SavedModel, the one form in which tfjs-node opens graphs: tensorflow/core/protobuf/saved_model.proto. With
   * signatures, which are named entries, others open it too.
   */
  toSavedModel(tag: string, signatures: Readonly<Record<string, ProtobufWriter>> = {}): ProtobufWriter {
    const graph = new ProtobufWriter();
    for (const node of this.nodes) graph.message(1, node);
    graph.message(4, new ProtobufWriter().integer(1, GRAPH_PRODUCER));
    const metaGraph = new ProtobufWriter().message(1, new ProtobufWriter().text(4, tag)).message(2, graph);
    for (const [name, signature] of Object.entries(signatures)) {
      metaGraph.message(5, new ProtobufWriter().text(1, name).message(2, signature));
    }
    return new ProtobufWriter().integer(1, SAVED_MODEL_SCHEMA).message(2, metaGraph);
  }

  /** A name that no node or frame has yet. */
  uniqueName(name: string): string {
    const used = this.uses.get(name) ?? 0;
    this.uses.set(name, used + 1);
    return used === 0 ? name : this.uniqueName(`${name}_${used}`);
  }
}

/** The raw bytes of a typed array, without a copy. */
export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** The first number's bytes where a large constant holds nothing but this number. */
function sameEverywhere(bytes: Uint8Array, shape: readonly number[]): Uint8Array | undefined {
  if (bytes.length < FILLED_FROM_BYTES) return undefined;
  const size = bytes.length / shape.reduce((product, length) => product * length, 1);
  return Buffer.compare(bytes.subarray(size), bytes.subarray(0, -size)) === 0 ? bytes.slice(0, size) : undefined;
}

function nodeOf(ref: Ref): string {
  return ref.split(':', 1)[0] ?? ref;
}

/** A shape: tensorflow/core/framework/tensor_shape.proto. A size of -1 is open. */
export function shapeMessage(shape: readonly number[]): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const size of shape) message.message(2, new ProtobufWriter().integer(1, size));
  return message;
}
