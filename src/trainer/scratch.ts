import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type FolderLock, lockFolder } from '../database/folder-lock.js';
import type { CheckpointFile } from '../engine/training-spec.js';
import type { AttemptStore, CheckpointRef } from './attempt-store.js';

/** A folder of one attempt: checkpoints on their way from and to the database. */
export interface Scratch {
  readonly path: string;
  /** Writes a stored checkpoint into a file here. */
  fetch(checkpoint: CheckpointRef, signal: AbortSignal): Promise<CheckpointFile>;
  remove(): Promise<void>;
}

/** Makes a new, empty folder below `root`. */
export async function openScratch(
  root: string,
  store: Pick<AttemptStore, 'readCheckpoint' | 'readPartial'>,
): Promise<Scratch> {
  await mkdir(root, { recursive: true });
  const path = await mkdtemp(join(root, 'attempt-'));
  return {
    path,
    fetch: async ({ jobId, epoch, state }, signal) => {
      const file = join(path, `from-${jobId}-${epoch}`);
      const bytes = state.partial ? store.readPartial(jobId) : store.readCheckpoint(jobId, epoch);
      await pipeline(bytes, createWriteStream(file), { signal });
      return { path: file, state };
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** A folder of one worker, for the folders of its attempts. */
export interface ScratchRoot {
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder this young may not have been locked yet by the worker that made it. */
const SETTLED_MS = 60_000;

/**
 * Makes a worker's folder below `parent`, and removes what workers of this machine that were killed have left there: nobody
 * holds the lock on their folders any more. Locks do not reach across machines, and so folders of others stay.
 */
export async function openScratchRoot(parent: string, workerId: string): Promise<ScratchRoot> {
  const path = join(parent, `${workerPrefix()}${workerId}`);
  await mkdir(path, { recursive: true });
  const lock = await lockFolder(path);
  if (!lock) throw new Error(`another worker uses ${path}`);
  await removeOrphans(parent);
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true });
      await lock.release();
    },
  };
}

const workerPrefix = () => `${hostname()}+`;

async function removeOrphans(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(workerPrefix())) continue;
    const folder = join(parent, name);
    const lock = await lockIfSettled(folder);
    if (!lock) continue;
    await rm(folder, { recursive: true, force: true });
    await lock.release();
  }
}

/** Undefined also when the folder has gone meanwhile: its worker has removed it, or another one has. */
async function lockIfSettled(folder: string): Promise<FolderLock | undefined> {
  try {
    const { mtimeMs } = await stat(folder);
    return Date.now() - mtimeMs < SETTLED_MS ? undefined : await lockFolder(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
