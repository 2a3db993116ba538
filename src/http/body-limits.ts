import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.js';

/** Enough for any definition of a model; what is wrong in more would take too long to list. */
const PLAIN_BODY_LIMIT_BYTES = 2 * 2 ** 20;

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The body carries rows of data, so that it may have BODY_LIMIT_BYTES; others may have 2 MiB. Its schema must leave
     * the rows to a hand-written check that stops at the first faults, as zod keeps an issue for every wrong number.
     */
    bulk?: boolean;
  }
}

/** Bounds the bodies of all routes. To be called before any route is added. */
export function limitBodies(app: FastifyInstance, config: Pick<Config, 'BODY_LIMIT_BYTES'>): void {
  app.addHook('onRoute', (route) => {
    const limit = route.config?.bulk === true ? config.BODY_LIMIT_BYTES : PLAIN_BODY_LIMIT_BYTES;
    route.bodyLimit ??= Math.min(limit, config.BODY_LIMIT_BYTES);
  });
}
