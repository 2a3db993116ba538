import type { Interpolation } from '../../keras-format/layers/resizing.js';

/** How much each place of an axis counts for each place of the axis that is made of it. */
type Weights = number[][];

/** A symmetric weight of places by their distance, zero from `radius` on: tensorflow/core/kernels/image/sampling_kernels.h. */
interface Kernel {
  readonly radius: number;
  at(distance: number): number;
}

const TRIANGLE: Kernel = { radius: 1, at: (x) => Math.max(0, 1 - x) };
/** Keys' cubic, with -1/2 for its parameter. */
const CUBIC: Kernel = {
  radius: 2,
  at: (x) => {
    if (x >= 2) return 0;
    return x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1;
  },
};
const lanczos = (radius: number): Kernel => ({
  radius,
  at: (x) => {
    if (x > radius) return 0;
    if (x <= 1e-3) return 1;
    return (radius * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / radius)) / (Math.PI * Math.PI * x * x);
  },
});

/**
 * What `tf.image.resize` makes of an axis of so many places: every interpolation of it is a sum of places with fixed weights, one
 * axis after the other. Sizes are floats of 32 bits there, which decides where a place lies between two.
 */
export function interpolationWeights(
  { interpolation, antialias }: { interpolation: Interpolation; antialias: boolean },
  from: number,
  to: number,
): Weights {
  switch (interpolation) {
    case 'nearest':
      return places(to, (place) => one(from, Math.min(Math.floor(centre(place, from, to)), from - 1)));
    case 'area':
      return places(to, (place) => overlaps(place, from, to));
    case 'bilinear':
      return antialias ? sampled(TRIANGLE, true, from, to) : places(to, (place) => between(place, from, to));
    case 'bicubic':
      return antialias ? sampled(CUBIC, true, from, to) : places(to, (place) => cubic(place, from, to));
    case 'lanczos3':
      return sampled(lanczos(3), antialias, from, to);
    case 'lanczos5':
      return sampled(lanczos(5), antialias, from, to);
  }
}

const places = (count: number, row: (place: number) => number[]): Weights =>
  Array.from({ length: count }, (_, place) => row(place));

/** The middle of a place on the axis that it is made of, on which place 0 reaches from 0 to 1. */
function centre(place: number, from: number, to: number): number {
  return Math.fround((place + 0.5) * Math.fround(from / to));
}

function one(length: number, chosen: number): number[] {
  return Array.from({ length }, (_, place) => (place === chosen ? 1 : 0));
}

/** Linear between the centres of two places, the outermost continued. */
function between(place: number, from: number, to: number): number[] {
  const source = Math.fround(centre(place, from, to) - 0.5);
  const lower = Math.floor(source);
  const row = one(from, -1);
  const add = (index: number, weight: number) => {
    const within = Math.min(Math.max(index, 0), from - 1);
    row[within] = (row[within] ?? 0) + weight;
  };
  add(lower, 1 - (source - lower));
  add(lower + 1, source - lower);
  return row;
}

/** TensorFlow looks the cubic up in a table of so many steps between two places: resize_bicubic_op.cc. */
const CUBIC_STEPS = 1024;

function cubic(place: number, from: number, to: number): number[] {
  const source = Math.fround(centre(place, from, to) - 0.5);
  const first = Math.floor(source);
  const offset = roundedToEven((source - first) * CUBIC_STEPS) / CUBIC_STEPS;
  return normalized(from, (index) => CUBIC.at(Math.abs(index - first - offset)));
}

function roundedToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

/** Weights of a kernel, made wider where an axis shrinks and is smoothed: scale_and_translate_op.cc. */
function sampled(kernel: Kernel, antialias: boolean, from: number, to: number): Weights {
  const scale = Math.fround(1 / Math.fround(to / from));
  const width = antialias ? Math.max(scale, 1) : 1;
  return places(to, (place) => {
    const sample = Math.fround((place + 0.5) * scale);
    return normalized(from, (index) => {
      const distance = Math.abs(index + 0.5 - sample) / width;
      return distance > kernel.radius ? 0 : kernel.at(distance);
    });
  });
}

function normalized(length: number, weightOf: (index: number) => number): number[] {
  const row = Array.from({ length }, (_, index) => weightOf(index));
  const sum = row.reduce((total, weight) => total + weight, 0);
  return sum === 0 ? row : row.map((weight) => weight / sum);
}

/** How much of each place a larger one covers, of its own size: resize_area_op.cc. */
function overlaps(place: number, from: number, to: number): number[] {
  const size = Math.fround(from / to);
  const start = Math.fround(place * size);
  const end = Math.fround((place + 1) * size);
  return Array.from({ length: from }, (_, index) => {
    if (index <= start && end <= index + 1) return 1;
    return Math.max(0, Math.min(index + 1, end) - Math.max(index, start)) / size;
  });
}
