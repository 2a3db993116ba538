import { areFixed, type BatchSize, openShape } from '../batch-sizes.js';
import type { Value } from './onnx-graph.js';
import type { OperatorCall, OperatorWriter } from './operator-call.js';

/** "To the end" of an axis, and "to before its beginning". */
const END = Number.MAX_SAFE_INTEGER;
const BEFORE_BEGINNING = -END;

/** Operations that move numbers about, by TensorFlow's names. */
export const SHAPE_OPERATORS: ReadonlyMap<string, OperatorWriter> = new Map<string, OperatorWriter>([
  ['Reshape', (call) => [reshape(call, call.input(0), call.outputSizes())]],
  ['Transpose', (call) => [call.graph.add('Transpose', [call.input(0)], { perm: call.axes(1) })]],
  ['ExpandDims', (call) => [reshape(call, call.input(0), call.outputSizes())]],
  ['Squeeze', (call) => [reshape(call, call.input(0), call.outputSizes())]],
  ['BroadcastTo', (call) => [call.graph.add('Expand', [call.input(0), call.graph.sizes(call.numbers(1))])]],
  ['Tile', (call) => [call.graph.add('Tile', [call.input(0), call.graph.sizes(call.numbers(1))])]],
  ['ConcatV2', concat],
  ['Pack', pack],
  ['Unpack', unpack],
  ['SplitV', split],
  ['Slice', slice],
  ['ReverseV2', reverse],
  ['PadV2', (call) => [pad(call, call.input(0), pairs(call.fixedNumbers(1)), call.input(2))]],
  ['Pad', (call) => [pad(call, call.input(0), pairs(call.fixedNumbers(1)))]],
  ['GatherV2', (call) => [call.graph.add('Gather', [call.input(0), call.input(1)], { axis: call.fixedNumber(2) })]],
  ['SpaceToBatchND', spaceToBatch],
  ['BatchToSpaceND', batchToSpace],
]);

/** At most one size may depend on the rows; ONNX works it out by itself then. */
function reshape({ graph }: OperatorCall, value: Value, sizes: readonly BatchSize[]): Value {
  const open = sizes.filter((size) => !areFixed([size]));
  return graph.add('Reshape', [value, open.length > 1 ? graph.sizes(sizes) : graph.int64s(openShape(sizes))]);
}

function concat(call: OperatorCall): Value[] {
  const values = call.inputs().slice(0, -1);
  const axis = call.fixedNumber(call.count - 1);
  return [call.graph.add('Concat', values, { axis })];
}

function pack(call: OperatorCall): Value[] {
  const axis = call.number('axis');
  const values = call.inputs().map((value) => call.graph.add('Unsqueeze', [value, call.graph.int64s([axis])]));
  return [call.graph.add('Concat', values, { axis })];
}

function unpack(call: OperatorCall): Value[] {
  const axis = call.number('axis');
  const count = call.number('num');
  const ones = call.graph.int64s(Array.from({ length: count }, () => 1));
  return call.graph
    .addSeveral('Split', [call.input(0), ones], { axis }, count)
    .map((part) => call.graph.add('Squeeze', [part, call.graph.int64s([axis])]));
}

function split(call: OperatorCall): Value[] {
  const sizes = call.graph.sizes(call.numbers(1));
  const outputs = call.operation.outputs.length;
  return call.graph.addSeveral('Split', [call.input(0), sizes], { axis: call.fixedNumber(2) }, outputs);
}

function slice(call: OperatorCall): Value[] {
  const begins = call.numbers(1);
  const sizes = call.numbers(2);
  const whole = call.sizes(0);
  const axes = begins.flatMap((begin, axis) => {
    const size = sizes[axis];
    const given = whole[axis];
    const isWhole =
      begin.fixed === 0 && begin.perRow === 0 && size?.fixed === given?.fixed && size?.perRow === given?.perRow;
    return isWhole ? [] : [axis];
  });
  if (axes.length === 0) return [call.graph.add('Identity', [call.input(0)])];
  const from = axes.map((axis) => begins[axis] ?? { fixed: 0, perRow: 0 });
  const to = axes.map((axis, index) => {
    const { fixed = 0, perRow = 0 } = sizes[axis] ?? {};
    const begin = from[index] ?? { fixed: 0, perRow: 0 };
    if (fixed === -1 && perRow === 0) return { fixed: END, perRow: 0 };
    return { fixed: begin.fixed + fixed, perRow: begin.perRow + perRow };
  });
  const { graph } = call;
  return [graph.add('Slice', [call.input(0), graph.sizes(from), graph.sizes(to), graph.int64s(axes)])];
}

