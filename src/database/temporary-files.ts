import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Longer than any work on them is likely to take: what is older was left behind by a server that was killed. */
const STALE_MS = 24 * 3_600_000;

/** A file or a folder that lives until it is removed. */
export interface TemporaryFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** What other processes read or write once: weights on their way from and to the database, prepared rows. */
export class TemporaryFiles {
  readonly #folder: string;
  #ready: Promise<void> | undefined;

  /** @param dataDir the service's DATA_DIR. @param purpose names the folder there. */
  constructor(dataDir: string, purpose: string) {
    this.#folder = join(dataDir, 'cache', purpose);
  }

  /** Writes the bytes into a new file. Nothing stays of it when they end with an error. */
  async write(bytes: AsyncIterable<Uint8Array>): Promise<TemporaryFile> {
    this.#ready ??= this.#prepare();
    await this.#ready;
    const path = join(this.#folder, randomUUID());
    const remove = () => rm(path, { force: true });
    try {
      await pipeline(bytes, createWriteStream(path));
    } catch (error) {
      await remove();
      throw error;
    }
    return { path, remove };
  }

  /** A new folder, for the files of one piece of work. */
  async folder(): Promise<TemporaryFile> {
    this.#ready ??= this.#prepare();
    await this.#ready;
    const path = join(this.#folder, randomUUID());
    await mkdir(path);
    return { path, remove: () => rm(path, { recursive: true, force: true }) };
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
      if (age > STALE_MS) await rm(path, { recursive: true, force: true });
    }
  }
}
