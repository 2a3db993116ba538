import { type FileHandle, open } from 'node:fs/promises';
import { bytesPerRow, elementsPerRow } from '../../data/dataset-spec.js';
import { readFully } from '../read-fully.js';
import type { TensorFile } from '../training-spec.js';

/** Files up to this size are kept in memory; rows of larger ones are read as they are needed. */
const RESIDENT_BYTES = 512 * 2 ** 20;

/** Rows of one tensor of a dataset, as float32 numbers. */
export class RowReader {
  readonly rowSize: number;
  private readonly file: FileHandle;
  private readonly tensor: TensorFile;
  private readonly resident: Uint8Array | undefined;

  private constructor(tensor: TensorFile, file: FileHandle, resident: Uint8Array | undefined) {
    this.tensor = tensor;
    this.file = file;
    this.resident = resident;
    this.rowSize = elementsPerRow(tensor);
  }

  /** Opens a tensor's file. @throws {Error} when it does not hold exactly `rows` rows. */
  static async open(tensor: TensorFile, rows: number): Promise<RowReader> {
    const file = await open(tensor.path, 'r');
    try {
      const { size } = await file.stat();
      const reader = new RowReader(tensor, file, size <= RESIDENT_BYTES ? await file.readFile() : undefined);
      if (size !== rows * reader.rowBytes) {
        throw new Error(`${tensor.name} holds ${size} bytes instead of ${rows} rows of ${reader.rowBytes}`);
      }
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
    for (const [position, row] of rows.entries()) {
      const place = bytes.subarray(position * rowBytes, (position + 1) * rowBytes);
      if (this.resident) place.set(this.resident.subarray(row * rowBytes, (row + 1) * rowBytes));
      else await readFully(this.file, place, row * rowBytes, this.tensor.name);
    }
    return this.toFloats(bytes);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private toFloats(bytes: Uint8Array): Float32Array {
    if (this.tensor.dtype === 'uint8') return Float32Array.from(bytes);
    if (this.tensor.dtype === 'int32') return Float32Array.from(new Int32Array(bytes.buffer));
    return new Float32Array(bytes.buffer);
  }
}
