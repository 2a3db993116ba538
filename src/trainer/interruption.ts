import type { StopRequest } from './attempt-store.js';

/** The claim belongs to another attempt: what this one still holds must not be written. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';
}

/** Why an attempt stops before its training is through: the user, the worker's own stop, its time being over, or a claim that is lost. */
export type InterruptionReason = StopRequest | 'shutdown' | 'time_over' | 'lost';

/** A later reason replaces an earlier one of lower weight: a user who pauses and then cancels has cancelled. */
const WEIGHT = { pause: 0, shutdown: 1, time_over: 2, cancel: 3, lost: 4 } as const satisfies Record<
  InterruptionReason,
  number
>;

/** Whether and why one attempt must stop. `signal` is aborted by the first reason, `lost` by a lost claim only. */
export class Interruption {
  private readonly any = new AbortController();
  private readonly claim = new AbortController();
  private strongest: InterruptionReason | undefined;

  get signal(): AbortSignal {
    return this.any.signal;
  }

  get lost(): AbortSignal {
    return this.claim.signal;
  }

  get reason(): InterruptionReason | undefined {
    return this.strongest;
  }

  raise(reason: InterruptionReason): void {
    if (this.strongest && WEIGHT[reason] <= WEIGHT[this.strongest]) return;
    this.strongest = reason;
    this.any.abort();
    if (reason === 'lost') this.claim.abort(new ClaimLostError('The claim is lost.'));
  }
}

/** Calls `listener` when the signal is aborted, at once when it is already; the answer takes the listener off again. */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

/** The result of `work`, or the signal's reason thrown as soon as it is aborted; `work` itself goes on unheard. */
export async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let forget = () => {};
  const aborted = new Promise<never>((_, reject) => {
    forget = onAbort(signal, () => reject(signal.reason));
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    forget();
  }
}
