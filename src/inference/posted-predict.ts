import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { jsonError } from '../data/json-rows.js';
import { InvalidError, MalformedError, ServiceError, TooLargeError } from '../errors.js';
import { nameOf } from '../http/part-names.js';
import { ARROW_FORM } from './arrow-form.js';
import { bytesOf } from './body-bytes.js';
import type { BodyReader, OpenBody } from './body-reader.js';
import type { CheckpointChoice, PredictQuery } from './inference-schemas.js';
import type { PostedPicture } from './input-layout.js';
import { NPY_FORM } from './npy-body.js';
import { pictureRows } from './picture-rows.js';
import { PREDICT_FORM } from './predict-body.js';

/** Media types of arrays and tables, besides JSON and multipart. */
export const ARRAY_TYPES = [
  'application/x-npy',
  'application/octet-stream',
  'application/vnd.apache.arrow.stream',
] as const;
/** Parts of one body; each is a picture. */
export const MOST_PICTURES = 10_000;
export const PICTURE_LIMITS = {
  files: MOST_PICTURES,
  parts: MOST_PICTURES,
  fields: 8,
  fileSize: Number.POSITIVE_INFINITY,
};

/** The rows of a predict, in whichever form they came, and what else was asked. */
export interface PostedPredict {
  readonly choice: CheckpointChoice;
  readonly topK: number | undefined;
  readonly body: Pick<OpenBody<unknown>, 'read' | 'close'>;
}

/** Opens the body of a predict by its media type. @throws {MalformedError} {InvalidError} {TooLargeError} {UnavailableError} */
export async function openPredict(
  request: FastifyRequest,
  query: PredictQuery,
  bodies: Pick<BodyReader, 'open'>,
): Promise<PostedPredict> {
  const asked = { choice: choiceOf(query), topK: query.top_k };
  switch (request.mediaType) {
    case 'multipart/form-data':
      return { ...asked, body: await picturesOf(request) };
    case 'application/x-npy':
    case 'application/octet-stream':
      return { ...asked, body: await bodies.open(bytesOf(request), NPY_FORM) };
    case 'application/vnd.apache.arrow.stream':
      return { ...asked, body: await bodies.open(bytesOf(request), ARROW_FORM) };
    default: {
      const [inQuery] = Object.keys(query);
      if (inQuery !== undefined) {
        const detail = 'is asked for in the body where that is JSON';
        throw new InvalidError([{ pointer: `/query/${inQuery}`, detail }]);
      }
      const body = await bodies.open(bytesOf(request), PREDICT_FORM);
      return { choice: body.fields.checkpoint, topK: body.fields.top_k, body };
    }
  }
}

function choiceOf({ checkpoint, version }: PredictQuery): CheckpointChoice {
  if (version === undefined) return checkpoint ?? 'served';
  if (checkpoint !== undefined) {
    throw new InvalidError([{ pointer: '/query/version', detail: 'give either version or checkpoint, not both' }]);
  }
  return { version };
}

/** Pictures that are the file parts of a body, in their order. */
async function picturesOf(request: FastifyRequest): Promise<PostedPredict['body']> {
  const limit = request.routeOptions.bodyLimit;
  const pictures: PostedPicture[] = [];
  let bytes = 0;
  for await (const part of partsOf(request)) {
    const pointer = `/${nameOf(part)}`;
    if (part.type !== 'file') throw jsonError(pointer, 'must be a file; what else is asked for goes into the query');
    const pieces: Uint8Array[] = [];
    for await (const piece of part.file) {
      if (!Buffer.isBuffer(piece)) throw new Error('a file part yields bytes');
      bytes += piece.length;
      if (bytes > limit) throw new TooLargeError(`The body is larger than the ${limit} bytes that this route takes.`);
      pieces.push(piece);
    }
    pictures.push({
      row: pictures.length,
      file: Uint8Array.from(Buffer.concat(pieces)),
      pointer: `/file/${pictures.length}`,
    });
  }
  if (pictures.length === 0) throw jsonError('/file', 'is missing; each picture is a file part of its own');
  return { read: async (layouts) => pictureRows(pictures, layouts, '/file'), close: () => {} };
}

async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  try {
    yield* request.parts();
  } catch (error) {
    // Busboy's complaints of a body that is no multipart have neither a class nor a code.
    if (error instanceof ServiceError || !(error instanceof Error) || 'code' in error) throw error;
    throw new MalformedError(`The body is not valid multipart/form-data: ${error.message}.`, { cause: error });
  }
}
