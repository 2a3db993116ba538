import { z } from 'zod';

/** What was found of rows that train and rows that validate, side by side. */
export const splitFiguresSchema = z.object({
  trainingRows: z.int(),
  validationRows: z.int(),
  /** Of so many rows that validate, those whose inputs are to the bit those of a row that trains; all but where there are millions. */
  duplicates: z.object({ rows: z.int(), of: z.int() }),
  /** Rows of each class on both sides, by its number; undefined where the targets are no classes. */
  classes: z.object({ training: z.array(z.int()), validation: z.array(z.int()) }).optional(),
});
export type SplitFigures = z.infer<typeof splitFiguresSchema>;
