import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import type { UploadedFile } from '../data/file-content.js';
import type { IngestRequest } from '../data/ingest.js';
import { MalformedError, TooLargeError } from '../errors.js';
import { drain } from '../http/drain.js';
import { UploadParts } from './upload-parts.js';

type Limits = Pick<Config, 'BODY_LIMIT_BYTES' | 'UPLOAD_LIMIT_BYTES'>;
type Parts = Omit<IngestRequest, 'spoolFolder'>;
type Create<Result> = (files: AsyncIterable<UploadedFile>, parts: Parts) => Promise<Result>;

/** What makes a dataset of a request. */
export interface DatasetSources<Result> {
  readonly fromFiles: Create<Result>;
  /** Of files that have come before, by the ids of their uploads. */
  fromUploads(ids: readonly string[], parts: Parts): Promise<Result>;
}

/** What a multipart body may have besides its files. */
const MULTIPART_OVERHEAD_BYTES = 2 * 2 ** 20;

/** Hands over the files of a request, or its JSON body as the only one, as they come from the socket; or the uploads that it names. */
export async function readDataset<Result>(
  request: FastifyRequest,
  limits: Limits,
  sources: DatasetSources<Result>,
): Promise<Result> {
  try {
    return request.isMultipart()
      ? await readUpload(request, limits.UPLOAD_LIMIT_BYTES, sources)
      : await readBody(request, limits.BODY_LIMIT_BYTES, sources.fromFiles);
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
  sources: DatasetSources<Result>,
): Promise<Result> {
  refuseLength(request, limitBytes + MULTIPART_OVERHEAD_BYTES);
  const upload = await UploadParts.open(request.parts(), limitBytes);
  const parts = { options: upload.options, limitBytes };
  try {
    const ids = await upload.uploadIds();
    return await (ids.length > 0 ? sources.fromUploads(ids, parts) : sources.fromFiles(upload.files(), parts));
  } finally {
    upload.stop();
  }
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
