import { CountedLoop } from './counted-loop.js';
import type { EmitTarget } from './emit-target.js';
import { attribute, DATA_TYPE, type DataType, type Graph, type Ref } from './graph.js';
import { neededOperations, type RecordedScan, type TensorId, type Trace } from './trace.js';

/** Where a loop over time steps goes: what it takes, where it stands, which of its outputs are used, and how a trace is written. */
export interface ScanTarget extends EmitTarget {
  /** For each output of the scan's operation. */
  readonly used: readonly boolean[];
  readonly emit: (graph: Graph, trace: Trace, target: EmitTarget) => Ref[];
  readonly typeOf: (id: TensorId) => DataType;
}

/**
 * Writes a recorded loop over time steps as a loop inside the graph, so that its size does not grow with the number of steps.
 * Outputs, states and operations that nothing needs are left out. Gives the refs of the operation's outputs; unused ones are empty.
 */
export function emitScan(graph: Graph, scan: RecordedScan, target: ScanTarget): Ref[] {
  const { step, sequences, states, steps, reversed } = scan;
  const outputCount = scan.outputShapes.length;
  const kept = keptOf(scan, target.used);
  const outside = (ref: Ref, type: DataType) => target.bring(ref, type);
  const int32 = (value: number) => outside(graph.int32Scalar(value), DATA_TYPE.int32);
  const carriedStates = kept.states.map((position) => ({
    type: target.typeOf(step.inputs[sequences + position] ?? -1),
    initial: target.inputs[sequences + position] ?? '',
  }));
  const lists = kept.outputs.map((position) => {
    const shape = outside(graph.int32(...(scan.outputShapes[position] ?? [])), DATA_TYPE.int32);
    const elementType = target.typeOf(step.outputs[position] ?? -1);
    const initial = graph.add('TensorListReserve', [shape, int32(steps)], {
      element_dtype: attribute.type(elementType),
      shape_type: INT32,
    });
    return { type: DATA_TYPE.variant, initial, shape, elementType };
  });
  const loop = new CountedLoop(graph, {
    name: 'scan',
    start: int32(reversed ? steps - 1 : 0),
    end: int32(reversed ? -1 : steps),
    falling: reversed,
    carried: [...carriedStates, ...lists],
    bring: outside,
  });

  const inputs = step.inputs.map((id, position) => {
    const given = target.inputs[position] ?? '';
    if (!kept.inputs.has(id)) return '';
    if (position < sequences) return itemOf(graph, loop, given, target.typeOf(id));
    if (position < sequences + states) return loop.values[kept.states.indexOf(position - sequences)] ?? '';
    return loop.invariant(given, target.typeOf(id));
  });
  const results = target.emit(graph, kept.step, {
    inputs,
    bring: (ref, type) => loop.constant(ref, type),
    anchor: loop.index,
  });
  const next = results.slice(kept.outputs.length);
  const filled = lists.map(({ elementType }, position) =>
    graph.add(
      'TensorListSetItem',
      [loop.values[carriedStates.length + position] ?? '', loop.index, results[position] ?? ''],
      { element_dtype: attribute.type(elementType), resize_if_index_out_of_bounds: attribute.boolean(false) },
    ),
  );
  loop.close([...next, ...filled]);

  const outputs = Array.from<Ref>({ length: outputCount + states }).fill('');
  lists.forEach(({ shape, elementType }, position) => {
    outputs[kept.outputs[position] ?? -1] = graph.add(
      'TensorListStack',
      [loop.results[carriedStates.length + position] ?? '', shape],
      { element_dtype: attribute.type(elementType), num_elements: attribute.integer(steps) },
    );
  });
  kept.states.forEach((state, position) => {
    outputs[outputCount + state] = loop.results[position] ?? '';
  });
  return outputs;
}

const INT32 = attribute.type(DATA_TYPE.int32);

/** The sequence's item at the loop's index. */
function itemOf(graph: Graph, loop: CountedLoop, sequence: Ref, type: DataType): Ref {
  const axis = loop.constant(graph.int32Scalar(0), DATA_TYPE.int32);
  return graph.add('GatherV2', [loop.invariant(sequence, type), loop.index, axis], {
    Tparams: attribute.type(type),
    Tindices: INT32,
    Taxis: INT32,
    batch_dims: attribute.integer(0),
  });
}

/**
 * What of a step has to be written: the outputs that are used, the states that are used or that these depend on, from one step
 * to the next, and the inputs that these need.
 */
function keptOf({ step, sequences, states, outputShapes }: RecordedScan, used: readonly boolean[]) {
  const outputs = outputShapes.flatMap((_, position) => (used[position] ? [position] : []));
  const stateIds = step.inputs.slice(sequences, sequences + states);
  let kept = stateIds.flatMap((_, position) => (used[outputShapes.length + position] ? [position] : []));
  for (;;) {
    const wanted = [...outputs, ...kept.map((state) => outputShapes.length + state)];
    const part = { ...step, outputs: wanted.map((position) => step.outputs[position] ?? -1) };
    const inputs = new Set([...neededOperations(part).flatMap((operation) => operation.inputs), ...part.outputs]);
    const grown = stateIds.flatMap((id, position) => (kept.includes(position) || inputs.has(id) ? [position] : []));
    if (grown.length === kept.length) return { outputs, states: kept, step: part, inputs };
    kept = grown;
  }
}
