import type { Config } from '../config.js';

/**
 * How long a job waits after so many failures of the infrastructure in a row: RETRY_FIRST_MS, twice as long each time up to
 * RETRY_LAST_MS, and of that a random part between half and all, so that jobs which failed together do not come back together.
 */
export function retryDelayMs(
  failures: number,
  { RETRY_FIRST_MS, RETRY_LAST_MS }: Pick<Config, 'RETRY_FIRST_MS' | 'RETRY_LAST_MS'>,
  random: () => number = Math.random,
): number {
  const longest = Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** (failures - 1));
  return Math.round(longest * (0.5 + random() / 2));
}
