import { openParentChannel } from '../../../src/trainer/parent-channel.js';
import { type FromProbe, type ToProbe, toProbeSchema } from './probe-protocol.js';

/** A child without an engine, which does what a test tells it. */
const channel = openParentChannel<FromProbe | { type: 'babbled' }, ToProbe>(toProbeSchema, (message) => {
  switch (message.type) {
    case 'echo':
      return void channel.send({ type: 'echoed', value: message.value });
    case 'babble':
      return void channel.send({ type: 'babbled' });
    case 'print':
      return console.error(message.line);
    case 'ignore_sigterm':
      process.on('SIGTERM', () => undefined);
      return void channel.send({ type: 'echoed', value: 'ignored' });
    case 'exit':
      return process.exit(message.code);
  }
});
