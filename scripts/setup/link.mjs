import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a symbolic link, in place of whatever is there.
 * @param {string} target
 * @param {string} file
 */
export function link(target, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${randomUUID()}`;
  symlinkSync(target, partial);
  try {
    renameSync(partial, file);
  } catch {
    // A folder cannot be renamed over.
    rmSync(file, { recursive: true, force: true });
    renameSync(partial, file);
  }
}
