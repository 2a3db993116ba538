import type { TFEOpAttr } from '@tensorflow/tfjs-node/dist/tfjs_binding.js';
import { nativeBackend } from '../native-backend.js';
import { type Attribute, attribute, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';
import { NotCompilableError, type TensorId, type Trace } from './recorder.js';

/** Where the nodes of a trace go: what its inputs are in the graph, and how a constant from outside is reached. */
export interface EmitTarget {
  /** In the order of the trace's inputs. */
  readonly inputs: readonly Ref[];
  /** Makes a value from outside usable where the nodes stand (inside a loop it enters the frame). */
  bring(ref: Ref, type: DataType): Ref;
  /** A node that one without inputs must follow, so that it belongs to the loop. */
  readonly anchor?: Ref;
}

/** Writes a recorded computation into a graph and gives its outputs there. Operations that no output needs are left out. */
export function emit(graph: Graph, trace: Trace, target: EmitTarget): Ref[] {
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
  for (const operation of neededOperations(trace)) {
    const attributes = Object.fromEntries(operation.attributes.map((given) => [given.name, toAttribute(given)]));
    const after = operation.inputs.length === 0 && target.anchor !== undefined ? [target.anchor] : [];
    const node = graph.add(operation.name, operation.inputs.map(refOf), attributes, { after });
    operation.outputs.forEach((id, output) => {
      refs.set(id, output === 0 ? node : `${node}:${output}`);
    });
  }
  return trace.outputs.map(refOf);
}

function neededOperations({ operations, outputs }: Trace) {
  const producer = new Map(operations.flatMap((operation) => operation.outputs.map((id) => [id, operation] as const)));
  const needed = new Set<(typeof operations)[number]>();
  const open = [...outputs];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const operation = producer.get(id);
    if (!operation || needed.has(operation)) continue;
    needed.add(operation);
    open.push(...operation.inputs);
  }
  return operations.filter((operation) => needed.has(operation));
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
