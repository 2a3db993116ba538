import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lockFolder } from './folder-lock.js';

const HEARTBEAT_MS = 30_000;
/** A mark that has not been renewed for this long belongs to a process that is gone. */
const STALE_MS = 4 * HEARTBEAT_MS;
const LOCK_RETRY_MS = 10;

/** What stands in the folder beside the copies, `<copy>.<kind>-<uuid>`. */
const USE = '.use-';
const PART = '.part-';
const GONE = '.gone-';
const COPY_NAME = /^[0-9a-f]{64}-[0-9a-f]{16}$/;
const BESIDE_NAME = /\.(?:use|part|gone)-[0-9a-f-]{36}$/;

/**
 * A folder of copies that several processes share. Each copy is a folder of its own, which appears whole or not at all.
 * A file beside it, touched now and then, marks it as in use; what nobody uses is deleted, the longest unused first, when
 * there are more bytes than `limitBytes`.
 */
export class CacheFolder {
  readonly #folder: string;
  readonly #limitBytes: number;
  /** Path of this process's mark on each copy that it uses. */
  readonly #marks = new Map<string, string>();
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(folder: string, limitBytes: number) {
    this.#folder = folder;
    this.#limitBytes = limitBytes;
  }

  /**
   * Marks the copy as in use, and makes room for it where it is not here.
   * @param bytes that it has. @param isWhole whether it is here as it should be.
   * @returns whether it is here; if not, the caller makes it with newPart and adopt.
   */
  async claim(name: string, bytes: number, isWhole: () => Promise<boolean>): Promise<boolean> {
    await mkdir(this.#folder, { recursive: true });
    const found = await this.#locked(async () => {
      const mark = join(this.#folder, `${name}${USE}${randomUUID()}`);
      await writeFile(mark, '');
      this.#marks.set(name, mark);
      if (await isWhole()) {
        await touch(join(this.#folder, name));
        return { isHere: true, gone: [] };
      }
      const damaged = await this.#setAside([name]);
      return { isHere: false, gone: [...damaged, ...(await this.#makeRoom(bytes))] };
    });
    this.#heartbeat ??= setInterval(() => void this.#renew(), HEARTBEAT_MS).unref();
    await removeAll(found.gone);
    return found.isHere;
  }

  /** Path for a copy that is being made; nothing is there yet. */
  newPart(name: string): string {
    return join(this.#folder, `${name}${PART}${randomUUID()}`);
  }

  /** Makes a finished part the copy; where another process was faster, the part is dropped. */
  async adopt(part: string, name: string): Promise<void> {
    await this.#locked(async () => {
      const isThere = (await stat(join(this.#folder, name)).catch(() => undefined)) !== undefined;
      if (isThere) await rm(part, { recursive: true, force: true });
      else await rename(part, join(this.#folder, name));
    });
  }

  /** Takes this process's mark away, and deletes what is over the limit. */
  async release(name: string): Promise<void> {
    const mark = this.#marks.get(name);
    if (mark === undefined) return;
    this.#marks.delete(name);
    const gone = await this.#locked(async () => {
      await rm(mark, { force: true });
      await touch(join(this.#folder, name));
      return this.#makeRoom(0);
    });
    await removeAll(gone);
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
    const marks = [...this.#marks.values()];
    this.#marks.clear();
    await removeAll(marks);
  }

  async #renew(): Promise<void> {
    await Promise.all([...this.#marks.values()].map(touch));
  }

  /** Puts unused copies aside until `bytes` more fit. @returns what is to be deleted, which need not wait for the lock. */
  async #makeRoom(bytes: number): Promise<string[]> {
    const names = await readdir(this.#folder);
    const leftovers = await this.#stale(names);
    const inUse = new Set(
      names.filter((name) => name.includes(USE) && !leftovers.includes(name)).map((name) => name.split(USE)[0]),
    );
    const copies = await Promise.all(names.filter((name) => COPY_NAME.test(name)).map((name) => this.#look(name)));
    let total = copies.reduce((sum, copy) => sum + copy.bytes, bytes);
    const unused = copies.filter((copy) => !inUse.has(copy.name)).sort((a, b) => a.usedAt - b.usedAt);
    const evicted: string[] = [];
    for (const copy of unused) {
      if (total <= this.#limitBytes) break;
      evicted.push(copy.name);
      total -= copy.bytes;
    }
    return [...leftovers.map((name) => join(this.#folder, name)), ...(await this.#setAside(evicted))];
  }

  /** Marks, parts and deletions that a process has left behind when it died. */
  async #stale(names: readonly string[]): Promise<string[]> {
    const own = new Set([...this.#marks.values()]);
    const stale: string[] = [];
    for (const name of names.filter((name) => BESIDE_NAME.test(name))) {
      const path = join(this.#folder, name);
      if (own.has(path)) continue;
      if (Date.now() - (await newest(path)) > STALE_MS) stale.push(name);
    }
    return stale;
  }

  async #look(name: string): Promise<{ name: string; bytes: number; usedAt: number }> {
    const path = join(this.#folder, name);
    const files = await readdir(path).catch(() => []);
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(path, file))).size));
    const usedAt = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
    return { name, bytes: sizes.reduce((sum, size) => sum + size, 0), usedAt };
  }

  /** Takes copies out of sight at once; deleting them may take long. */
  async #setAside(names: readonly string[]): Promise<string[]> {
    const gone: string[] = [];
    for (const name of names) {
      const path = join(this.#folder, `${name}${GONE}${randomUUID()}`);
      const renamed = await rename(join(this.#folder, name), path).then(
        () => true,
        () => false,
      );
      if (renamed) gone.push(path);
    }
    return gone;
  }

  /** Runs `work` while no other process of this machine looks at the folder. */
  async #locked<Result>(work: () => Promise<Result>): Promise<Result> {
    let lock = await lockFolder(this.#folder);
    while (lock === undefined) {
      await pause(LOCK_RETRY_MS);
      lock = await lockFolder(this.#folder);
    }
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

/** When a file, or what is in a folder, was last written; 0 for what is gone. */
async function newest(path: string): Promise<number> {
  const own = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
  const files = await readdir(path).catch(() => []);
  const times = await Promise.all(
    files.map(async (file) => (await stat(join(path, file)).catch(() => undefined))?.mtimeMs ?? 0),
  );
  return Math.max(own, ...times);
}

async function removeAll(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })));
}
