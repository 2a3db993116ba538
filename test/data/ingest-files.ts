import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UploadedFile } from '../../src/data/file-content.js';
import { type Ingested, ingest } from '../../src/data/ingest.js';
import type { Block } from '../../src/data/tensor-writer.js';
import { uploadOptionsSchema } from '../../src/data/upload-options.js';
import { packageRoot } from '../../src/database/package-root.js';
import { type Fault, ServiceError } from '../../src/errors.js';

const LIMIT_BYTES = 64 * 2 ** 20;

/** A file of an upload: its name and its bytes. */
export type TestFile = readonly [name: string, content: string | Uint8Array];

/** What an upload became: the dataset, its blocks, and the bytes of each tensor. */
export interface Read extends Ingested {
  readonly blocks: readonly Block[];
  readonly tensors: readonly Buffer[];
}

/** Reads files as an upload would. `options` undefined: the file is a JSON body. `pieceBytes` cuts the files as a socket would. */
export async function readFiles(
  options: unknown,
  files: readonly TestFile[],
  { pieceBytes = 64 * 1024, limitBytes = LIMIT_BYTES } = {},
): Promise<Read> {
  const blocks: Block[] = [];
  const request = {
    limitBytes,
    spoolFolder: tmpdir(),
    options: options === undefined ? undefined : uploadOptionsSchema.parse(options),
  };
  const ingested = await ingest(inPieces(files, pieceBytes), request, async (block) => {
    blocks.push(block);
  });
  const count = 1 + Math.max(...blocks.map((block) => block.tensor));
  const tensors = Array.from({ length: count }, (_, tensor) =>
    Buffer.concat(blocks.filter((block) => block.tensor === tensor).map((block) => block.bytes)),
  );
  return { ...ingested, blocks, tensors };
}

/** Reads a table of text. */
export function readCsv(options: unknown, text: string | Uint8Array, pieceBytes?: number): Promise<Read> {
  return readFiles(options, [['table.csv', text]], pieceBytes === undefined ? {} : { pieceBytes });
}

/** Reads a JSON body. */
export function readJson(body: unknown): Promise<Read> {
  return readFiles(undefined, [['body', typeof body === 'string' ? body : JSON.stringify(body)]]);
}

/** The error that reading ends with, and its only fault. */
export async function faultOf(reading: Promise<unknown>): Promise<{ status: number; code: string } & Fault> {
  try {
    await reading;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const [fault, ...more] = error.errors ?? [{ pointer: '', detail: error.message }];
    assert.equal(more.length, 0);
    return { status: error.status, code: error.code, pointer: '', detail: error.message, ...fault };
  }
  throw new assert.AssertionError({ message: 'it was read without a fault' });
}

async function* inPieces(files: readonly TestFile[], pieceBytes: number): AsyncGenerator<UploadedFile> {
  for (const [name, content] of files) {
    const bytes = Buffer.from(content);
    yield {
      name,
      bytes: (async function* () {
        for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
      })(),
    };
  }
}

/** The bytes of a file of examples/data. */
export function example(name: string): Promise<Buffer> {
  return readFile(join(packageRoot, 'examples/data', name));
}

export function floats(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
}

export function ints(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readInt32LE(4 * index));
}
