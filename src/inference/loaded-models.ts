interface Entry {
  /** Resolves to the bytes that the model takes, once it is loaded. */
  readonly loaded: Promise<number>;
  /** Undefined until it is loaded. */
  memoryBytes: number | undefined;
  /** Requests that need it now. */
  users: number;
}

/** Which models a process holds, the least recently used first, within a bound of memory. */
export class LoadedModels {
  readonly #limitBytes: number;
  readonly #unload: (key: string) => void;
  readonly #entries = new Map<string, Entry>();

  constructor(limitBytes: number, unload: (key: string) => void) {
    this.#limitBytes = limitBytes;
    this.#unload = unload;
  }

  /** Whether the model is loaded, or about to be. */
  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** Whether the model is loaded. */
  isReady(key: string): boolean {
    return this.#entries.get(key)?.memoryBytes !== undefined;
  }

  /** Notes that a model that is in use takes more than when it was loaded: programs are compiled as they are needed. */
  resize(key: string, memoryBytes: number): void {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.memoryBytes === memoryBytes) return;
    entry.memoryBytes = memoryBytes;
    this.#makeRoom();
  }

  /**
   * Does `work` with the model loaded; it stays so until the work is done. `load` is called once for all who ask meanwhile;
   * when it rejects all of them do, and the next one tries again.
   */
  async use<Result>(key: string, load: () => Promise<number>, work: (key: string) => Promise<Result>): Promise<Result> {
    const entry = this.#entries.get(key) ?? { loaded: load(), memoryBytes: undefined, users: 0 };
    // A Map remembers the order of insertion: this one is now the last used.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.users++;
    try {
      const loadedBytes = await entry.loaded.catch((error: unknown) => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
        throw error;
      });
      entry.memoryBytes ??= loadedBytes;
      this.#makeRoom();
      return await work(key);
    } finally {
      entry.users--;
    }
  }

  /** Unloads what was not used for longest and is not in use; what is in use may pass the bound for a while. */
  #makeRoom(): void {
    let bytes = [...this.#entries.values()].reduce((sum, { memoryBytes = 0 }) => sum + memoryBytes, 0);
    for (const [key, entry] of this.#entries) {
      if (bytes <= this.#limitBytes) return;
      if (entry.users > 0) continue;
      this.#entries.delete(key);
      this.#unload(key);
      bytes -= entry.memoryBytes ?? 0;
    }
  }
}
