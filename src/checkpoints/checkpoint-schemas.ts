import { z } from 'zod';
import { EXPORT_FORMATS } from '../engine/export/export-formats.js';
import { jsonNumbersSchema } from '../http/json-number.js';
import { pageOf, pageQuery } from '../http/pagination.js';
import type { StoredCheckpoint } from './checkpoint-repository.js';

const jobId = z.string();
/** An epoch in an address: decimal digits and nothing else. */
const epoch = z.preprocess(
  (text) => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : text),
  z.int().positive().max(999_999_999),
);

export const jobParamsSchema = z.strictObject({ id: jobId });

/** A checkpoint in an address: by its epoch, or by what it is to its job. */
export const checkpointParamsSchema = z.strictObject({
  id: jobId,
  name: z
    .union([z.enum(['latest', 'best', 'final']), epoch])
    .describe('`latest`, `best`, `final` (of a job that has succeeded), or an epoch'),
});

export const checkpointsQuerySchema = z.strictObject({
  ...pageQuery,
  after: epoch.optional().describe('the last epoch of the page before'),
});

export const checkpointSchema = z
  .object({
    epoch: z.int(),
    metrics: jsonNumbersSchema,
    size_bytes: z.int().describe('weights and optimizer state together'),
    sha256: z.string().describe('of the bytes of weights and optimizer state'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Checkpoint', description: 'Weights and optimizer state at the end of an epoch' });

export const checkpointPageSchema = pageOf(checkpointSchema);

export const downloadQuerySchema = z.strictObject({
  format: z
    .enum(['safetensors', 'tfjs', ...EXPORT_FORMATS])
    .default('safetensors')
    .describe(
      '`safetensors`: the weights by their Keras paths; `tfjs`: what `tf.loadLayersModel` opens; `savedmodel`: a zip of what ' +
        '`tf.saved_model.load` and TensorFlow Serving open; `onnx`: what ONNX Runtime opens; `keras`: what `keras.models.load_model` ' +
        'opens; `weights_h5`: what `model.load_weights` of Keras 3 opens',
    ),
});

export const weightsQuerySchema = z.strictObject({ format: z.literal('tfjs').default('tfjs') });

/** A checkpoint as the API answers it. */
export function toCheckpoint(stored: StoredCheckpoint): z.infer<typeof checkpointSchema> {
  return {
    epoch: stored.epoch,
    metrics: { ...stored.metrics },
    size_bytes: stored.sizeBytes,
    sha256: stored.sha256,
    created_at: stored.createdAt.toISOString(),
  };
}
