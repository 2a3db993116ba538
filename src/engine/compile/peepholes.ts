import { DATA_TYPE } from './graph.js';
import type { Application, KnownValues, Peephole } from './peephole.js';
import type { RecordedConstant, TensorId } from './trace.js';
import { flagAttribute, textAttribute, typeAttribute } from './trace-attributes.js';

/** A cast to the type that a value has already, as tfjs makes before many operations. */
const castToItself: Peephole = ({ attributes, inputs: [x] }) =>
  attributeOf(attributes, 'SrcT') === attributeOf(attributes, 'DstT') ? x : undefined;

const identity: Peephole = ({ inputs: [x] }) => x;

/** Laid out as it is already. */
const reshapeToItself: Peephole = ({ inputs: [x] }, values, shape) =>
  x !== undefined && sameShape(values.shape(x), shape) ? x : undefined;

const reshapeTwice: Peephole = ({ name, attributes, inputs: [x, shape] }, values) => {
  const before = producer(values, x, 'Reshape');
  const original = before?.inputs[0];
  return original === undefined || shape === undefined ? undefined : { name, attributes, inputs: [original, shape] };
};

/** tfjs knows products of stacks of matrices only, which take a slower way in TensorFlow than that of two matrices. */
const productOfTwo: Peephole = ({ attributes, inputs }, values) => {
  if (inputs.some((id) => values.shape(id).length !== 2 || !values.isFloat(id))) return undefined;
  return {
    name: 'MatMul',
    inputs,
    attributes: [
      FLOAT(),
      flagAttribute('transpose_a', attributeOf(attributes, 'adj_x') === true),
      flagAttribute('transpose_b', attributeOf(attributes, 'adj_y') === true),
    ],
  };
};

/** A bias behind a product, named so that TensorFlow can do both in one. */
const bias: Peephole = ({ inputs: [a, b] }, values, shape) => {
  if (a === undefined || b === undefined) return undefined;
  const [x, added] = values.shape(a).length === 1 ? [b, a] : [a, b];
  const fits = shape.length > 1 && sameShape(values.shape(x), shape) && sameShape(values.shape(added), shape.slice(-1));
  if (!fits || !PRODUCTS.has(values.madeBy(x)?.name ?? '')) return undefined;
  return { name: 'BiasAdd', inputs: [x, added], attributes: [FLOAT(), CHANNELS_LAST()] };
};

/** The sum over all but the last axis, which is the gradient of a bias. */
const sumOfRows: Peephole = ({ attributes, inputs: [x, axes] }, values) => {
  if (x === undefined || axes === undefined || !values.isFloat(x)) return undefined;
  if (attributeOf(attributes, 'keep_dims') === true) return undefined;
  const summed = numbers(values.constant(axes));
  const rank = values.shape(x).length;
  const wanted = Array.from({ length: rank - 1 }, (_, axis) => axis);
  if (rank < 2 || !summed || summed.toSorted((a, b) => a - b).join() !== wanted.join()) return undefined;
  return { name: 'BiasAddGrad', inputs: [x], attributes: [FLOAT(), CHANNELS_LAST()] };
};

const timesOne: Peephole = ({ inputs: [a, b] }, values, shape) => {
  if (a === undefined || b === undefined) return undefined;
  if (isFilledWith(values, b, 1) && sameShape(values.shape(a), shape)) return a;
  if (isFilledWith(values, a, 1) && sameShape(values.shape(b), shape)) return b;
  return undefined;
};

/** A product with one number that is spelled out for every row is slower than with the number itself. */
const timesNumber: Peephole = ({ name, attributes, inputs: [a, b] }, values, shape) => {
  if (a === undefined || b === undefined || !values.isFloat(a)) return undefined;
  for (const [x, factor] of [
    [a, b],
    [b, a],
  ] as const) {
    const held = numbers(values.constant(factor));
    const [first] = held ?? [];
    if (!held || first === undefined || held.length < 2 || !sameShape(values.shape(x), shape)) continue;
    if (held.every((value) => value === first)) return { name, attributes, inputs: [x, values.scalar(first)] };
  }
  return undefined;
};

/** A mean times the number of what it is of is the sum. */
const meanTimesCount: Peephole = ({ inputs: [a, b] }, values) => {
  const mean = producer(values, a, 'Mean');
  const [x] = mean?.inputs ?? [];
  const [count, ...more] = numbers(b === undefined ? undefined : values.constant(b)) ?? [];
  if (!mean || a === undefined || x === undefined || more.length > 0) return undefined;
  const counted = size(values.shape(x)) / size(values.shape(a));
  return count === counted ? { ...mean, name: 'Sum' } : undefined;
};

/** To float32 and back: what is taken for a whole number is a class, and float32 holds it exactly. */
const castBack: Peephole = ({ attributes, inputs: [x] }, values) => {
  const isBack = attributeOf(attributes, 'DstT') === DATA_TYPE.int32;
  return isBack ? wholeBefore(values, x) : undefined;
};

const equalWholes: Peephole = ({ name, attributes, inputs }, values) => {
  const wholes = inputs.map((id) => wholeBefore(values, id)).filter((id) => id !== undefined);
  if (wholes.length < 2) return undefined;
  const others = attributes.filter((given) => given.name !== 'T');
  return { name, attributes: [typeAttribute('T', DATA_TYPE.int32), ...others], inputs: wholes };
};

const dividedByOne: Peephole = ({ inputs: [a, b] }, values, shape) =>
  a !== undefined && b !== undefined && isFilledWith(values, b, 1) && sameShape(values.shape(a), shape) ? a : undefined;

