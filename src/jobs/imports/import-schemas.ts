import { z } from 'zod';

/** Shards of a model of TensorFlow.js have 4 MB each. */
export const MOST_FILES = 500;
const MOST_CLASSES = 10_000;
const MAX_RANK = 8;

/** What the part `options` may say of weights that were trained elsewhere. */
export const importOptionsSchema = z
  .strictObject({
    classes: z
      .array(z.string().max(1000))
      .min(2)
      .max(MOST_CLASSES)
      .optional()
      .describe('labels of the classes in the order of the outputs; their numbers when left out'),
    scale: z
      .number()
      .optional()
      .describe('what every input was multiplied by in training (1/255 for pixels): predict takes raw values then'),
    columns: z.array(z.string().max(1000)).min(1).max(16_384).optional().describe('names of the numbers of a row'),
    input_shape: z
      .array(z.int().positive())
      .max(MAX_RANK)
      .optional()
      .describe('sizes of one row, for a model that names no input shape and has no job yet'),
  })
  .meta({ id: 'ImportOptions', description: 'What is to be known of weights that were trained elsewhere' });
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** The multipart body, for the description of the API. */
export const importBodySchema = z.strictObject({
  options: importOptionsSchema.optional(),
  file: z
    .array(z.string().meta({ format: 'binary' }))
    .max(MOST_FILES)
    .describe('one safetensors, .weights.h5, .keras or zip, or model.json and its shards'),
});
