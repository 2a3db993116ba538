import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { z } from 'zod';
import type { UploadedFile } from '../data/file-content.js';
import { type UploadOptions, uploadOptionsSchema } from '../data/upload-options.js';
import { InvalidError, MalformedError, TooLargeError } from '../errors.js';
import { toFaults } from '../http/faults.js';
import { issueText } from '../http/issue-text.js';
import { parseJsonPart } from '../http/json-body.js';
import { fileNameOf, nameOf } from '../http/part-names.js';

/** The options name at most 16,384 columns. */
const MOST_OPTIONS_BYTES = 2 ** 20;
/** Of one dataset. */
export const MOST_FILES = 10;

/** Bounds on a multipart body; the bytes of its files are counted by `files`. */
export const MULTIPART_LIMITS = {
  fieldSize: MOST_OPTIONS_BYTES,
  fields: MOST_FILES + 2,
  files: MOST_FILES + 1,
  parts: MOST_FILES + 2,
  fileSize: Number.POSITIVE_INFINITY,
};

/** An upload whose options have been read and whose files are still to come. */
export class UploadParts {
  readonly options: UploadOptions;
  readonly #parts: AsyncIterator<Multipart>;
  readonly #limitBytes: number;
  #next: Multipart | undefined;
  #open: MultipartFile | undefined;
  #seenBytes = 0;

  private constructor(
    options: UploadOptions,
    next: Multipart | undefined,
    parts: AsyncIterator<Multipart>,
    limitBytes: number,
  ) {
    this.options = options;
    this.#next = next;
    this.#parts = parts;
    this.#limitBytes = limitBytes;
  }

  /**
   * Reads the part `options`, if that is the first.
   * @param limitBytes most bytes of all files together: {TooLargeError} past it.
   */
  static async open(parts: AsyncIterator<Multipart>, limitBytes: number): Promise<UploadParts> {
    const first = await nextPart(parts);
    if (first?.fieldname !== 'options') return new UploadParts({}, first, parts, limitBytes);
    const options = parseOptions(await textOf(first));
    return new UploadParts(options, await nextPart(parts), parts, limitBytes);
  }

  /** The uploads that parts `upload` name, read to the end of the body; none where it brings files. */
  async uploadIds(): Promise<readonly string[]> {
    const ids: string[] = [];
    for (; this.#next?.fieldname === 'upload'; this.#next = await nextPart(this.#parts)) {
      const id = await textOf(this.#next);
      if (typeof id !== 'string')
        throw new InvalidError([{ pointer: '/upload', detail: 'must be the id of an upload' }]);
      ids.push(id);
    }
    if (ids.length > MOST_FILES) {
      throw new InvalidError([{ pointer: '/upload', detail: `must be given at most ${MOST_FILES} times` }]);
    }
    if (ids.length > 0 && this.#next !== undefined) throw unexpected(nameOf(this.#next), 'upload');
    return ids;
  }

  /** The files, one after another. */
  async *files(): AsyncGenerator<UploadedFile> {
    for (let part = this.#next; part !== undefined; part = await nextPart(this.#parts)) {
      if (part.fieldname !== 'file') throw unexpected(nameOf(part), 'file');
      if (part.type !== 'file') {
        throw new InvalidError([{ pointer: '/file', detail: 'must be sent as a file, with a file name' }]);
      }
      this.#open = part;
      yield { name: fileNameOf(part), bytes: this.#bytes(part) };
    }
    this.#open = undefined;
  }

  /** Stops reading, so that the rest of the body no longer waits for anybody. */
  stop(): void {
    this.#open?.file.destroy();
  }

  async *#bytes({ file }: MultipartFile): AsyncGenerator<Uint8Array> {
    try {
      for await (const bytes of file) {
        if (!(bytes instanceof Uint8Array)) throw new TypeError('a file part yields bytes');
        this.#seenBytes += bytes.length;
        if (this.#seenBytes > this.#limitBytes) {
          throw new TooLargeError(`The upload is larger than the ${this.#limitBytes} bytes allowed.`);
        }
        yield bytes;
      }
    } catch (error) {
      throw told(error);
    }
  }
}

async function nextPart(parts: AsyncIterator<Multipart>): Promise<Multipart | undefined> {
  try {
    const next = await parts.next();
    return next.done === true ? undefined : next.value;
  } catch (error) {
    throw told(error);
  }
}

/** Busboy's complaints of a body that is no multipart, or ends in the middle of a file, have neither a class nor a code. */
function told(error: unknown): unknown {
  if (!(error instanceof Error) || error.constructor !== Error || 'code' in error) return error;
  return new MalformedError(`The body is not valid multipart/form-data: ${error.message}.`, { cause: error });
}

async function textOf(part: Multipart): Promise<unknown> {
  if (part.type === 'field') {
    if (part.valueTruncated) throw new TooLargeError(`The part \`options\` has more than ${MOST_OPTIONS_BYTES} bytes.`);
    return part.value;
  }
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of part.file) {
      if (!Buffer.isBuffer(piece)) throw new TypeError('a file part yields bytes');
      bytes += piece.length;
      if (bytes > MOST_OPTIONS_BYTES)
        throw new TooLargeError(`The part \`options\` has more than ${MOST_OPTIONS_BYTES} bytes.`);
      pieces.push(piece);
    }
  } catch (error) {
    throw told(error);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parseOptions(given: unknown): UploadOptions {
  const options = typeof given === 'string' ? parseJsonPart(given, 'options') : given;
  const parsed: z.ZodSafeParseResult<UploadOptions> = uploadOptionsSchema.safeParse(options, { error: issueText });
  if (!parsed.success) throw new InvalidError(toFaults(parsed.error.issues, options, '/options'));
  return parsed.data;
}

/** @param among what the body has brought. */
function unexpected(name: string, among: 'file' | 'upload'): InvalidError {
  return new InvalidError([
    {
      pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 100)}`,
      detail: whyUnexpected(name, among),
    },
  ]);
}

function whyUnexpected(name: string, among: 'file' | 'upload'): string {
  if (name === 'options') return 'must come before the files, and once';
  if (name === 'file' || name === 'upload') return `must not come together with ${among}`;
  return 'is not known here; what is known is options, file, upload';
}
