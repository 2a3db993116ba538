import { execFile } from 'node:child_process';
import { chmod, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PIECE_BYTES = 2 ** 20;
/** Postgres and the members of the service may pass it. */
const PASSABLE = 0o711;

/** Why no small disk can be had here; undefined where one can. */
export function lackOfDisks(): string | undefined {
  if (process.platform === 'linux' && process.getuid?.() === 0) return undefined;
  return 'it needs root on Linux, to mount a small disk';
}

/** Puts a disk of its own, in memory, under a folder. */
export async function mountDisk(folder: string, bytes: number): Promise<void> {
  await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'fitserve-drill', folder]);
  await chmod(folder, PASSABLE);
}

/** Takes it away again; a process that is just ending may still use it. */
export async function unmountDisk(folder: string): Promise<void> {
  await run('umount', ['--lazy', folder]);
}

/** A file that takes the room of a disk. */
export class Filler {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, 'filler');
  }

  /** Writes until the disk is full, or has `leaveBytes` left as `df` tells it. */
  async fill(freeBytes: number, leaveBytes: number): Promise<void> {
    const file = await open(this.#path, 'w');
    try {
      const piece = Buffer.alloc(PIECE_BYTES);
      for (let left = freeBytes - leaveBytes; left > 0; left -= PIECE_BYTES) await file.write(piece);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    } finally {
      await file.close();
    }
  }

  async empty(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
