import { join } from 'node:path';
import type { Config } from '../config.js';
import { FIRST_KEY_FILE } from '../projects/bootstrap-key.js';

/** Prints a key that was just made, for the person who started the service: it is shown this once. */
export function showFirstKey(key: string | undefined, config: Pick<Config, 'DATA_DIR'>): void {
  if (key === undefined) return;
  console.log(`API key: ${key}\n  shown this once; kept in ${join(config.DATA_DIR, FIRST_KEY_FILE)}`);
}
