import { z } from 'zod';
import { checkpointTensorSchema } from '../../engine/checkpoint.js';
import { EXPORT_FORMATS } from '../../engine/export/export-formats.js';
import { checkpointFileSchema, modelDefinitionSchema } from '../../engine/training-spec.js';

/** A checkpoint to write in another program's format, into files of a folder. */
export const exportTaskSchema = z.object({
  type: z.literal('export'),
  format: z.enum(EXPORT_FORMATS),
  engine: z.enum(['auto', 'tensorflow', 'cpu']),
  definition: modelDefinitionSchema,
  checkpoint: checkpointFileSchema,
  scaling: z.object({ scale: z.number().optional(), offset: z.number().optional() }),
  metadata: z.record(z.string(), z.string()),
  folder: z.string(),
});

/** Another program's files, of whose weights a checkpoint's bytes are to be written to `target`. */
export const importTaskSchema = z.object({
  type: z.literal('import'),
  definition: modelDefinitionSchema,
  files: z.array(z.object({ name: z.string(), path: z.string() })).min(1),
  target: z.string(),
});

/** What the server tells a conversion process, once. */
export const toConversionSchema = z.discriminatedUnion('type', [exportTaskSchema, importTaskSchema]);
export type ConversionTask = z.infer<typeof toConversionSchema>;

/** What it answers, once. */
export const fromConversionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('exported'), files: z.array(z.string()).min(1) }),
  z.object({ type: z.literal('imported'), format: z.string(), tensors: z.array(checkpointTensorSchema) }),
  /** `code` where the model or the files are to blame. */
  z.object({ type: z.literal('failed'), code: z.string().optional(), detail: z.string() }),
]);
export type ConversionAnswer = z.infer<typeof fromConversionSchema>;
