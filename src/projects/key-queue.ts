import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredKey } from './key-repository.js';

const MOST_WAITING = 256;
/** Between two questions. */
const PAUSE_MS = 100;

interface Waiting {
  readonly hash: string;
  resolve(key: StoredKey | null): void;
  reject(error: unknown): void;
}

/** Looks many keys up by one question at a time, ten a second at the most, however many come. */
export class KeyQueue {
  readonly #find: (hashes: readonly string[]) => Promise<readonly StoredKey[]>;
  #waiting: Waiting[] = [];
  #isAsking = false;

  constructor(find: (hashes: readonly string[]) => Promise<readonly StoredKey[]>) {
    this.#find = find;
  }

  /** The key of that hash; undefined where too many wait. */
  find(hash: string): Promise<StoredKey | null> | undefined {
    if (this.#waiting.length >= MOST_WAITING) return undefined;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ hash, resolve, reject });
      if (!this.#isAsking) void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    while (this.#waiting.length > 0) {
      const asked = this.#waiting;
      this.#waiting = [];
      try {
        const keys = await this.#find(asked.map(({ hash }) => hash));
        const found = new Map(keys.map((key) => [key.hash, key]));
        for (const { hash, resolve } of asked) resolve(found.get(hash) ?? null);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
      await sleep(PAUSE_MS);
    }
    this.#isAsking = false;
  }
}
