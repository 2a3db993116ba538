import { z } from 'zod';

/** How a program trains: all in one graph, or operation by operation and why. */
export const programInfoSchema = z.object({
  program: z.enum(['compiled', 'eager']),
  program_reason: z.string().optional(),
});
export type ProgramInfo = z.infer<typeof programInfoSchema>;
