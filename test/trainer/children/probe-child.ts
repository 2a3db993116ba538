import { z } from 'zod';
import { openParentChannel } from '../../../src/trainer/parent-channel.js';

/** A child without an engine, which does what a test tells it. */
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

const channel = openParentChannel<FromProbe | { type: 'babbled' }, ToProbe>(toProbeSchema, (message) => {
  switch (message.type) {
    case 'echo':
      return void channel.send({ type: 'echoed', value: message.value });
    case 'babble':
      return void channel.send({ type: 'babbled' });
    case 'print':
      return console.error(message.line);
    case 'ignore_sigterm':
      return void process.on('SIGTERM', () => undefined);
    case 'exit':
      return process.exit(message.code);
  }
});
