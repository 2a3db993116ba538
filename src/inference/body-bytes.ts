import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ZodType, z } from 'zod';
import { MalformedError, TooLargeError } from '../errors.js';
import type { App } from '../http/app-type.js';
import { drain } from '../http/drain.js';
import { validatorCompiler } from '../http/validation.js';

/** Makes the routes of a scope take bodies of these media types as bytes: large ones are not parsed on this thread. `*` stands for any type, or none. */
export function takeBytes(app: App, mediaType: string | readonly string[]): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser([mediaType].flat(), async (request: FastifyRequest, payload: IncomingMessage) =>
    collectBytes(request, payload),
  );
  // The body's schema is for the description; its bytes are parsed and checked by the handler.
  app.setValidatorCompiler<ZodType>((route) => (route.httpPart === 'body' ? () => true : validatorCompiler(route)));
}

/** The bytes of a request's body, in the pieces that came. */
export function bytesOf(request: FastifyRequest): readonly Uint8Array[] {
  return piecesSchema.parse(request.body) ?? [];
}

const piecesSchema = z.array(z.instanceof(Uint8Array)).nullish();

/** The body in the pieces that came: one copy of 64 MB would take as long as a hundred requests. */
async function collectBytes(request: FastifyRequest, payload: IncomingMessage): Promise<Uint8Array[]> {
  const limit = request.routeOptions.bodyLimit;
  const tooLarge = () => new TooLargeError(`The body is larger than the ${limit} bytes that this route takes.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  return new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    const take = (piece: Uint8Array) => {
      bytes += piece.length;
      pieces.push(piece);
      if (bytes <= limit) return;
      payload.off('data', take);
      drain(payload);
      reject(tooLarge());
    };
    payload.on('data', take);
    payload.once('end', () => resolve(pieces));
    payload.once('error', reject);
    payload.once('close', () => reject(new MalformedError('The connection was cut before all of the body had come.')));
  });
}

/** Sends an answer that is JSON already: a schema would take as long to write it as the prediction took. */
export function sendJson(reply: Pick<FastifyReply, 'type'>, json: string): FastifyReply {
  return reply.type('application/json').serializer(String).send(json);
}

/** Sends an answer of bytes. */
export function sendBytes(reply: Pick<FastifyReply, 'type'>, bytes: Buffer): FastifyReply {
  return reply.type('application/octet-stream').send(bytes);
}
