import type { FastifyRequest } from 'fastify';

/** Whether the client would rather poll than wait: `Prefer: respond-async` (RFC 7240). */
export function prefersAsync({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const preferences = [headers.prefer ?? []].flat().flatMap((line) => line.split(','));
  return preferences.some((preference) => preference.split(';')[0]?.trim().toLowerCase() === 'respond-async');
}
