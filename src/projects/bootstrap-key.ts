import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { type Database, withTransaction } from '../database/client.js';
import { newApiKey } from './api-key.js';
import type { KeyService } from './key-service.js';

/** Where the first key is kept, for its owner's eyes only. */
export const FIRST_KEY_FILE = 'first-api-key';

/** Any number, the same in all servers: it names the lock that lets one of them at a time see to the first key. */
const LOCK = 7_351_001;

/**
 * Sees to it that somebody can get in: makes BOOTSTRAP_API_KEY valid where it is set and unknown, else, where there is
 * no key at all, makes the first one and keeps it in DATA_DIR.
 * @returns the key that was made, to be shown this once; undefined when none was.
 */
export async function bootstrapKey(
  config: Pick<Config, 'BOOTSTRAP_API_KEY' | 'DATA_DIR'>,
  keys: Pick<KeyService, 'add' | 'hasKeys'>,
  database: Pick<Database, 'pool'>,
): Promise<string | undefined> {
  return withTransaction(database.pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    if (config.BOOTSTRAP_API_KEY !== undefined) {
      await keys.add(config.BOOTSTRAP_API_KEY, 'BOOTSTRAP_API_KEY');
      return undefined;
    }
    if (await keys.hasKeys()) return undefined;
    const key = newApiKey();
    // Before it is made valid: a start that is cut off in between makes another one, and nobody is locked out.
    await mkdir(config.DATA_DIR, { recursive: true, mode: 0o711 });
    await writeFile(join(config.DATA_DIR, FIRST_KEY_FILE), `${key}\n`, { mode: 0o600 });
    await keys.add(key, 'first key');
    return key;
  });
}