function reverse(call: OperatorCall): Value[] {
  const axes = call.axes(1);
  const all = (value: number) => call.graph.int64s(axes.map(() => value));
  return [call.graph.add('Slice', [call.input(0), all(-1), all(BEFORE_BEGINNING), call.graph.int64s(axes), all(-1)])];
}

type Pair = readonly [before: number, behind: number];

function pairs(numbers: readonly number[]): Pair[] {
  return Array.from(
    { length: numbers.length / 2 },
    (_, axis): Pair => [numbers[2 * axis] ?? 0, numbers[2 * axis + 1] ?? 0],
  );
}

function pad({ graph }: OperatorCall, value: Value, paddings: readonly Pair[], filling?: Value): Value {
  const pads = graph.int64s([...paddings.map(([before]) => before), ...paddings.map(([, behind]) => behind)]);
  return graph.add('Pad', [value, pads, ...(filling === undefined ? [] : [filling])]);
}

/** Blocks of the axes after the first become rows: tensorflow/core/ops/array_ops.cc, SpaceToBatchND. */
function spaceToBatch(call: OperatorCall): Value[] {
  const blocks = call.fixedNumbers(1);
  const paddings = pairs(call.fixedNumbers(2));
  const [rows = { fixed: 1, perRow: 0 }, ...sizes] = call.sizes(0);
  const rest = sizes.slice(blocks.length);
  const none = (count: number) => Array.from({ length: count }, (): Pair => [0, 0]);
  const padded = pad(call, call.input(0), [...none(1), ...paddings, ...none(rest.length)]);
  const parted = blocks.flatMap((block, axis) => {
    const [before, behind] = paddings[axis] ?? [0, 0];
    return [fixed((call.fixed(sizes[axis]) + before + behind) / block), fixed(block)];
  });
  const apart = reshape(call, padded, [rows, ...parted, ...rest]);
  const perm = [
    ...blocks.map((_, axis) => 2 * axis + 2),
    0,
    ...blocks.map((_, axis) => 2 * axis + 1),
    ...rest.map((_, axis) => 2 * blocks.length + 1 + axis),
  ];
  return [reshape(call, call.graph.add('Transpose', [apart], { perm }), call.outputSizes())];
}

/** The way back, whose result is cropped. */
function batchToSpace(call: OperatorCall): Value[] {
  const { graph } = call;
  const blocks = call.fixedNumbers(1);
  const crops = pairs(call.fixedNumbers(2));
  const [, ...sizes] = call.sizes(0);
  const rest = sizes.slice(blocks.length);
  const [rows = fixed(1)] = call.outputSizes();
  const apart = reshape(call, call.input(0), [...blocks.map(fixed), rows, ...sizes]);
  const depth = blocks.length;
  const perm = [
    depth,
    ...blocks.flatMap((_, axis) => [depth + 1 + axis, axis]),
    ...rest.map((_, axis) => 2 * depth + 1 + axis),
  ];
  const whole = blocks.map((block, axis) => fixed(block * call.fixed(sizes[axis])));
  const together = reshape(call, graph.add('Transpose', [apart], { perm }), [rows, ...whole, ...rest]);
  const from = crops.map(([before]) => before);
  const to = crops.map(([, behind], axis) => (whole[axis]?.fixed ?? 0) - behind);
  const axes = blocks.map((_, axis) => axis + 1);
  return [graph.add('Slice', [together, graph.int64s(from), graph.int64s(to), graph.int64s(axes)])];
}

function fixed(size: number): BatchSize {
  return { fixed: size, perRow: 0 };
}
