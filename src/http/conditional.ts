import type { FastifyReply, FastifyRequest } from 'fastify';

/** The tag of a resource whose row counts its writes, and of `more` that can change without one. Weak: the same version may be worded differently. */
export function etagOf(version: number, more?: number): string {
  return more === undefined ? `W/"${version}"` : `W/"${version}-${more}"`;
}

/**
 * Sets `ETag`, and says whether the client holds this version already; then it is answered 304 and there is nothing
 * left to send: `if (isUnchanged(request, reply, etag)) return reply.code(304).send()`.
 */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  reply.header('etag', etag).header('cache-control', 'private, no-cache');
  const held = request.headers['if-none-match'];
  if (held === undefined) return false;
  return held.trim() === '*' || held.split(',').some((tag) => opaque(tag) === opaque(etag));
}

/** RFC 9110 compares tags weakly for If-None-Match: with or without `W/`. */
function opaque(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
