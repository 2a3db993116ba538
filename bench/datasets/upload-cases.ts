import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { randomStream } from '../../src/random/streams.js';

/** An upload that is measured: its files, the first of them the large one, and what is said of them. */
export interface UploadCase {
  readonly name: 'csv' | 'npy' | 'idx';
  readonly files: readonly string[];
  readonly options: object;
  readonly bytes: number;
}

const TABLE_ROWS = 1_000_000;
const TABLE_COLUMNS = 20;
const ARRAY_ROWS = 1_000_000;
const ARRAY_COLUMNS = 50;
const PICTURES = 250_000;
const SIDE = 28;
const CLASSES = 10;
const ROWS_AT_ONCE = 2_000;

export const UPLOAD_NAMES = ['csv', 'npy', 'idx'] as const satisfies readonly UploadCase['name'][];

/** Makes the files of a case, of about 200 MB. */
export async function makeUploadCase(name: UploadCase['name'], folder: string): Promise<UploadCase> {
  const made = await MAKERS[name](folder);
  const sizes = await Promise.all(made.files.map((file) => stat(file)));
  return { name, ...made, bytes: sizes.reduce((sum, { size }) => sum + size, 0) };
}

const MAKERS = {
  csv: async (folder: string) => {
    const random = randomStream(1, 'bench table');
    const cell = () =>
      `${random.below(2) === 0 ? '-' : ''}${random.below(1000)}.${String(random.below(1_000_000)).padStart(6, '0')}`;
    const features = Array.from({ length: TABLE_COLUMNS - 1 }, (_, column) => `f${column}`);
    const line = () => `${features.map(cell).join(',')},${random.below(CLASSES)}\n`;
    const file = join(folder, 'table.csv');
    await write(file, `${features.join(',')},label\n`, TABLE_ROWS, (rows) =>
      Array.from({ length: rows }, line).join(''),
    );
    return { files: [file], options: { target: 'label' } };
  },
  npy: async (folder: string) => {
    const random = randomStream(2, 'bench array');
    const x = join(folder, 'x.npy');
    const values = (rows: number) =>
      Buffer.from(Float32Array.from({ length: rows * ARRAY_COLUMNS }, () => random.word() / 2 ** 32).buffer);
    await write(x, npyHeader('<f4', `(${ARRAY_ROWS}, ${ARRAY_COLUMNS})`), ARRAY_ROWS, values);
    const y = join(folder, 'y.npy');
    const labels = (rows: number) => Buffer.from(Uint8Array.from({ length: rows }, () => random.below(CLASSES)));
    await write(y, npyHeader('|u1', `(${ARRAY_ROWS},)`), ARRAY_ROWS, labels);
    return { files: [x, y], options: {} };
  },
  idx: async (folder: string) => {
    const random = randomStream(3, 'bench pictures');
    const bytes = (count: number) => Buffer.from(Uint32Array.from({ length: count / 4 }, () => random.word()).buffer);
    const images = join(folder, 'images-idx3-ubyte');
    await write(images, idxHeader([PICTURES, SIDE, SIDE]), PICTURES, (rows) => bytes(rows * SIDE * SIDE));
    const labels = join(folder, 'labels-idx1-ubyte');
    const classes = (rows: number) => Buffer.from(Uint8Array.from({ length: rows }, () => random.below(CLASSES)));
    await write(labels, idxHeader([PICTURES]), PICTURES, classes);
    return { files: [images, labels], options: { scale: 1 / 255 } };
  },
} as const;

async function write(path: string, header: string | Buffer, rows: number, more: (rows: number) => string | Buffer) {
  const out = createWriteStream(path);
  out.write(header);
  for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
    if (!out.write(more(Math.min(ROWS_AT_ONCE, rows - row)))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

function npyHeader(descr: string, shape: string): Buffer {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  const padded = `${text.padEnd(128 - 10 - 1)}\n`;
  const start = Buffer.from('\x93NUMPY\x01\x00\0\0', 'latin1');
  start.writeUInt16LE(padded.length, 8);
  return Buffer.concat([start, Buffer.from(padded)]);
}

function idxHeader(shape: readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((size, axis) => void header.writeUInt32BE(size, 4 + 4 * axis));
  return header;
}
