import { z } from 'zod';
import { neutral, seedSchema } from '../keras-object.js';
import { kerasLayer } from './common.js';

const rate = z.number().min(0).max(1);
const dataFormat = z.enum(['channels_last']).nullable().default('channels_last');
const spatial = { rate, seed: seedSchema, noise_shape: neutral([null], 'noise_shape') };

/** The batch first; null stands for the size of the input there. */
export const noiseShapeSchema = z.array(z.int().positive().nullable()).max(8).nullable().default(null);

/** Layers that disturb or punish their input while training (keras/src/layers/regularization). */
export const NOISE_LAYERS = [
  kerasLayer('Dropout', { rate, noise_shape: noiseShapeSchema, seed: seedSchema }),
  kerasLayer('SpatialDropout1D', spatial),
  kerasLayer('SpatialDropout2D', { ...spatial, data_format: dataFormat }),
  kerasLayer('SpatialDropout3D', { ...spatial, data_format: dataFormat }),
  kerasLayer('GaussianDropout', { rate: z.number().min(0).lt(1), seed: seedSchema }),
  kerasLayer('GaussianNoise', { stddev: z.number().min(0).max(1), seed: seedSchema }),
  kerasLayer('AlphaDropout', { rate, noise_shape: noiseShapeSchema, seed: seedSchema }),
  kerasLayer('ActivityRegularization', { l1: z.number().min(0).default(0), l2: z.number().min(0).default(0) }),
] as const;
export type NoiseLayerName = z.infer<(typeof NOISE_LAYERS)[number]>['class_name'];
