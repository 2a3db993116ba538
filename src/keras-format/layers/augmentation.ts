import { z } from 'zod';
import { neutral, seedSchema, UNSUPPORTED } from '../keras-object.js';
import { kerasLayer } from './common.js';
import { channelsLast } from './window.js';

/** The lowest and the highest, in any order; in order afterwards. */
function pairSchema(number: z.ZodType<number>) {
  return z
    .array(number)
    .length(2)
    .transform(([first = 0, second = 0]): [number, number] => [Math.min(first, second), Math.max(first, second)]);
}

/** One number (its size on both sides of 0, within the range), or the lowest and the highest; a pair in order afterwards. */
function factorSchema(number: z.ZodType<number>, lowest: number) {
  const both = number.transform((size): [number, number] => [Math.max(-Math.abs(size), lowest), Math.abs(size)]);
  return z.union([both, pairSchema(number)]);
}

const turns = factorSchema(z.number().min(-1).max(1), -1);
const contrasts = factorSchema(z.number().min(0).max(1), 0);
/** One number stays one: 1 stands for -1 to 1, which neither Keras nor this schema takes as a pair. */
const zoom = z.number().gt(-1).max(1);
const zooms = z.union([zoom, pairSchema(zoom)]);

const common = {
  data_format: channelsLast,
  seed: seedSchema,
  bounding_box_format: neutral([null], 'bounding boxes'),
  /** Which of its generators Keras 2 draws from; the service has its own. */
  rng_type: z
    .enum(['stateful', 'stateless', 'legacy_stateful'])
    .nullable()
    .optional()
    .meta({ [UNSUPPORTED]: true }),
};
const moved = {
  ...common,
  fill_mode: z.enum(['reflect', 'constant', 'wrap', 'nearest']).default('reflect'),
  fill_value: z.number().default(0),
  interpolation: z.enum(['nearest', 'bilinear']).default('bilinear'),
};
const valueRange = z.tuple([z.number(), z.number()]).default([0, 255]);

/**
 * Layers that change pictures at random while training, each row by a transform of its own
 * (keras/src/layers/preprocessing/image_preprocessing).
 */
export const AUGMENTATION_LAYERS = [
  kerasLayer('RandomFlip', {
    ...common,
    mode: z.enum(['horizontal', 'vertical', 'horizontal_and_vertical']).default('horizontal_and_vertical'),
  }),
  kerasLayer('RandomRotation', { ...moved, factor: turns }),
  kerasLayer('RandomTranslation', { ...moved, height_factor: turns, width_factor: turns }),
  kerasLayer('RandomZoom', { ...moved, height_factor: zooms, width_factor: zooms.nullable().default(null) }),
  kerasLayer('RandomContrast', { ...common, factor: contrasts, value_range: valueRange }),
  kerasLayer('RandomBrightness', { ...common, factor: turns, value_range: valueRange }),
] as const;
export type AugmentationLayerName = z.infer<(typeof AUGMENTATION_LAYERS)[number]>['class_name'];
