import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What a finished step leaves behind. `key` names all that the step depended on: another key means that the step has
 * to run again. `detail` is what the step wants to remember.
 * @typedef {{ key: string, detail: Record<string, string> }} Stamp
 */

/**
 * @param {string} file
 * @returns {Stamp | undefined} undefined too when the file is damaged: the step then runs again
 */
export function readStamp(file) {
  try {
    const stamp = JSON.parse(readFileSync(file, 'utf8'));
    return typeof stamp?.key === 'string' && typeof stamp.detail === 'object' && stamp.detail !== null
      ? stamp
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {Stamp} stamp
 */
export function writeStamp(file, stamp) {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${randomUUID()}`;
  writeFileSync(partial, `${JSON.stringify(stamp)}\n`);
  renameSync(partial, file);
}

/** @param {string} file */
export function removeStamp(file) {
  rmSync(file, { force: true });
}

/**
 * One hash over parts whose borders count: ['ab', 'c'] and ['a', 'bc'] differ.
 * @param {readonly (string | Buffer)[]} parts
 * @returns {string} hexadecimal
 */
export function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = Buffer.from(part);
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest('hex');
}
