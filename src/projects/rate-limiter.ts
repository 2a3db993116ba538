import type { Logger } from '../logger.js';
import { OwnTokens, type TokenStore } from './token-store.js';

/** What a server takes at a time: requests of a tenth of a second, so that the store is asked ten times a second at the most. */
const LEASE_S = 0.1;
/** What is not used by then was taken for nothing; others had better have had it. */
const LEASE_KEPT_MS = 1_000;
/** A store that failed is not asked again before this. */
const AWAY_MS = 5_000;
/** Leases of projects that are not active any more are forgotten when there are so many. */
const MOST_LEASES = 10_000;

export type Verdict =
  | { readonly allowed: true; readonly left: number }
  | { readonly allowed: false; readonly retryInMs: number };

interface Lease {
  readonly perS: number;
  tokens: number;
  /** What was left for all when it was last asked for. */
  left: number;
  keptUntil: number;
  emptyUntil: number;
  asking: Promise<void> | undefined;
}

/**
 * Bounds the requests of projects over all servers together, without asking anybody at most requests: each server takes some of the
 * project's bucket in advance, and more beside the requests when half of them are used. In any `T` seconds `perS` times `T + 1` requests get
 * through, and a tenth of `perS` more for each server. While the store is away each server counts for itself.
 */
export class RateLimiter {
  readonly #store: TokenStore;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #own = new OwnTokens();
  readonly #leases = new Map<string, Lease>();
  #awayUntil = 0;

  constructor(store: TokenStore, logger: Pick<Logger, 'warn'>) {
    this.#store = store;
    this.#logger = logger;
  }

  /** Counts one request of the project; a promise only where the store has to be waited for. */
  take(projectId: string, perS: number): Verdict | Promise<Verdict> {
    const lease = this.#leaseOf(projectId, perS);
    return this.#judge(projectId, lease) ?? this.#takeLater(projectId, lease);
  }

  async #takeLater(projectId: string, lease: Lease): Promise<Verdict> {
    for (;;) {
      await this.#ask(projectId, lease);
      // Others that waited too may have been quicker.
      const verdict = this.#judge(projectId, lease);
      if (verdict !== undefined) return verdict;
    }
  }

  #judge(projectId: string, lease: Lease): Verdict | undefined {
    const now = performance.now();
    if (now > lease.keptUntil) lease.tokens = 0;
    if (lease.tokens > 0) {
      lease.tokens -= 1;
      if (lease.tokens < sizeOf(lease) / 2 && now > lease.emptyUntil) void this.#ask(projectId, lease);
      return { allowed: true, left: Math.floor(lease.tokens + lease.left) };
    }
    if (now < lease.emptyUntil) return { allowed: false, retryInMs: lease.emptyUntil - now };
    return undefined;
  }

  /** One question at a time for each project. */
  #ask(projectId: string, lease: Lease): Promise<void> {
    lease.asking ??= this.#refill(projectId, lease).finally(() => {
      lease.asking = undefined;
    });
    return lease.asking;
  }

  async #refill(projectId: string, lease: Lease): Promise<void> {
    const { granted, left } = await this.#grant(projectId, lease);
    const now = performance.now();
    lease.tokens += granted;
    lease.left = left;
    if (granted > 0) lease.keptUntil = now + LEASE_KEPT_MS;
    else lease.emptyUntil = now + Math.max(LEASE_S, 1 / lease.perS) * 1000;
  }

  async #grant(projectId: string, { perS, ...lease }: Lease) {
    const most = sizeOf({ perS, ...lease });
    if (performance.now() > this.#awayUntil) {
      try {
        return await this.#store.take(projectId, perS, most);
      } catch (error) {
        this.#awayUntil = performance.now() + AWAY_MS;
        this.#logger.warn({ err: error }, 'rates are counted by each server for itself: the database is away');
      }
    }
    return this.#own.take(projectId, perS, most);
  }

  #leaseOf(projectId: string, perS: number): Lease {
    const known = this.#leases.get(projectId);
    if (known?.perS === perS) return known;
    if (this.#leases.size >= MOST_LEASES) this.#leases.clear();
    const lease: Lease = { perS, tokens: 0, left: perS, keptUntil: 0, emptyUntil: 0, asking: undefined };
    this.#leases.set(projectId, lease);
    return lease;
  }
}

function sizeOf({ perS }: Pick<Lease, 'perS'>): number {
  return Math.max(1, Math.ceil(perS * LEASE_S));
}
