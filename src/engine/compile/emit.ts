import type { TFEOpAttr } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { nativeBackend } from '../native-backend.js';
import { emitScan } from './emit-scan.js';
import type { EmitTarget } from './emit-target.js';
import { type Attribute, attribute, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';
import { NotCompilableError } from './recorder.js';
import { simplify } from './simplify.js';
import { neededOperations, type RecordedOperation, type TensorId, type Trace } from './trace.js';

/** Writes a recorded computation into a graph and gives its outputs there. Operations that no output needs are left out. */
export function emit(graph: Graph, recorded: Trace, target: EmitTarget): Ref[] {
  const trace = simplify(recorded);
  const refs = new Map<TensorId, Ref>(trace.inputs.map((id, index) => [id, target.inputs[index] ?? '']));
  const refOf = (id: TensorId): Ref => {
    const known = refs.get(id);
    if (known !== undefined) return known;
    const constant = trace.constants.get(id);
    if (!constant) throw new NotCompilableError('a value was made before the recording began');
    const made = target.bring(graph.constant(constant.type, constant.shape, constant.bytes), dataType(constant.type));
    refs.set(id, made);
    return made;
  };
  const needed = neededOperations(trace);
  const used = new Set([...needed.flatMap((operation) => operation.inputs), ...trace.outputs]);
  for (const operation of needed) {
    const inputs = operation.inputs.map(refOf);
    const made = operation.scan
      ? emitScan(graph, operation.scan, {
          ...target,
          inputs,
          used: operation.outputs.map((id) => used.has(id)),
          emit,
          typeOf: (id) => dataType(trace.types.get(id) ?? 0),
        })
      : addOperation(graph, operation, inputs, target);
    operation.outputs.forEach((id, output) => {
      refs.set(id, made[output] ?? '');
    });
  }
  return trace.outputs.map(refOf);
}

function addOperation(
  graph: Graph,
  { name, attributes, inputs: ids, outputs }: RecordedOperation,
  inputs: readonly Ref[],
  { anchor }: EmitTarget,
): Ref[] {
  const encoded = Object.fromEntries(attributes.map((given) => [given.name, toAttribute(given)]));
  const after = ids.length === 0 && anchor !== undefined ? [anchor] : [];
  const node = graph.add(name, inputs, encoded, { after });
  return outputs.map((_, output) => (output === 0 ? node : `${node}:${output}`));
}

function toAttribute({ type, value }: TFEOpAttr): Attribute {
  const { binding } = nativeBackend();
  const kinds = new Map<number, 'text' | 'integer' | 'float' | 'boolean' | 'type'>([
    [binding.TF_ATTR_STRING, 'text'],
    [binding.TF_ATTR_INT, 'integer'],
    [binding.TF_ATTR_FLOAT, 'float'],
    [binding.TF_ATTR_BOOL, 'boolean'],
    [binding.TF_ATTR_TYPE, 'type'],
  ]);
  if (type === binding.TF_ATTR_SHAPE) return attribute.shape(Array.isArray(value) ? value : []);
  const kind = kinds.get(type);
  if (kind === undefined) throw new NotCompilableError(`an attribute of type ${type} is not known`);
  if (Array.isArray(value)) return attribute.list(kind, value);
  if (kind === 'text') return attribute.text(String(value));
  if (kind === 'boolean') return attribute.boolean(Boolean(value));
  return attribute[kind](Number(value));
}

/** The element type with this number. */
export function dataType(type: number): DataType {
  const known = Object.values(DATA_TYPE).find((candidate) => candidate === type);
  if (known === undefined) throw new NotCompilableError(`values of type ${type} are not known`);
  return known;
}
