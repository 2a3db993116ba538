import type { IncomingMessage } from 'node:http';
import { newId } from '../ids.js';

/** What may stand in a log line, a header and a JSON body without being quoted. */
const HARMLESS = /^[A-Za-z0-9._-]{1,64}$/;

/** The request's id: the caller's `X-Request-Id` where that is harmless, else a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && HARMLESS.test(given) ? given : newId('request');
}
