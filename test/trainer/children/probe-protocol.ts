import { z } from 'zod';

/** What a test tells a probe: a child process without an engine. */
export const toProbeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('echo'), value: z.unknown() }),
  z.object({ type: z.literal('babble') }),
  z.object({ type: z.literal('print'), line: z.string() }),
  z.object({ type: z.literal('ignore_sigterm') }),
  z.object({ type: z.literal('exit'), code: z.int() }),
]);
export type ToProbe = z.infer<typeof toProbeSchema>;

export const fromProbeSchema = z.object({ type: z.literal('echoed'), value: z.unknown() });
export type FromProbe = z.infer<typeof fromProbeSchema>;
