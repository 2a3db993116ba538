import { UnavailableError } from '../errors.js';

/** The promise's outcome, or an UnavailableError with `detail` when there is none after `limitMs`; what it started goes on. */
export async function withTimeLimit<Result>(
  promise: Promise<Result>,
  limitMs: number,
  detail: string,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UnavailableError(detail)), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
    // Where the limit won, nobody is left to hear of a later failure.
    promise.catch(() => undefined);
  }
}

/** Whether the promise settles, either way, within the limit. */
export async function endsWithin(promise: Promise<unknown>, limitMs: number): Promise<boolean> {
  try {
    await withTimeLimit(
      promise.catch(() => undefined),
      limitMs,
      'too late',
    );
    return true;
  } catch {
    return false;
  }
}