/** dy (y (1 - y)), the gradient of y = sigmoid(x). */
const sigmoidGradient = gradientOf('SigmoidGrad', (slope, values) => {
  const product = producer(values, slope, 'Mul');
  return product?.inputs.find((y) => {
    const other = product.inputs.find((id) => id !== y);
    const rest = producer(values, other, 'Sub');
    return producer(values, y, 'Sigmoid') && rest?.inputs[1] === y && isFilledWith(values, rest.inputs[0], 1);
  });
});

/** (1 - y^2) dy, the gradient of y = tanh(x). */
const tanhGradient = gradientOf('TanhGrad', (slope, values) => {
  const rest = producer(values, slope, 'Sub');
  const y = producer(values, rest?.inputs[1], 'Square')?.inputs[0];
  return producer(values, y, 'Tanh') && isFilledWith(values, rest?.inputs[0], 1) ? y : undefined;
});

/** dy step(x), where tfjs's step keeps what is not a number and is else 1 above zero: the gradient of relu(x). */
const reluGradient: Peephole = ({ inputs }, values, shape) => {
  for (const [position, slope] of inputs.entries()) {
    const dy = inputs[1 - position];
    const choice = producer(values, slope, 'Select');
    const [isNan, x, step] = choice?.inputs ?? [];
    const [above, one, zero] = producer(values, step, 'Select')?.inputs ?? [];
    const [compared, limit] = producer(values, above, 'Greater')?.inputs ?? [];
    if (dy === undefined || x === undefined || compared !== x || producer(values, isNan, 'IsNan')?.inputs[0] !== x)
      continue;
    const steps = isFilledWith(values, limit, 0) && isFilledWith(values, one, 1) && isFilledWith(values, zero, 0);
    if (!steps || !sameShape(values.shape(dy), shape) || !sameShape(values.shape(x), shape)) continue;
    // By the output it is the same, and leaves the input to nobody but relu, so that TensorFlow can join it to a product.
    return { name: 'ReluGrad', inputs: [dy, values.find('Relu', [x]) ?? x], attributes: [FLOAT()] };
  }
  return undefined;
};

/** What may stand in place of an operation, by its name. */
export const PEEPHOLES: ReadonlyMap<string, readonly Peephole[]> = new Map([
  ['Cast', [castToItself, castBack]],
  ['Identity', [identity]],
  ['Reshape', [reshapeToItself, reshapeTwice]],
  ['BatchMatMulV2', [productOfTwo]],
  ['Add', [bias]],
  ['AddV2', [bias]],
  ['Sum', [sumOfRows]],
  ['Mul', [timesOne, timesNumber, meanTimesCount, sigmoidGradient, tanhGradient, reluGradient]],
  ['Equal', [equalWholes]],
  ['RealDiv', [dividedByOne]],
]);

/** Operations that TensorFlow joins with a bias. */
const PRODUCTS: ReadonlySet<string> = new Set(['MatMul', 'Conv2D', 'DepthwiseConv2dNative']);

const FLOAT = () => typeAttribute('T', DATA_TYPE.float32);
const CHANNELS_LAST = () => textAttribute('data_format', 'NHWC');

/** A product of `dy` and a slope that `outputOf` knows as that of an activation with this output. */
function gradientOf(
  name: string,
  outputOf: (slope: TensorId | undefined, values: KnownValues) => TensorId | undefined,
): Peephole {
  return ({ inputs }, values, shape) => {
    for (const [position, slope] of inputs.entries()) {
      const dy = inputs[1 - position];
      const y = outputOf(slope, values);
      const fits = y !== undefined && dy !== undefined && [y, dy].every((id) => sameShape(values.shape(id), shape));
      if (fits) return { name, inputs: [y, dy], attributes: [FLOAT()] };
    }
    return undefined;
  };
}

function producer(values: KnownValues, id: TensorId | undefined, name: string): Application | undefined {
  const made = id === undefined ? undefined : values.madeBy(id);
  return made?.name === name ? made : undefined;
}

/** The int32 numbers that a float32 value was made from. */
function wholeBefore(values: KnownValues, id: TensorId | undefined): TensorId | undefined {
  const cast = producer(values, id, 'Cast');
  const isWhole = cast !== undefined && attributeOf(cast.attributes, 'SrcT') === DATA_TYPE.int32;
  return isWhole && attributeOf(cast.attributes, 'DstT') === DATA_TYPE.float32 ? cast.inputs[0] : undefined;
}

function attributeOf(attributes: Application['attributes'], name: string): unknown {
  return attributes.find((given) => given.name === name)?.value;
}

/** Whether a value is a constant that holds nothing but this number. */
function isFilledWith(values: KnownValues, id: TensorId | undefined, number: number): boolean {
  if (id === undefined) return false;
  const filled = producer(values, id, 'Fill')?.inputs[1];
  const held = numbers(values.constant(filled ?? id));
  return held !== undefined && held.length > 0 && held.every((value) => value === number);
}

function numbers(constant: RecordedConstant | undefined): readonly number[] | undefined {
  if (!constant) return undefined;
  const { buffer, byteOffset, byteLength } = constant.bytes;
  if (constant.type === DATA_TYPE.float32) return Array.from(new Float32Array(buffer, byteOffset, byteLength / 4));
  if (constant.type === DATA_TYPE.int32) return Array.from(new Int32Array(buffer, byteOffset, byteLength / 4));
  return undefined;
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}
