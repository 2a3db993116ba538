import { z } from 'zod';

/** How TensorFlow Serving tells of the versions of a model: GetModelStatusResponse as JSON, newest version first. */
export const modelStatusSchema = z
  .object({
    model_version_status: z.array(
      z.object({
        version: z.string(),
        state: z.literal('AVAILABLE'),
        status: z.object({ error_code: z.literal('OK'), error_message: z.literal('') }),
      }),
    ),
  })
  .meta({ id: 'ModelStatus', description: 'GetModelStatusResponse of TensorFlow Serving, as JSON' });
export type ModelStatus = z.infer<typeof modelStatusSchema>;

export function toModelStatus(versions: readonly number[]): ModelStatus {
  return {
    model_version_status: versions.map((version) => ({
      version: String(version),
      state: 'AVAILABLE',
      status: { error_code: 'OK', error_message: '' },
    })),
  };
}
