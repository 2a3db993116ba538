import { dataType, emit } from '../compile/emit.js';
import { attribute, bytesOf, DATA_TYPE, Graph, type Ref, shapeMessage } from '../compile/graph.js';
import { ProtobufWriter } from '../compile/protobuf.js';
import { areFixed, type BatchSize } from './batch-sizes.js';
import type { BatchConstant } from './batch-trace.js';
import type { ExportNetwork, ExportPort } from './export-network.js';

/** What TensorFlow Serving and `tf.saved_model.load` look for. */
const TAG = 'serve';
const SIGNATURE = 'serving_default';
const METHOD = 'tensorflow/serving/predict';

/** The `saved_model.pb` of a network: its weights are constants of the graph, and all operations are TensorFlow's own. */
export function savedModel({ trace, weights, values, inputs, outputs, unfoldable }: ExportNetwork): ProtobufWriter {
  const graph = new Graph();
  const placeholders = inputs.map(({ name, shape }) =>
    graph.placeholder(nodeName(name), DATA_TYPE.float32, [-1, ...shape]),
  );
  const held = weights.map(({ name, shape }, index) => {
    const constant = graph.add(
      'Const',
      [],
      {
        dtype: attribute.type(DATA_TYPE.float32),
        value: attribute.tensor(DATA_TYPE.float32, shape, bytesOf(values[index] ?? new Float32Array(0))),
      },
      { name: nodeName(name) },
    );
    if (!unfoldable.has(index)) return constant;
    const type = { dtype: attribute.type(DATA_TYPE.float32), shape: attribute.shape(shape) };
    return graph.add('PlaceholderWithDefault', [constant], type);
  });
  const batch = new BatchNodes(graph, placeholders[0] ?? '');
  const depending = [...trace.batchConstants.values()].map((constant) => batch.add(constant));
  const made = emit(graph, trace, { inputs: [...held, ...placeholders, ...depending], bring: (ref) => ref });
  const fetched = outputs.map(({ name }, index) =>
    graph.add(
      'Identity',
      [made[index] ?? ''],
      { T: attribute.type(DATA_TYPE.float32) },
      { name: nodeName(`${name}_output`) },
    ),
  );
  const signature = new ProtobufWriter();
  addPorts(signature, 1, inputs, placeholders);
  addPorts(signature, 2, outputs, fetched);
  signature.text(3, METHOD);
  return graph.toSavedModel(TAG, { [SIGNATURE]: signature });
}

/** Inputs or outputs of a signature: tensorflow/core/protobuf/meta_graph.proto. */
function addPorts(signature: ProtobufWriter, field: number, ports: readonly ExportPort[], refs: readonly Ref[]): void {
  ports.forEach(({ name, shape }, index) => {
    const info = new ProtobufWriter()
      .text(1, `${refs[index]}:0`)
      .integer(2, DATA_TYPE.float32)
      .message(3, shapeMessage([-1, ...shape]));
    signature.message(field, new ProtobufWriter().text(1, name).message(2, info));
  });
}

/** TensorFlow's nodes have letters, digits and a few signs in their names. */
function nodeName(name: string): string {
  return name.replace(/[^A-Za-z0-9_./-]/g, '_').replace(/^[^A-Za-z0-9.]/, 'x');
}

/** Values that depend on the number of rows, which is read off an input. */
class BatchNodes {
  private readonly graph: Graph;
  private readonly rows: Ref;

  constructor(graph: Graph, input: Ref) {
    this.graph = graph;
    const shape = graph.add('Shape', [input], { T: attribute.type(DATA_TYPE.float32), out_type: INT32 });
    const zero = graph.int32Scalar(0);
    this.rows = graph.add('GatherV2', [shape, zero, zero], {
      Tparams: INT32,
      Tindices: INT32,
      Taxis: INT32,
      batch_dims: attribute.integer(0),
    });
  }

  add(constant: BatchConstant): Ref {
    if (constant.kind === 'numbers') return this.numbers(constant.shape, constant.values);
    const { pattern, repeats } = constant;
    const once = this.graph.constant(pattern.type, pattern.shape, pattern.bytes);
    return this.graph.add('Tile', [once, this.numbers([repeats.length], repeats)], {
      T: attribute.type(dataType(pattern.type)),
      Tmultiples: INT32,
    });
  }

  private numbers(shape: readonly number[], values: readonly BatchSize[]): Ref {
    const whole = (pick: (value: BatchSize) => number) =>
      this.graph.constant(DATA_TYPE.int32, shape, bytesOf(Int32Array.from(values, pick)));
    const fixed = whole((value) => value.fixed);
    if (areFixed(values)) return fixed;
    const T = INT32;
    const growing = this.graph.add('Mul', [this.rows, whole((value) => value.perRow)], { T });
    return this.graph.add('AddV2', [growing, fixed], { T });
  }
}

const INT32 = attribute.type(DATA_TYPE.int32);
