import type { IncomingMessage } from 'node:http';
import { newId } from '../ids.js';
import { mayHoldSecret } from './masked.js';

/** What may stand in a log line, a header and a JSON body without being quoted. */
const HARMLESS = /^[A-Za-z0-9._-]{1,64}$/;

/** The request's id: the caller's `X-Request-Id` where that is harmless and no secret, else a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && HARMLESS.test(given) && !mayHoldSecret(given) ? given : newId('request');
}
