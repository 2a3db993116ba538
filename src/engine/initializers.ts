import type { Initializer, InitializerConfigs } from '../keras-format/initializers.js';
import type { ObjectOf } from '../keras-format/keras-object.js';
import type { Philox } from '../random/philox.js';
import { randomStream } from '../random/streams.js';
import { orthogonalMatrix } from './orthogonal.js';
import { type Shape, sizeOf, type WeightPlan } from './plan/network-plan.js';

/** Standard deviation of a normal cut off at two: keras/src/initializers/random_initializers.py. */
const TRUNCATED_STDDEV = 0.87962566103423978;

type Fill<Name extends keyof InitializerConfigs> = (
  config: InitializerConfigs[Name],
  shape: Shape,
  random: Philox,
) => () => number;

const FILLS: { readonly [Name in keyof InitializerConfigs]: Fill<Name> } = {
  Zeros: () => () => 0,
  Ones: () => () => 1,
  Constant:
    ({ value }) =>
    () =>
      value,
  RandomNormal: ({ mean, stddev }, _, random) => normal(random, mean, stddev),
  RandomUniform: ({ minval, maxval }, _, random) => uniform(random, minval, maxval),
  TruncatedNormal: ({ mean, stddev }, _, random) => truncatedNormal(random, mean, stddev),
  VarianceScaling: (config, shape, random) => varianceScaling(config, shape, random),
  GlorotUniform: scaledBy({ scale: 1, mode: 'fan_avg', distribution: 'uniform' }),
  GlorotNormal: scaledBy({ scale: 1, mode: 'fan_avg', distribution: 'truncated_normal' }),
  HeUniform: scaledBy({ scale: 2, mode: 'fan_in', distribution: 'uniform' }),
  HeNormal: scaledBy({ scale: 2, mode: 'fan_in', distribution: 'truncated_normal' }),
  LecunUniform: scaledBy({ scale: 1, mode: 'fan_in', distribution: 'uniform' }),
  LecunNormal: scaledBy({ scale: 1, mode: 'fan_in', distribution: 'truncated_normal' }),
  Identity: ({ gain }, shape) => {
    const columns = shape.at(-1) ?? 1;
    let place = 0;
    return () => (place++ % (columns + 1) === 0 && place <= columns * columns ? gain : 0);
  },
  Orthogonal: ({ gain }, shape, random) => {
    const columns = shape.at(-1) ?? 1;
    const matrix = orthogonalMatrix(sizeOf(shape) / columns, columns, normal(random, 0, 1));
    let place = 0;
    return () => gain * (matrix[place++] ?? 0);
  },
};

/** The first values of a weight: a function of the fit's seed and the weight's name, or of the initializer's own seed. */
export function initialValues(weight: WeightPlan, seed: number): Float32Array {
  const own = ownSeed(weight.initializer);
  const random = own === null ? randomStream(seed, `weights/${weight.name}`) : randomStream(own, 'weights');
  const next = fillOf(weight.initializer, weight.shape, random);
  const values = Float32Array.from({ length: sizeOf(weight.shape) }, next);
  return weight.ones ? values.fill(1, weight.ones.from, weight.ones.to) : values;
}

function fillOf<Name extends keyof InitializerConfigs>(
  initializer: ObjectOf<InitializerConfigs, Name>,
  shape: Shape,
  random: Philox,
): () => number {
  return FILLS[initializer.class_name](initializer.config, shape, random);
}

function ownSeed(initializer: Initializer): number | null {
  return 'seed' in initializer.config ? initializer.config.seed : null;
}

type Scaling = Pick<InitializerConfigs['VarianceScaling'], 'scale' | 'mode' | 'distribution'>;
type FanAxes = Pick<InitializerConfigs['VarianceScaling'], 'input_axes' | 'output_axes'>;

function scaledBy(scaling: Scaling) {
  return (axes: FanAxes, shape: Shape, random: Philox) => varianceScaling({ ...scaling, ...axes }, shape, random);
}

/** Glorot, He and LeCun are cases of this: keras/src/initializers/random_initializers.py, VarianceScaling. */
function varianceScaling(
  { scale, mode, distribution, ...axes }: Scaling & FanAxes,
  shape: Shape,
  random: Philox,
): () => number {
  const [fanIn, fanOut] = fans(shape, axes);
  const fan = { fan_in: fanIn, fan_out: fanOut, fan_avg: (fanIn + fanOut) / 2 }[mode];
  const variance = scale / Math.max(1, fan);
  if (distribution === 'uniform') return uniform(random, -Math.sqrt(3 * variance), Math.sqrt(3 * variance));
  if (distribution === 'untruncated_normal') return normal(random, 0, Math.sqrt(variance));
  return truncatedNormal(random, 0, Math.sqrt(variance) / TRUNCATED_STDDEV);
}

/** Inputs and outputs that one value of the kernel stands between; a convolution's window counts on both sides. */
function fans(shape: Shape, { input_axes, output_axes }: FanAxes): [number, number] {
  if (input_axes && output_axes) {
    const along = (axes: readonly number[]) => sizeOf(axes.map((axis) => shape.at(axis) ?? 1));
    return [along(input_axes), along(output_axes)];
  }
  if (shape.length < 2) return [sizeOf(shape), sizeOf(shape)];
  const window = sizeOf(shape.slice(0, -2));
  return [window * (shape.at(-2) ?? 1), window * (shape.at(-1) ?? 1)];
}

function uniform(random: Philox, low: number, high: number): () => number {
  return () => low + (high - low) * random.uniform();
}

/** Box and Muller's transform of two uniform numbers. */
function normal(random: Philox, mean: number, stddev: number): () => number {
  return () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
    return mean + stddev * radius * Math.cos(2 * Math.PI * random.uniform());
  };
}

/** Values beyond two standard deviations are drawn again. */
function truncatedNormal(random: Philox, mean: number, stddev: number): () => number {
  const standard = normal(random, 0, 1);
  return () => {
    let value = standard();
    while (Math.abs(value) > 2) value = standard();
    return mean + stddev * value;
  };
}
