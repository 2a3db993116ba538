import { bytesOf } from '../../compile/graph.js';
import { ProtobufWriter } from '../../compile/protobuf.js';
import type { ExportNetwork, ExportPort } from '../export-network.js';
import { ONNX_TYPE, OnnxGraph, type OnnxPort } from './onnx-graph.js';
import { writeTrace } from './write-trace.js';

/** Version 8 of the file format came with operator set 17, which every runtime of these years reads. */
const IR_VERSION = 8;
const OPERATOR_SET = 17;

/**
 * A network as an ONNX file: ModelProto of onnx/onnx.proto, with the weights inside. `metadata` are texts by name.
 * @throws {NoOperatorError} naming the layer that cannot be written.
 */
export function onnxModel(
  { trace, weights, values, inputs, outputs }: ExportNetwork,
  metadata: Readonly<Record<string, string>>,
): ProtobufWriter {
  const graph = new OnnxGraph(inputs[0]?.name ?? '');
  const held = weights.map(({ name, shape }, index) =>
    graph.initializer(name, ONNX_TYPE.float32, shape, bytesOf(values[index] ?? new Float32Array(0))),
  );
  const made = writeTrace(graph, trace, [...held, ...inputs.map(({ name }) => name)]);
  const named = outputs.map(portOf);
  // An output may be an input, or bear a name that an input has.
  const taken = new Set(inputs.map(({ name }) => name));
  const own = named.map((port) => (taken.has(port.name) ? { ...port, name: `${port.name}_output` } : port));
  made.forEach((value, index) => {
    graph.addNamed('Identity', [value], {}, [own[index]?.name ?? '']);
  });
  const model = new ProtobufWriter()
    .integer(1, IR_VERSION)
    .text(2, 'fitserve')
    .message(7, graph.toMessage('network', inputs.map(portOf), own))
    .message(8, new ProtobufWriter().integer(2, OPERATOR_SET));
  for (const [name, value] of Object.entries(metadata)) {
    model.message(14, new ProtobufWriter().text(1, name).text(2, value));
  }
  return model;
}

function portOf({ name, shape }: ExportPort): OnnxPort {
  return { name, type: ONNX_TYPE.float32, shape: ['batch', ...shape] };
}
