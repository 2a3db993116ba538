export const SIDE = 28;
export const CLASSES = 10;
const PIXELS = SIDE * SIDE;
/** Rows that are made at once, and then again with another shift. */
const PATTERN_ROWS = 4096;

/** The header of an IDX file of unsigned bytes. */
function header(sizes: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 4 * sizes.length);
  bytes.set([0, 0, 8, sizes.length]);
  sizes.forEach((size, axis) => void bytes.writeUInt32BE(size, 4 + 4 * axis));
  return bytes;
}

/** The class of a row. */
function classOf(row: number): number {
  return (row * 7 + Math.floor(row / 11)) % CLASSES;
}

/** An IDX file of labels. */
export function labelFile(rows: number): Buffer {
  return Buffer.concat([header([rows]), Buffer.from(Uint8Array.from({ length: rows }, (_, row) => classOf(row)))]);
}

/** An IDX file of pictures in pieces of some megabytes; no two pieces are the same, and each class is bright in a part of its own. */
export function* imageFile(rows: number): Generator<Buffer> {
  yield header([rows, SIDE, SIDE]);
  for (let from = 0; from < rows; from += PATTERN_ROWS) {
    const count = Math.min(PATTERN_ROWS, rows - from);
    const bytes = Buffer.alloc(count * PIXELS);
    for (let row = 0; row < count; row++) {
      const bright = classOf(from + row) * 78;
      bytes.fill((from / PATTERN_ROWS + row) & 0x3f, row * PIXELS, (row + 1) * PIXELS);
      bytes.fill(192 + (row & 0x3f), row * PIXELS + bright, row * PIXELS + bright + 78);
      bytes.writeUInt32LE(from + row, row * PIXELS + 780);
    }
    yield bytes;
  }
}

/** How many rows make a file of about so many bytes. */
export function rowsFor(bytes: number): number {
  return Math.floor(bytes / PIXELS);
}
