import type { Serializable } from 'node:child_process';
import type { z } from 'zod';

/** The child's end of the channel to the process that forked it. */
export interface ParentChannel<Sent> {
  /** Resolves when the message is on its way. A parent that is gone is no error: this process ends by that. */
  send(message: Sent): Promise<void>;
}

/**
 * Listens to the parent from a child that `forkEngineChild` made, and ends the process when the channel closes: a child never
 * outlives its parent, even one that was killed. A message that the schema refuses ends it as well.
 */
export function openParentChannel<Sent extends Serializable, Received>(
  received: z.ZodType<Received>,
  listener: (message: Received) => void,
): ParentChannel<Sent> {
  process.on('disconnect', () => process.exit(0));
  // It may have closed while this process was still loading its modules.
  if (!process.connected) process.exit(0);
  process.on('message', (message) => listener(received.parse(message)));
  return {
    send: (message) =>
      new Promise((resolve) => {
        if (process.send && process.connected) process.send(message, undefined, {}, () => resolve());
        else resolve();
      }),
  };
}
