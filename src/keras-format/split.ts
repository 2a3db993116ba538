import { z } from 'zod';

const MAX_SEED = 2 ** 31 - 1;

/** How the rows that `validation_split` asks for are chosen; Keras itself has the last part only. */
export const splitSchema = z
  .strictObject({
    method: z
      .enum(['last', 'random'])
      .default('random')
      .describe('the last part of the rows, as Keras takes it, or rows drawn at random; both before any shuffling'),
    stratify: z.boolean().default(false).describe('every class keeps its share on both sides'),
    group: z.boolean().default(false).describe("rows of one group of the dataset's `group` are never on both sides"),
    seed: z.int().min(0).max(MAX_SEED).optional().describe("the seed of the fit when left out; the job's own for good"),
  })
  .superRefine((split, context) => {
    if (split.method === 'random') return;
    const meaningless = [
      ...(split.stratify ? ['stratify'] : []),
      ...(split.group ? ['group'] : []),
      ...(split.seed === undefined ? [] : ['seed']),
    ];
    for (const field of meaningless) {
      context.addIssue({
        code: 'custom',
        path: [field],
        message: 'means nothing for the last part of the rows; it goes with "method": "random"',
      });
    }
  })
  .meta({ id: 'Split', description: 'How the rows that `validation_split` holds out are chosen' });
export type Split = z.infer<typeof splitSchema>;
