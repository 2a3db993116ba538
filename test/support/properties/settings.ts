import type fc from 'fast-check';

/** Every run tries the same inputs, so that a property either holds for all or fails for all. */
const SEED = 20261129;

/** The settings of a property: how many inputs it is tried on. A failure prints the smallest input that fails. */
export function runs(numRuns: number): fc.Parameters<unknown> {
  return { seed: SEED, numRuns, includeErrorInReport: true };
}
