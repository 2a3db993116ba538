import { timingSafeEqual } from 'node:crypto';
import { SCOPES } from '../http/scopes.js';
import type { Logger } from '../logger.js';
import { hashApiKey, newApiKey } from './api-key.js';
import type { KeyRepository, NewKey, StoredKey } from './key-repository.js';

/** Where keys go that nobody named a project for. */
export const DEFAULT_PROJECT = 'default';

/** A key revoked by another process is still taken here for this long at most. */
const CACHE_MS = 2_000;
const CACHE_ENTRIES = 1_000;
const TOUCH_MS = 60_000;

interface CacheEntry {
  readonly expires: number;
  readonly key: Promise<StoredKey | null>;
}

/** Makes, checks, lists and revokes API keys. */
export class KeyService {
  readonly #repository: KeyRepository;
  readonly #logger: Pick<Logger, 'warn'>;
  /** By hash, oldest first. Keys that are not valid are not kept: one made a moment ago must work at once. */
  readonly #cache = new Map<string, CacheEntry>();

  constructor(repository: KeyRepository, logger: Pick<Logger, 'warn'>) {
    this.#repository = repository;
    this.#logger = logger;
  }

  /** What the key opens; null for a key that is unknown or revoked. Whether it has expired is for the caller to see. */
  async authenticate(key: string): Promise<StoredKey | null> {
    const hash = hashApiKey(key);
    const found = await this.#find(hash);
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
    return this.#repository.add(id, { name, scopes, expiresAt }, hashApiKey(key));
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
  }

  #find(hash: string): Promise<StoredKey | null> {
    const now = Date.now();
    const cached = this.#cache.get(hash);
    if (cached !== undefined && cached.expires > now) return cached.key;
    const key = this.#repository.findActive(hash);
    this.#keep(hash, { expires: now + CACHE_MS, key });
    key.then(
      (found) => (found === null ? this.#forget(hash, key) : this.#touch(found, now)),
      () => this.#forget(hash, key),
    );
    return key;
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
