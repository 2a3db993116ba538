import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;

/**
 * Waits until `look` gives something else than false, null or undefined, and returns that. A `look` that rejects is asked again.
 * @throws an error that names `what` when it has not come after `timeoutMs`.
 */
export async function waitFor<Found>(
  what: string,
  look: () => Found | Promise<Found>,
  timeoutMs = 60_000,
): Promise<Exclude<Found, false | null | undefined>> {
  const deadline = Date.now() + timeoutMs;
  let failure: unknown;
  for (;;) {
    try {
      const found = await look();
      failure = undefined;
      if (found !== false && found !== null && found !== undefined) {
        return found as Exclude<Found, false | null | undefined>;
      }
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`, { cause: failure });
    await sleep(POLL_MS);
  }
}
