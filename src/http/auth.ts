import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UnauthorizedError } from '../errors.js';
import type { RequestProject } from './app-type.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route answers without an API key. */
    open?: boolean;
  }
}

/** Finds the project that an API key belongs to; null for a key that is unknown or revoked. */
export type Authenticate = (key: string) => Promise<RequestProject | null>;

const BEARER = /^Bearer +([^\s]+) *$/i;
const LONGEST_KEY = 200;
/** Swagger's own routes carry no config of ours. */
const DOCS = /^\/docs(\/|$)/;

const VERSIONED = /^\/v\d+(\/|$)/;

/** Demands an API key on every route but the open ones, and sets `request.project`. */
export function requireApiKeys(app: FastifyInstance, authenticate: Authenticate): void {
  app.addHook('onRequest', async (request) => {
    if (isOpen(request)) return;
    const project = await authenticate(bearerKey(request.headers.authorization));
    if (project === null) throw new UnauthorizedError('This API key is not valid here, or was revoked.');
    request.project = project;
  });
}

function isOpen(request: FastifyRequest): boolean {
  const { url, config } = request.routeOptions;
  // What the router matched counts, not the address as it was sent, which can be spelled in many ways.
  if (url !== undefined) return config.open === true || DOCS.test(url);
  return !VERSIONED.test(request.url);
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
