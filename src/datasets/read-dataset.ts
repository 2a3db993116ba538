import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import type { UploadedFile } from '../data/file-content.js';
import type { IngestRequest } from '../data/ingest.js';
import { MalformedError, TooLargeError } from '../errors.js';
import { UploadParts } from './upload-parts.js';

type Limits = Pick<Config, 'BODY_LIMIT_BYTES' | 'UPLOAD_LIMIT_BYTES'>;
type Create<Result> = (
  files: AsyncIterable<UploadedFile>,
  request: Omit<IngestRequest, 'spoolFolder'>,
) => Promise<Result>;

/** What a multipart body may have besides its files. */
const MULTIPART_OVERHEAD_BYTES = 2 * 2 ** 20;

/** A client that has been refused and still sends more than this is cut off. */
const MOST_DRAINED_BYTES = 64 * 2 ** 20;

/** Gives `create` the files of a request, or its JSON body as the only one; both as they come from the socket. */
export async function readDataset<Result>(
  request: FastifyRequest,
  limits: Limits,
  create: Create<Result>,
): Promise<Result> {
  try {
    return request.isMultipart()
      ? await readUpload(request, limits.UPLOAD_LIMIT_BYTES, create)
      : await readBody(request, limits.BODY_LIMIT_BYTES, create);
  } catch (error) {
    drain(request.raw);
    throw error;
  }
}

async function readBody<Result>(request: FastifyRequest, limitBytes: number, create: Create<Result>): Promise<Result> {
  if (request.body === undefined) {
    throw new MalformedError('The body is empty; this route takes application/json or multipart/form-data.');
  }
  refuseLength(request, limitBytes);
  return create(jsonBody(request.raw, limitBytes), { limitBytes });
}

async function readUpload<Result>(
  request: FastifyRequest,
  limitBytes: number,
  create: Create<Result>,
): Promise<Result> {
  refuseLength(request, limitBytes + MULTIPART_OVERHEAD_BYTES);
  const upload = await UploadParts.open(request.parts(), limitBytes);
  try {
    return await create(upload.files(), { options: upload.options, limitBytes });
  } finally {
    upload.stop();
  }
}

/**
 * Lets what is still coming flow into nothing: a client that only reads once it has sent everything then hears why it was
 * refused, and the connection can be used again.
 */
function drain(raw: IncomingMessage): void {
  let drained = 0;
  raw.unpipe();
  raw.on('data', (bytes: Buffer) => {
    drained += bytes.length;
    if (drained > MOST_DRAINED_BYTES) raw.destroy();
  });
  raw.on('error', () => undefined);
  raw.resume();
}

async function* jsonBody(raw: IncomingMessage, limitBytes: number): AsyncGenerator<UploadedFile> {
  yield { name: 'body', bytes: jsonBytes(raw, limitBytes) };
}

async function* jsonBytes(raw: IncomingMessage, limitBytes: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  try {
    // Destroying the request would take the connection along, and with it the answer.
    for await (const bytes of raw.iterator({ destroyOnReturn: false })) {
      if (!(bytes instanceof Uint8Array)) throw new Error('a request without encoding yields bytes');
      seen += bytes.length;
      if (seen > limitBytes) throw new TooLargeError(`The body is larger than the ${limitBytes} bytes allowed.`);
      yield bytes;
    }
  } catch (error) {
    // Node's error has the code of a lost database connection, which it is not.
    throw raw.readableAborted ? new MalformedError('The body broke off.', { cause: error }) : error;
  }
}

/** Says no before the client sends what it announces. */
function refuseLength(request: FastifyRequest, limitBytes: number): void {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limitBytes) throw new TooLargeError(`The body is larger than the ${limitBytes} bytes allowed.`);
}
