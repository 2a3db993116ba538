import { gunzipSync } from 'node:zlib';

/** Digits are squares of this many pixels on a side. */
const SIDE = 28;
const IDX_MAGIC_BYTES = 0x08;
/** Columns between two digits that stand side by side. */
const GAP = 2;
/** A pixel of the picture, a mean of four, counts as ink from here on. */
const INK = 96;

/** A file in IDX format, the one that MNIST is published in: unsigned bytes of this shape. */
export interface IdxFile {
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/**
 * Reads a gzipped IDX file of unsigned bytes.
 * @throws {Error} when it is something else.
 */
export function readIdx(gzipped: Uint8Array): IdxFile {
  const file = gunzipSync(gzipped);
  const dimensions = file[3] ?? 0;
  const header = 4 + 4 * dimensions;
  if (file[0] !== 0 || file[1] !== 0 || file[2] !== IDX_MAGIC_BYTES || file.length < header) {
    throw new Error('This is not an IDX file of unsigned bytes.');
  }
  const shape = Array.from({ length: dimensions }, (_, index) => file.readUInt32BE(4 + 4 * index));
  const bytes = file.subarray(header);
  const expected = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== expected) throw new Error(`The IDX file holds ${bytes.length} bytes in place of ${expected}.`);
  return { shape, bytes };
}

/** A handwritten digit: 28 rows of 28 pixels from 0 (paper) to 255 (ink), and what it is. */
export interface Digit {
  readonly pixels: readonly (readonly number[])[];
  readonly label: number;
}

/** `count` digits of a pair of files, from all over them. */
export function someDigits(images: IdxFile, labels: IdxFile, count: number): Digit[] {
  const stride = Math.floor(labels.bytes.length / count);
  return Array.from({ length: count }, (_, turn) => {
    const index = turn * stride + Math.floor(stride / 3);
    const start = index * SIDE * SIDE;
    const pixels = Array.from({ length: SIDE }, (_row, row) =>
      Array.from(images.bytes.subarray(start + row * SIDE, start + (row + 1) * SIDE)),
    );
    return { pixels, label: labels.bytes[index] ?? 0 };
  });
}

/** Digits side by side, half as large as they are, each with lines of text below; two rows of pixels share a line. */
export function drawDigits(digits: readonly Digit[], captions: readonly (readonly string[])[]): string[] {
  const width = SIDE / 2 + GAP;
  const pictures = digits.map((digit) => drawDigit(digit.pixels));
  const lines = Math.max(0, ...captions.map((caption) => caption.length));
  const columns = digits.map((_, index) => [
    ...(pictures[index] ?? []),
    ...Array.from({ length: lines }, (_line, line) => captions[index]?.[line] ?? ''),
  ]);
  return Array.from({ length: SIDE / 4 + lines }, (_, line) =>
    columns
      .map((column) => (column[line] ?? '').padEnd(width))
      .join('')
      .trimEnd(),
  );
}

function drawDigit(pixels: Digit['pixels']): string[] {
  const inked = (row: number, column: number) => {
    const sum = [0, 1].reduce(
      (total, step) => total + (pixels[row + step]?.[column] ?? 0) + (pixels[row + step]?.[column + 1] ?? 0),
      0,
    );
    return sum / 4 >= INK;
  };
  return Array.from({ length: SIDE / 4 }, (_, line) =>
    Array.from({ length: SIDE / 2 }, (_column, column) => {
      const upper = inked(4 * line, 2 * column);
      const lower = inked(4 * line + 2, 2 * column);
      return upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    }).join(''),
  );
}
