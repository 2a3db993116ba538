import { fstatSync, readSync } from 'node:fs';

/** A file of rows of one size, open for reading. */
export interface RowFile {
  /** What an error calls it. */
  readonly name: string;
  readonly descriptor: number;
  readonly rowBytes: number;
}

/** Most rows of one block: row number and place together have to be exact in a float64. */
export const MAX_BLOCK_ROWS = 2 ** 22;

const WINDOW_BYTES = 2 ** 20;
/** From this many rows on a window is read as a whole: a call for each row would take longer, and so would the disk. */
const DENSE_ROWS = 64;

/** A row number, and which place of the block it goes to. */
interface Wanted {
  readonly count: number;
  row(index: number): number;
  place(index: number): number;
}

/** The rows in the order of the file, so that the disk is read forwards. Sorting plain numbers is many times faster than sorting by a function. */
export function inFileOrder(rows: Int32Array): Wanted {
  const keys = Float64Array.from(rows, (row, place) => row * MAX_BLOCK_ROWS + place).sort();
  return {
    count: keys.length,
    row: (index) => Math.floor((keys[index] ?? 0) / MAX_BLOCK_ROWS),
    place: (index) => (keys[index] ?? 0) % MAX_BLOCK_ROWS,
  };
}

/**
 * Copies rows of a file to their places in a block.
 * @throws {Error} when the file ends before one of them.
 */
export function gatherRows(file: RowFile, wanted: Wanted, block: Uint8Array): void {
  const { rowBytes } = file;
  const rowsPerWindow = Math.floor(WINDOW_BYTES / rowBytes);
  const window = new Uint8Array(rowsPerWindow * rowBytes);
  const placeOf = (index: number) => {
    const start = wanted.place(index) * rowBytes;
    return block.subarray(start, start + rowBytes);
  };
  for (let index = 0; index < wanted.count; ) {
    const first = wanted.row(index);
    let next = index + 1;
    while (next < wanted.count && wanted.row(next) < first + rowsPerWindow) next++;
    if (next - index < DENSE_ROWS) {
      for (; index < next; index++) readFully(file, placeOf(index), wanted.row(index) * rowBytes);
      continue;
    }
    const last = wanted.row(next - 1);
    readFully(file, window.subarray(0, (last - first + 1) * rowBytes), first * rowBytes);
    for (; index < next; index++) {
      const start = (wanted.row(index) - first) * rowBytes;
      placeOf(index).set(window.subarray(start, start + rowBytes));
    }
  }
}

/** @throws {Error} when the file does not hold exactly `rows` rows. */
export function checkSize({ name, descriptor, rowBytes }: RowFile, rows: number): void {
  const { size } = fstatSync(descriptor);
  if (size !== rows * rowBytes) throw new Error(`${name} holds ${size} bytes instead of ${rows} rows of ${rowBytes}`);
}

function readFully({ name, descriptor }: RowFile, place: Uint8Array, position: number): void {
  for (let done = 0; done < place.length; ) {
    const read = readSync(descriptor, place, done, place.length - done, position + done);
    if (read === 0) throw new Error(`the file of ${name} ended early`);
    done += read;
  }
}
