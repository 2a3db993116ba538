import { type FileHandle, open } from 'node:fs/promises';
import { bytesPerRow, elementsPerRow } from '../../data/dataset-spec.js';
import { readFully } from '../read-fully.js';
import type { TensorFile } from '../training-spec.js';

/** Read at once of a file that is read from its beginning to its end. */
const WINDOW_BYTES = 4 * 2 ** 20;

/** Some rows that follow one another. */
interface Window {
  readonly first: number;
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/** Rows of one tensor of a dataset, as float32 numbers. */
export class RowReader {
  readonly rowSize: number;
  private readonly file: FileHandle;
  private readonly tensor: TensorFile;
  private readonly rows: number;
  /** What is at hand: all rows, or those that were read last. */
  private window: Window;
  /** The row after those of the last read: a read that begins there is taken for one of many in order. */
  private next = 0;

  private constructor(tensor: TensorFile, rows: number, file: FileHandle) {
    this.tensor = tensor;
    this.rows = rows;
    this.file = file;
    this.window = { first: 0, rows: 0, bytes: new Uint8Array(0) };
    this.rowSize = elementsPerRow(tensor);
  }

  /**
   * Opens a tensor's file. One of up to `residentBytes` is kept in memory; the rows of a larger one are read as they are needed.
   * @throws {Error} when it does not hold exactly `rows` rows.
   */
  static async open(tensor: TensorFile, rows: number, residentBytes: number): Promise<RowReader> {
    const file = await open(tensor.path, 'r');
    try {
      const { size } = await file.stat();
      const reader = new RowReader(tensor, rows, file);
      if (size !== rows * reader.rowBytes) {
        throw new Error(`${tensor.name} holds ${size} bytes instead of ${rows} rows of ${reader.rowBytes}`);
      }
      if (size <= residentBytes) await reader.show(0, rows);
      return reader;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private get rowBytes(): number {
    return bytesPerRow(this.tensor);
  }

  /** The rows with these numbers, one after another. */
  async read(rows: Int32Array): Promise<Float32Array> {
    const { rowBytes } = this;
    const bytes = new Uint8Array(rows.length * rowBytes);
    const [first = 0] = rows;
    if (rows.every((row, position) => row === first + position)) {
      const isNext = first === this.next;
      this.next = first + rows.length;
      if (isNext && !this.shows(first, rows.length)) {
        await this.show(first, Math.max(rows.length, WINDOW_BYTES / rowBytes));
      }
      if (this.shows(first, rows.length)) bytes.set(this.at(first, rows.length));
      else await readFully(this.file, bytes, first * rowBytes, this.tensor.name);
      return this.toFloats(bytes);
    }
    for (const [position, row] of rows.entries()) {
      const place = bytes.subarray(position * rowBytes, (position + 1) * rowBytes);
      if (this.shows(row, 1)) place.set(this.at(row, 1));
      else await readFully(this.file, place, row * rowBytes, this.tensor.name);
    }
    return this.toFloats(bytes);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private shows(first: number, count: number): boolean {
    return first >= this.window.first && first + count <= this.window.first + this.window.rows;
  }

  private at(first: number, count: number): Uint8Array {
    const start = (first - this.window.first) * this.rowBytes;
    return this.window.bytes.subarray(start, start + count * this.rowBytes);
  }

  /** Reads rows into the window, as many as there are up to `most`. */
  private async show(first: number, most: number): Promise<void> {
    const rows = Math.min(Math.floor(most), this.rows - first);
    const size = rows * this.rowBytes;
    // The memory of the last window is taken again: it is filled a thousand times in a large file.
    const bytes = this.window.bytes.length === size ? this.window.bytes : new Uint8Array(size);
    this.window = { first: 0, rows: 0, bytes };
    await readFully(this.file, bytes, first * this.rowBytes, this.tensor.name);
    this.window = { first, rows, bytes };
  }

  private toFloats(bytes: Uint8Array): Float32Array {
    if (this.tensor.dtype === 'uint8') return Float32Array.from(bytes);
    if (this.tensor.dtype === 'int32') return Float32Array.from(new Int32Array(bytes.buffer));
    return new Float32Array(bytes.buffer);
  }
}
