import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { InvalidError, MalformedError, TooLargeError } from '../../errors.js';
import { drain } from '../../http/drain.js';
import { toFaults } from '../../http/faults.js';
import { issueText } from '../../http/issue-text.js';
import { parseJsonPart } from '../../http/json-body.js';
import { fileNameOf, nameOf } from '../../http/part-names.js';
import { type ImportOptions, importOptionsSchema, MOST_FILES } from './import-schemas.js';

const MOST_OPTIONS_BYTES = 2 ** 20;

/** Bounds on the body; the bytes of its files are counted as they come. */
export const WEIGHTS_LIMITS = {
  fieldSize: MOST_OPTIONS_BYTES,
  fields: 2,
  files: MOST_FILES,
  parts: MOST_FILES + 2,
  fileSize: Number.POSITIVE_INFINITY,
};

export interface ReceivedWeights {
  readonly options: ImportOptions;
  readonly files: readonly { readonly name: string; readonly path: string }[];
}

/**
 * Puts the files of a multipart body into a folder.
 * @throws {InvalidError} {MalformedError}; {TooLargeError} past `limitBytes` of all files together.
 */
export async function receiveWeights(
  request: FastifyRequest,
  folder: string,
  limitBytes: number,
): Promise<ReceivedWeights> {
  if (!request.isMultipart())
    throw new MalformedError('This route takes multipart/form-data with one or more parts `file`.');
  try {
    return await readParts(request.parts(), folder, limitBytes);
  } catch (error) {
    drain(request.raw);
    // Busboy's complaints of a body that is no multipart have neither a class nor a code.
    if (error instanceof Error && error.constructor === Error && !('code' in error))
      throw new MalformedError(`The body is not valid multipart/form-data: ${error.message}.`, { cause: error });
    throw error;
  }
}

async function readParts(
  parts: AsyncIterable<Multipart>,
  folder: string,
  limitBytes: number,
): Promise<ReceivedWeights> {
  let options: ImportOptions | undefined;
  const files: { name: string; path: string }[] = [];
  let left = limitBytes;
  for await (const part of parts) {
    if (part.fieldname === 'options' && part.type === 'field') {
      if (options !== undefined) throw new InvalidError([{ pointer: '/options', detail: 'must come once' }]);
      options = parseOptions(part.value);
      continue;
    }
    if (part.fieldname !== 'file' || part.type !== 'file') {
      const detail = 'is not known here; what is known is options (JSON text) and file (a file)';
      if (part.type === 'file') part.file.resume();
      throw new InvalidError([{ pointer: `/${nameOf(part).slice(0, 100)}`, detail }]);
    }
    const path = join(folder, String(files.length));
    left = await spool(part.file, path, left, limitBytes);
    files.push({ name: fileNameOf(part), path });
  }
  if (files.length === 0) throw new InvalidError([{ pointer: '/file', detail: 'is missing' }]);
  return { options: options ?? {}, files };
}

/** @returns how many bytes may still come. */
async function spool(
  bytes: AsyncIterable<unknown>,
  path: string,
  allowed: number,
  limitBytes: number,
): Promise<number> {
  let left = allowed;
  const counted = async function* () {
    for await (const piece of bytes) {
      if (!Buffer.isBuffer(piece)) throw new Error('a file part yields bytes');
      left -= piece.length;
      if (left < 0)
        throw new TooLargeError(`The files have more than the ${limitBytes} bytes that this model's weights may take.`);
      yield piece;
    }
  };
  await pipeline(counted, createWriteStream(path));
  return left;
}

function parseOptions(given: unknown): ImportOptions {
  const options = typeof given === 'string' ? parseJsonPart(given, 'options') : given;
  const parsed = importOptionsSchema.safeParse(options, { error: issueText });
  if (!parsed.success) throw new InvalidError(toFaults(parsed.error.issues, options, '/options'));
  return parsed.data;
}
