import { z } from 'zod';

/** What a confined child is asked to try. */
export const toPrisonerSchema = z.object({
  outside: z.array(z.string()),
  own: z.string(),
  reads: z.array(z.string()),
  port: z.int(),
});
export type ToPrisoner = z.infer<typeof toPrisonerSchema>;

/** What came of each attempt: `done`, or the code of the error. */
export const fromPrisonerSchema = z.record(z.string(), z.string());
export type FromPrisoner = z.infer<typeof fromPrisonerSchema>;
