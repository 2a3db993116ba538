import { timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../errors.js';
import { SCOPES } from '../http/scopes.js';
import type { Logger } from '../logger.js';
import { hashApiKey, newApiKey } from './api-key.js';
import { KeyQueue } from './key-queue.js';
import type { KeyRepository, NewKey, StoredKey } from './key-repository.js';
import { WrongKeys } from './wrong-keys.js';

/** Where keys go that nobody named a project for. */
export const DEFAULT_PROJECT = 'default';

/** A key revoked by another process is still taken here for this long at most. */
const CACHE_MS = 2_000;
const CACHE_ENTRIES = 1_000;
const TOUCH_MS = 60_000;
/** Keys that are remembered to have been valid. */
const MOST_VALID = 10_000;
/** After which an address may try another key. */
const RETRY_S = 1;

interface CacheEntry {
  readonly expires: number;
  readonly key: Promise<StoredKey | null>;
}

/** Makes, checks, lists and revokes API keys. */
export class KeyService {
  readonly #repository: KeyRepository;
  readonly #logger: Pick<Logger, 'warn'>;
  /** Keys that are valid, and those being looked up, by hash, oldest first. */
  readonly #cache = new Map<string, CacheEntry>();

  readonly #wrong = new WrongKeys();
  /** Hashes of keys that were valid when they were last looked up, the latest last. */
  readonly #valid = new Set<string>();
  readonly #queue: KeyQueue;

  constructor(repository: KeyRepository, logger: Pick<Logger, 'warn'>) {
    this.#repository = repository;
    this.#logger = logger;
    this.#queue = new KeyQueue((hashes) => repository.findActiveAmong(hashes));
  }

  /**
   * What the key opens; null for a key that is unknown or revoked. Whether it has expired is for the caller to see.
   * @param address where it came from: one that tries many wrong keys is refused. @throws {WrongKeysError}
   */
  async authenticate(key: string, address = ''): Promise<StoredKey | null> {
    const hash = hashApiKey(key);
    const found = await this.#find(hash, address);
    // Postgres compared already; this comparison takes the same time whatever the bytes are.
    return found !== null && timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash)) ? found : null;
  }

  /** Makes a key for the project, and the project where there is none of that name. The key itself is told only here. */
  async create(
    name: string,
    project = DEFAULT_PROJECT,
    limits: Partial<Omit<NewKey, 'name'>> = {},
  ): Promise<{ key: string; stored: StoredKey }> {
    const key = newApiKey();
    return { key, stored: await this.add(key, name, project, limits) };
  }

  /** Makes a given key valid, for everything and for good unless it is limited; one that was revoked stays so. */
  async add(
    key: string,
    name: string,
    project = DEFAULT_PROJECT,
    { scopes = SCOPES, expiresAt = null }: Partial<Omit<NewKey, 'name'>> = {},
  ): Promise<StoredKey> {
    const { id } = await this.#repository.ensureProject(project);
    const hash = hashApiKey(key);
    const added = await this.#repository.add(id, { name, scopes, expiresAt }, hash);
    this.#wrong.forget(hash);
    return added;
  }

  list(): Promise<StoredKey[]> {
    return this.#repository.list();
  }

  /** Whether there is any key, revoked ones too. */
  async hasKeys(): Promise<boolean> {
    return (await this.#repository.count()) > 0;
  }

  /** Revokes a key for good. @returns null when there is no such key. */
  async revoke(id: string): Promise<StoredKey | null> {
    const revoked = await this.#repository.revoke(id);
    if (revoked !== null) this.forget(revoked.hash);
    return revoked;
  }

  /** Has a key that was changed looked up anew by its next request here; elsewhere that takes 2 s at the most. */
  forget(hash: string): void {
    this.#cache.delete(hash);
    this.#wrong.forget(hash);
  }

  #find(hash: string, address: string): Promise<StoredKey | null> | null {
    const now = Date.now();
    const cached = this.#cache.get(hash);
    if (cached !== undefined && cached.expires > now) return cached.key;
    if (this.#wrong.has(hash)) return null;
    const key = this.#lookUp(hash, address);
    this.#keep(hash, { expires: now + CACHE_MS, key });
    key.then(
      (found) => (found === null ? this.#forget(hash, key) : this.#touch(found, now)),
      () => this.#forget(hash, key),
    );
    return key;
  }

  /**
   * A key that was valid before costs nothing. Any other is counted against its address; past that it waits for its turn among
   * others, so that a valid one gets through from wherever somebody else tries wrong ones.
   */
  async #lookUp(hash: string, address: string): Promise<StoredKey | null> {
    const isCounted = !this.#valid.has(hash);
    const isPast = isCounted && !this.#wrong.take(address);
    const found = await this.#ask(hash, isPast).catch((error: unknown) => {
      if (isCounted && !isPast) this.#wrong.giveBack(address);
      throw error;
    });
    if (found === null) {
      this.#valid.delete(hash);
      this.#wrong.keep(hash);
      if (isPast) throw new WrongKeysError();
    } else {
      if (isCounted && !isPast) this.#wrong.giveBack(address);
      this.#keepValid(hash);
    }
    return found;
  }

  async #ask(hash: string, isPast: boolean): Promise<StoredKey | null> {
    if (!isPast) return this.#repository.findActive(hash);
    const turn = this.#queue.find(hash);
    if (turn === undefined) throw new WrongKeysError();
    return turn;
  }

  #keepValid(hash: string): void {
    this.#valid.delete(hash);
    this.#valid.add(hash);
    for (const oldest of this.#valid) {
      if (this.#valid.size <= MOST_VALID) break;
      this.#valid.delete(oldest);
    }
  }

  #keep(hash: string, entry: CacheEntry): void {
    this.#cache.delete(hash);
    this.#cache.set(hash, entry);
    for (const oldest of this.#cache.keys()) {
      if (this.#cache.size <= CACHE_ENTRIES) break;
      this.#cache.delete(oldest);
    }
  }

  #forget(hash: string, key: Promise<StoredKey | null>): void {
    if (this.#cache.get(hash)?.key === key) this.#cache.delete(hash);
  }

  /** Beside the request, which does not wait for it. */
  #touch({ id, lastUsedAt }: StoredKey, now: number): void {
    const before = new Date(now - TOUCH_MS);
    if (lastUsedAt !== null && lastUsedAt > before) return;
    this.#repository.touch(id, before).catch((error: unknown) => {
      this.#logger.warn({ err: error, key: id }, 'could not note when a key was used');
    });
  }
}

/** 429: many keys from this address were wrong, and so is this one, or it cannot be looked up now. */
class WrongKeysError extends ServiceError {
  constructor() {
    super(
      429,
      'too_many_wrong_keys',
      'Many API keys from this address were wrong, and this one is not known to be right.',
      {
        headers: { 'retry-after': String(RETRY_S) },
      },
    );
  }
}
