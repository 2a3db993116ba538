import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Scope } from './scopes.js';

/**
 * The Fastify instance that features register their routes on: route schemas are zod, and handlers get the parsed types.
 * A feature exports `async function <feature>Routes(app: App, deps: {...})` from `src/<feature>/<feature>-routes.ts`.
 */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The tenant that the request's API key belongs to. */
export interface RequestProject {
  readonly id: string;
  readonly name: string;
  /** Requests a second that it may make; 0 for any number, null where PROJECT_REQUESTS_PER_S says how many. */
  readonly requestsPerS: number | null;
}

/** The API key that came with the request, without the key itself. */
export interface RequestKey {
  readonly id: string;
  readonly scopes: readonly Scope[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set with `project`. */
    key: RequestKey;
    /** Set on every /v1 and /v2 route before its handler runs (auth.ts); never set on the open routes. */
    project: RequestProject;
  }
}
