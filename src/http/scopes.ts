import { z } from 'zod';
import { ServiceError } from '../errors.js';

/** What a key may do in its project. None includes another, so that a key can be given exactly what it needs. */
export const SCOPES = ['read', 'data', 'train', 'predict', 'admin'] as const;
export const scopeSchema = z
  .enum(SCOPES)
  .describe(
    'read: look at everything; data: bring and delete datasets; train: make models, train and serve them; ' +
      'predict: predict and evaluate; admin: keys, webhooks and the audit log',
  );
export type Scope = z.infer<typeof scopeSchema>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key needs to be let in; of several, any one of them. A route that is neither `open` nor declares this is refused at the start. */
    scope?: Scope | readonly Scope[];
  }
}

/** The scopes of which a key needs one. */
export function scopesOf({ scope }: { readonly scope?: Scope | readonly Scope[] }): readonly Scope[] {
  if (scope === undefined) return [];
  return typeof scope === 'string' ? [scope] : scope;
}

/** @throws {InsufficientScopeError} where the key has none of what the route needs; one that declares nothing lets nobody in. */
export function requireScope(needed: readonly Scope[], held: readonly Scope[]): void {
  if (!needed.some((scope) => held.includes(scope))) throw new InsufficientScopeError(needed, held);
}

/** 403: a valid key that may not do this (RFC 6750 gives the header and its word). */
class InsufficientScopeError extends ServiceError {
  constructor(needed: readonly Scope[], held: readonly Scope[]) {
    const wanted = needed.length === 1 ? `the scope ${needed[0]}` : `one of the scopes ${needed.join(', ')}`;
    super(403, 'insufficient_scope', `This route needs ${wanted}; this key has ${held.join(', ') || 'none'}.`, {
      headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${needed.join(' ')}"` },
    });
  }
}
