/** How long a key is taken for wrong without asking again; as long as one that was revoked elsewhere may still be taken for valid. */
const KEPT_MS = 2_000;
const MOST_KEPT = 1_000;
/** Wrong keys that an address may try at once, and from then on in a second. */
const BURST = 20;
const PER_S = 1;
/** Addresses that have tried wrong keys lately; those past them share one budget. */
const MOST_ADDRESSES = 10_000;
const OTHERS = 'others';

interface Budget {
  left: number;
  at: number;
}

/** Remembers keys that are wrong, and how many of them each address may still try; its memory is bounded. */
export class WrongKeys {
  /** By hash, until when; oldest first. */
  readonly #kept = new Map<string, number>();
  readonly #budgets = new Map<string, Budget>();
  readonly #now: () => number;

  /** @param now milliseconds of a clock that does not jump. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  has(hash: string): boolean {
    return (this.#kept.get(hash) ?? 0) > this.#now();
  }

  keep(hash: string): void {
    this.#kept.delete(hash);
    this.#kept.set(hash, this.#now() + KEPT_MS);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
  }

  /** The key may be right from now on. */
  forget(hash: string): void {
    this.#kept.delete(hash);
  }

  /** Counts a key that may be wrong against the address that it came from. @returns whether the address may try it. */
  take(address: string): boolean {
    const budget = this.#budgetOf(networkOf(address));
    if (budget.left < 1) return false;
    budget.left -= 1;
    return true;
  }

  /** The key was right after all, or could not be looked up. */
  giveBack(address: string): void {
    const budget = this.#budgetOf(networkOf(address));
    budget.left = Math.min(BURST, budget.left + 1);
  }

  #budgetOf(network: string): Budget {
    const now = this.#now();
    const known = this.#budgets.get(network);
    if (known !== undefined) return refill(known, now);
    if (this.#budgets.size >= MOST_ADDRESSES) this.#dropFull(now);
    // Whoever comes from ever new addresses gets no new budget with each.
    const name = this.#budgets.size >= MOST_ADDRESSES ? OTHERS : network;
    const budget = this.#budgets.get(name) ?? { left: BURST, at: now };
    this.#budgets.set(name, budget);
    return refill(budget, now);
  }

  /** A budget that is full again says nothing. */
  #dropFull(now: number): void {
    for (const [network, budget] of this.#budgets) {
      if (refill(budget, now).left >= BURST) this.#budgets.delete(network);
    }
  }
}

function refill(budget: Budget, now: number): Budget {
  budget.left = Math.min(BURST, budget.left + ((now - budget.at) / 1000) * PER_S);
  budget.at = now;
  return budget;
}

const GROUPS_OF_NETWORK = 4;
const GROUPS = 8;

/** An IPv4 address, or the 64 bits of an IPv6 address that a customer of a provider has at least. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const last = address.slice(address.lastIndexOf(':') + 1);
  if (last.includes('.')) return last;
  const [head = '', tail = ''] = (address.split('%', 1)[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros: string[] = Array.from({ length: Math.max(0, GROUPS - before.length - after.length) }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, GROUPS_OF_NETWORK).join(':')}::/64`;
}
