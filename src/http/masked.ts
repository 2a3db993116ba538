import type { FastifyRequest } from 'fastify';

/** Keys of the API and secrets of webhooks, wherever they stand: their prefix is theirs alone. */
const SECRET = /\b(fsk|whsec)_[\w+/=%-]{8,}/g;
const PREFIXES = ['fsk_', 'whsec_'] as const;
const MASK = '…';

/** Shorter ones may be parts of words, and what has other characters may be parts of JSON. */
const KEY = /^[\w.~+/=-]{20,}$/;

/** Whether a text may hold a secret of ours. */
export function mayHoldSecret(text: string): boolean {
  return PREFIXES.some((prefix) => text.includes(prefix));
}

/** The text without keys and secrets of ours, and without `own`, the key that the request came with, which may have any form. */
export function masked(text: string, own?: string): string {
  const withoutOwn = own !== undefined && KEY.test(own) ? text.replaceAll(own, MASK) : text;
  return mayHoldSecret(withoutOwn) ? withoutOwn.replace(SECRET, `$1_${MASK}`) : withoutOwn;
}

/** The key that a request came with, valid or not. */
export function keyIn({ headers: { authorization } }: Pick<FastifyRequest, 'headers'>): string | undefined {
  return authorization?.slice(authorization.lastIndexOf(' ') + 1);
}
