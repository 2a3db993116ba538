import { Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { TooLargeError } from '../errors.js';
import { fileError } from './faults.js';

/** A file as it comes in; its bytes can be read once. */
export interface UploadedFile {
  readonly name: string;
  /** Each piece is the reader's until it asks for the next: its memory is used again then. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What a file holds, unpacked where it was gzipped. */
export interface FileContent {
  readonly name: string;
  /** The first bytes, enough to recognise a format; fewer only where the file is shorter. */
  readonly head: Buffer;
  /** All bytes, the head included. To be read once, each piece before the next is asked for. */
  readonly bytes: AsyncGenerator<Buffer>;
}

const HEAD_BYTES = 64 * 1024;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
/** Output of one inflate step; larger pieces cost fewer turns of the event loop. */
const GUNZIP_CHUNK_BYTES = 128 * 1024;

/**
 * Opens a file: looks at its first bytes and unpacks it when they are gzip's.
 * @param limitBytes most bytes of its content, so that a small file cannot unpack without end: {TooLargeError} past it.
 */
export async function openFile(file: UploadedFile, limitBytes: number): Promise<FileContent> {
  const raw = await peek(asBuffers(file.bytes), GZIP_MAGIC.length);
  if (!raw.head.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) {
    return { name: file.name, ...(await peek(limited(raw.bytes, limitBytes), HEAD_BYTES)) };
  }
  return { name: file.name, ...(await peek(limited(gunzip(file.name, raw.bytes), limitBytes), HEAD_BYTES)) };
}

/** What a file inside another holds: its bytes, with its head looked at. */
export async function innerFile(name: string, bytes: AsyncGenerator<Buffer>): Promise<FileContent> {
  return { name, ...(await peek(bytes, HEAD_BYTES)) };
}

async function* asBuffers(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const bytes of source) yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Reads as much of `source` as it takes to see `wanted` bytes, and gives them back in front of the rest. */
async function peek(
  source: AsyncGenerator<Buffer>,
  wanted: number,
): Promise<{ head: Buffer; bytes: AsyncGenerator<Buffer> }> {
  const pieces: Buffer[] = [];
  let seen = 0;
  while (seen < wanted) {
    const next = await source.next();
    if (next.done === true) break;
    pieces.push(Buffer.from(next.value));
    seen += next.value.length;
  }
  const head = Buffer.concat(pieces);
  return { head, bytes: joined(head, source) };
}

async function* joined(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* limited(source: AsyncGenerator<Buffer>, limitBytes: number): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const bytes of source) {
    seen += bytes.length;
    if (seen > limitBytes)
      throw new TooLargeError(`The content of a file is larger than the ${limitBytes} bytes allowed.`);
    yield bytes;
  }
}

async function* gunzip(name: string, source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let fed = 0;
  const counted = (async function* () {
    for await (const bytes of source) {
      fed += bytes.length;
      // The stream asks for the next piece while zlib still reads this one.
      yield Buffer.from(bytes);
    }
  })();
  const input = Readable.from(counted, { objectMode: false });
  const unzip: Gunzip = createGunzip({ chunkSize: GUNZIP_CHUNK_BYTES });
  input.on('error', (error) => unzip.destroy(error));
  try {
    for await (const bytes of input.pipe(unzip)) yield bytes;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    // zlib counts whole pieces only: the fault is in the one that it was given last.
    const through = unzip.bytesWritten;
    const place = through === fed ? `at byte ${fed}` : `between byte ${through} and byte ${fed}`;
    throw fileError(name, `not whole gzip data: ${error.message} (${place})`);
  } finally {
    unzip.destroy();
    input.destroy();
  }
  // zlib stops in silence at what follows the last member.
  if (unzip.bytesWritten < fed) {
    throw fileError(
      name,
      `${fed - unzip.bytesWritten} bytes follow the end of the gzip data at byte ${unzip.bytesWritten}`,
    );
  }
}

function isZlibError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}
