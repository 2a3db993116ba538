import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagOf, isUnchanged } from '../../http/conditional.js';
import type { RunRow } from './run-schemas.js';

/** Seconds after which it is worth asking again for a run that is not through. */
const RETRY_AFTER_S = '1';

/** Says where a run is to be polled, and how soon. */
export function accepted(reply: FastifyReply, location: string): FastifyReply {
  return reply.code(202).header('location', location).header('retry-after', RETRY_AFTER_S);
}

/** Sets the headers of a run that is looked at. @returns whether the client holds this version already. */
export function isKnown(request: FastifyRequest, reply: FastifyReply, { status, version }: RunRow): boolean {
  if (status === 'queued' || status === 'running') reply.header('retry-after', RETRY_AFTER_S);
  return isUnchanged(request, reply, etagOf(version));
}
