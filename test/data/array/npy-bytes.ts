import { endianness } from 'node:os';

/** Fields of an NPY header that a test sets apart from what follows from the array. */
interface Header {
  readonly version?: 1 | 2 | 3;
  readonly fortran?: boolean;
}

/** An NPY file as numpy.save writes it: the header padded with spaces so that the elements begin at a multiple of 64. */
export function npy(
  descr: string,
  shape: readonly number[],
  elements: Readonly<ArrayBufferView<ArrayBuffer>> | readonly number[],
  { version = 1, fortran = false }: Header = {},
): Buffer {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const type = descr.startsWith('[') ? descr : `'${descr}'`;
  return npyOf(
    `{'descr': ${type}, 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${sizes}), }`,
    elements,
    version,
  );
}

/** An NPY file with this text as its header. */
export function npyOf(
  text: string,
  elements: Readonly<ArrayBufferView<ArrayBuffer>> | readonly number[],
  version: number = 1,
): Buffer {
  const start = version === 1 ? 10 : 12;
  const header = Buffer.alloc(Math.ceil((start + text.length + 1) / 64) * 64, ' ');
  header.write('\x93NUMPY', 'latin1');
  header.set([version, 0], 6);
  if (version === 1) header.writeUInt16LE(header.length - start, 8);
  else header.writeUInt32LE(header.length - start, 8);
  header.write(text, start, 'latin1');
  header[header.length - 1] = 0x0a;
  return Buffer.concat([header, bytesOf(elements)]);
}

function bytesOf(elements: Readonly<ArrayBufferView<ArrayBuffer>> | readonly number[]): Uint8Array {
  if (!ArrayBuffer.isView(elements)) return Buffer.from(elements);
  if (endianness() !== 'LE') throw new Error('these bytes are little-endian on machines that are');
  return new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
}

/** Text as NumPy keeps it: 4-byte code points, filled up with zeros. */
export function wideText(texts: readonly string[], characters: number): Uint32Array<ArrayBuffer> {
  const points = new Uint32Array(texts.length * characters);
  for (const [row, text] of texts.entries()) {
    points.set(
      Array.from(text, (character) => character.codePointAt(0) ?? 0),
      row * characters,
    );
  }
  return points;
}

/** Three rows of two bytes, and their labels. */
export const INPUTS = npy('|u1', [3, 2], [0, 1, 2, 3, 4, 255]);
export const TARGETS = npy('<i8', [3], BigInt64Array.from([7n, 2n, 7n]));
