import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify';
import { UnauthorizedError } from '../errors.js';
import type { RequestKey, RequestProject } from './app-type.js';
import { requireScope, type Scope, scopesOf } from './scopes.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route answers without an API key. */
    open?: boolean;
  }
}

/** What a key opens, and until when. */
export interface Grant extends RequestKey {
  readonly project: RequestProject;
  readonly expiresAt: Date | null;
}

/** Finds what an API key opens; null for a key that is unknown or revoked. It hears of the address that sends it. */
export type Authenticate = (key: string, address: string) => Promise<Grant | null>;

const BEARER = /^Bearer +([^\s]+) *$/i;
/** Only at the queue's page, which is for browsers. */
const BASIC = /^Basic +([A-Za-z0-9+/=]{1,400}) *$/i;
const LONGEST_KEY = 200;
/** Swagger's own routes carry no config of ours. */
const DOCS = /^\/docs(\/|$)/;

/** Where the queue's page is (queue-board.ts); its routes carry no config of ours either, and are for admins. */
export const BOARD_PATH = '/queues';
const BOARD = /^\/queues(\/|$)/;
const BOARD_SCOPES = ['admin'] as const;

const VERSIONED = /^\/v\d+(\/|$)/;

/**
 * Demands an API key with a scope of the route on every route but the open ones, and sets `request.project` and `request.key`.
 * A route that is neither open nor declares its scope is refused when it is added.
 */
export function requireApiKeys(app: FastifyInstance, authenticate: Authenticate): void {
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.open === true || DOCS.test(url) || scopesAt(url, config).length > 0) return;
    throw new Error(`the route ${String(method)} ${url} declares no scope: its config needs "scope", or "open: true"`);
  });
  app.addHook('onRequest', async (request) => {
    if (isOpen(request)) return;
    const grant = await authenticate(keyOf(request), request.ip);
    if (grant === null) throw new UnauthorizedError('This API key is not valid here, or was revoked.');
    const { id, scopes, project, expiresAt } = grant;
    if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
      throw new UnauthorizedError(`This API key expired at ${expiresAt.toISOString()}.`, 'key_expired');
    }
    request.project = project;
    request.key = { id, scopes };
    // Of an address that is not known, a valid key may hear that.
    const { url, config } = request.routeOptions;
    if (url !== undefined) requireScope(scopesAt(url, config), scopes);
  });
}

function isOpen(request: FastifyRequest): boolean {
  const { url, config } = request.routeOptions;
  // What the router matched counts, not the address as it was sent, which can be spelled in many ways.
  if (url !== undefined) return config.open === true || DOCS.test(url);
  return !VERSIONED.test(request.url);
}

function scopesAt(url: string, config: FastifyContextConfig | undefined): readonly Scope[] {
  return BOARD.test(url) ? BOARD_SCOPES : scopesOf(config ?? {});
}

function keyOf({ headers: { authorization }, routeOptions: { url } }: FastifyRequest): string {
  const basic = BOARD.test(url ?? '') ? BASIC.exec(authorization ?? '')?.[1] : undefined;
  if (basic === undefined) return bearerKey(authorization);
  // A browser sends `user:password`; the key is the password, whatever the user.
  const pair = Buffer.from(basic, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1, LONGEST_KEY);
}

function bearerKey(header: string | undefined): string {
  if (header === undefined) {
    throw new UnauthorizedError('This route needs an API key: send the header "Authorization: Bearer <key>".');
  }
  const key = BEARER.exec(header)?.[1];
  if (key === undefined || key.length > LONGEST_KEY) {
    throw new UnauthorizedError('The Authorization header is not of the form "Bearer <key>".');
  }
  return key;
}
