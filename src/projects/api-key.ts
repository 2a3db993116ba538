import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'fsk_';
const RANDOM_BYTES = 24;

/** A new API key: `fsk_` and 192 random bits in hexadecimal. It is shown once and kept nowhere. */
export function newApiKey(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('hex');
}

/** What is stored of a key. A key is random and long, so that a plain SHA-256 cannot be searched. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
