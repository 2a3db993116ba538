import type { Value } from './onnx-graph.js';
import type { OperatorCall, OperatorWriter } from './operator-call.js';

/** Operations on pictures, whose channels come last in TensorFlow and second in ONNX. */
export const PICTURE_OPERATORS: ReadonlyMap<string, OperatorWriter> = new Map<string, OperatorWriter>([
  ['Conv2D', (call) => [convolve(call, [3, 2, 0, 1], call.input(1))]],
  ['DepthwiseConv2dNative', depthwise],
  ['Conv2DBackpropInput', transposed],
  ['MaxPool', (call) => [pool(call, 'MaxPool', {})]],
  ['AvgPool', (call) => [pool(call, 'AveragePool', { count_include_pad: 0 })]],
]);

/** Height and width. */
const AXES = [1, 2] as const;

function convolve(call: OperatorCall, perm: readonly number[], filter: Value, group = 1): Value {
  const kernel = AXES.map((axis) => call.fixedSize(1, axis - 1));
  const dilations = AXES.map((axis) => call.list('dilations')[axis] ?? 1);
  const weights = call.graph.add('Transpose', [filter], { perm });
  return behindChannels(call, 0, (pictures) =>
    call.graph.add('Conv', [pictures, weights], {
      kernel_shape: kernel,
      strides: strides(call),
      dilations,
      pads: padding(call, kernel, dilations),
      group,
    }),
  );
}

/** Each channel has filters of its own: a convolution of as many groups. */
function depthwise(call: OperatorCall): Value[] {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = call.sizes(1).map((size) => call.fixed(size));
  const together = call.graph.int64s([height, width, 1, channels * multiplier]);
  const filter = call.graph.add('Reshape', [call.input(1), together]);
  return [convolve(call, [3, 2, 0, 1], filter, channels)];
}

/** Takes the size of the result, the filter ([height, width, made, taken]) and what goes in. */
function transposed(call: OperatorCall): Value[] {
  const kernel = AXES.map((axis) => call.fixedSize(1, axis - 1));
  const step = strides(call);
  const made = AXES.map((axis) => call.fixed(call.outputSizes()[axis]));
  // What the filters reach beyond the result is cut off at both sides; what they do not reach stays empty behind.
  const beyond = AXES.map((axis, index) => {
    const taken = call.fixedSize(2, axis);
    return (taken - 1) * (step[index] ?? 1) + (kernel[index] ?? 1) - (made[index] ?? 0);
  });
  const cut = beyond.map((size) => Math.max(0, size));
  const weights = call.graph.add('Transpose', [call.input(1)], { perm: [3, 2, 0, 1] });
  return [
    behindChannels(call, 2, (pictures) =>
      call.graph.add('ConvTranspose', [pictures, weights], {
        kernel_shape: kernel,
        strides: step,
        pads: [...cut.map((size) => Math.floor(size / 2)), ...cut.map((size) => Math.ceil(size / 2))],
        output_padding: beyond.map((size) => Math.max(0, -size)),
      }),
    ),
  ];
}

function pool(call: OperatorCall, operator: string, more: Readonly<Record<string, number>>): Value {
  const kernel = AXES.map((axis) => call.list('ksize')[axis] ?? 1);
  return behindChannels(call, 0, (pictures) =>
    call.graph.add(operator, [pictures], {
      kernel_shape: kernel,
      strides: strides(call),
      pads: padding(call, kernel, [1, 1]),
      ...more,
    }),
  );
}

function behindChannels(call: OperatorCall, place: number, work: (pictures: Value) => Value): Value {
  if (call.attribute('data_format') !== 'NHWC') throw call.unwritten('its channels do not come last');
  const turned = call.graph.add('Transpose', [call.input(place)], { perm: [0, 3, 1, 2] });
  return call.graph.add('Transpose', [work(turned)], { perm: [0, 2, 3, 1] });
}

function strides(call: OperatorCall): number[] {
  return AXES.map((axis) => call.list('strides')[axis] ?? 1);
}

/** SAME puts the odd place behind: tensorflow/core/framework/common_shape_fns.cc. */
function padding(call: OperatorCall, kernel: readonly number[], dilations: readonly number[]): number[] {
  const kind = call.attribute('padding');
  if (kind === 'VALID') return [0, 0, 0, 0];
  if (kind !== 'SAME') throw call.unwritten(`its padding is ${String(kind)}`);
  const step = strides(call);
  const total = AXES.map((axis, index) => {
    const size = call.fixedSize(0, axis);
    const reach = ((kernel[index] ?? 1) - 1) * (dilations[index] ?? 1) + 1;
    const stride = step[index] ?? 1;
    return Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach - size);
  });
  return [...total.map((size) => Math.floor(size / 2)), ...total.map((size) => Math.ceil(size / 2))];
}
