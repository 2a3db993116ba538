import { forkEngineChild } from '../../../src/trainer/child-process.js';
import { silentLogger } from '../../support/config.js';
import { fromProbeSchema } from './probe-protocol.js';

/** A process that forks a probe, prints the probe's process id, and waits to be killed. */
const child = forkEngineChild({
  name: 'probe',
  modulePath: new URL('./probe-child.js', import.meta.url),
  received: fromProbeSchema,
  logger: silentLogger,
  threads: 0,
});
console.log(child.pid);
