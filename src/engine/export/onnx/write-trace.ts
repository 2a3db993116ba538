import { NotCompilableError } from '../../compile/recorder.js';
import { simplify } from '../../compile/simplify.js';
import { neededOperations, type RecordedOperation, type TensorId, type Trace } from '../../compile/trace.js';
import type { BatchTrace } from '../batch-trace.js';
import { ARITHMETIC_OPERATORS } from './arithmetic-operators.js';
import type { OnnxGraph, OnnxPort, Value } from './onnx-graph.js';
import { type KnownTrace, OperatorCall, type OperatorWriter, onnxType } from './operator-call.js';
import { PICTURE_OPERATORS } from './picture-operators.js';
import { RECURRENT_OPERATORS } from './recurrent-operators.js';
import { SHAPE_OPERATORS } from './shape-operators.js';

const OPERATORS: ReadonlyMap<string, OperatorWriter> = new Map([
  ...ARITHMETIC_OPERATORS,
  ...SHAPE_OPERATORS,
  ...PICTURE_OPERATORS,
  ...RECURRENT_OPERATORS,
]);

/** An operation that ONNX's operators do not stand for here, and the layer that it is part of. */
export class NoOperatorError extends NotCompilableError {
  readonly layer: string | undefined;

  constructor({ name, layer }: RecordedOperation, why = `it computes ${name}, which is not written in ONNX`) {
    super(why);
    this.layer = layer;
  }
}

/** Writes a computation for any number of rows into a graph and gives its outputs there. `given` are its inputs. */
export function writeTrace(graph: OnnxGraph, recorded: BatchTrace, given: readonly Value[]): Value[] {
  const { sizes, batchConstants } = recorded;
  const ofBatch = recorded.inputs.slice(given.length).map((id): Value => {
    const constant = batchConstants.get(id);
    if (constant?.kind !== 'tiled') return '';
    const { type, shape, bytes } = constant.pattern;
    return graph.add('Tile', [graph.constant(onnxType(type), shape, bytes), graph.sizes(constant.repeats)]);
  });
  return new TraceWriter(graph, { sizes, batchConstants }).write(recorded, [...given, ...ofBatch]);
}

class TraceWriter {
  private readonly graph: OnnxGraph;
  private readonly known: Pick<KnownTrace, 'sizes' | 'batchConstants'>;

  constructor(graph: OnnxGraph, known: Pick<KnownTrace, 'sizes' | 'batchConstants'>) {
    this.graph = graph;
    this.known = known;
  }

  write(recorded: Trace, given: readonly Value[]): Value[] {
    const trace = simplify(recorded);
    const values = new Map<TensorId, Value>(trace.inputs.map((id, index) => [id, given[index] ?? '']));
    const nameOf = (id: TensorId): Value => {
      const known = values.get(id) ?? this.constant(trace, id);
      values.set(id, known);
      return known;
    };
    const needed = neededOperations(trace);
    const used = new Set([...needed.flatMap(({ inputs }) => inputs), ...trace.outputs]);
    for (const operation of needed) {
      const made = operation.scan
        ? this.writeScan(operation, operation.scan, trace, nameOf, used)
        : this.writeOperation(operation, trace, nameOf);
      operation.outputs.forEach((id, output) => {
        values.set(id, made[output] ?? '');
      });
    }
    return trace.outputs.map(nameOf);
  }

  private constant(trace: Trace, id: TensorId): Value {
    const constant = trace.constants.get(id);
    if (!constant) throw new NotCompilableError('a value was made before the recording began');
    return this.graph.constant(onnxType(constant.type), constant.shape, constant.bytes);
  }

  private writeOperation(
    operation: RecordedOperation,
    trace: Trace,
    nameOf: (id: TensorId) => Value,
  ): readonly Value[] {
    const write = OPERATORS.get(operation.name);
    if (!write) throw new NoOperatorError(operation);
    try {
      return write(new OperatorCall(this.graph, operation, { ...trace, ...this.known }, nameOf));
    } catch (error) {
      if (error instanceof NoOperatorError || !(error instanceof NotCompilableError)) throw error;
      throw new NoOperatorError(operation, error.message);
    }
  }

  /** A loop over time steps, whose body sees the values around it. Outputs that nothing uses are left out. */
  private writeScan(
    { inputs, outputs }: RecordedOperation,
    { step, sequences, states, reversed, outputShapes }: NonNullable<RecordedOperation['scan']>,
    { types }: Trace,
    nameOf: (id: TensorId) => Value,
    used: ReadonlySet<TensorId>,
  ): Value[] {
    const kept = outputShapes.flatMap((_, place) => (used.has(outputs[place] ?? -1) ? [place] : []));
    const body = this.graph.inner();
    const port = (id: TensorId): OnnxPort => ({
      name: body.freshName(),
      type: onnxType(types.get(id) ?? step.types.get(id) ?? 0),
      shape: (this.known.sizes.get(id) ?? []).map(({ fixed, perRow }) => (perRow === 0 ? fixed : 'batch')),
    });
    const items = step.inputs.slice(0, sequences).map(port);
    const carried = step.inputs.slice(sequences, sequences + states).map(port);
    const same = inputs.slice(sequences + states).map(nameOf);
    const results = [...step.outputs.slice(outputShapes.length), ...kept.map((place) => step.outputs[place] ?? -1)];
    const made = new TraceWriter(body, this.known).write({ ...step, outputs: results }, [
      ...items.map(({ name }) => name),
      ...carried.map(({ name }) => name),
      ...same,
    ]);
    const given = results.map(port);
    made.forEach((value, index) => {
      body.addNamed('Identity', [value], {}, [given[index]?.name ?? '']);
    });
    const directions = (count: number) => Array.from({ length: count }, () => (reversed ? 1 : 0));
    const values = this.graph.addSeveral(
      'Scan',
      [...inputs.slice(sequences, sequences + states), ...inputs.slice(0, sequences)].map(nameOf),
      {
        body: { kind: 'graph', message: body.toMessage('step', [...carried, ...items], given) },
        num_scan_inputs: sequences,
        scan_input_directions: directions(sequences),
        ...(kept.length === 0 ? {} : { scan_output_directions: directions(kept.length) }),
      },
      results.length,
    );
    const stacked = outputShapes.map((_, place) => values[states + kept.indexOf(place)] ?? '');
    return [...stacked.map((value, place) => (kept.includes(place) ? value : '')), ...values.slice(0, states)];
  }
}
