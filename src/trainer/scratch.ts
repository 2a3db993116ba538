import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
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
export async function openScratch(root: string, store: Pick<AttemptStore, 'readCheckpoint'>): Promise<Scratch> {
  await mkdir(root, { recursive: true });
  const path = await mkdtemp(join(root, 'attempt-'));
  return {
    path,
    fetch: async ({ jobId, epoch, state }, signal) => {
      const file = join(path, `from-${jobId}-${epoch}`);
      await pipeline(store.readCheckpoint(jobId, epoch), createWriteStream(file), { signal });
      return { path: file, state };
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
