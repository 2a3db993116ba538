import { type FileHandle, open } from 'node:fs/promises';
import type { TensorFile } from '../training-spec.js';

const BYTES = { uint8: 1, int32: 4, float32: 4 } as const;
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
    this.rowSize = tensor.shape.reduce((product, length) => product * length, 1);
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
    return this.rowSize * BYTES[this.tensor.dtype];
  }

  /** The rows with these numbers, one after another. */
  async read(rows: Int32Array): Promise<Float32Array> {
    const { rowBytes } = this;
    const bytes = new Uint8Array(rows.length * rowBytes);
    for (const [position, row] of rows.entries()) {
      const place = bytes.subarray(position * rowBytes, (position + 1) * rowBytes);
      if (this.resident) place.set(this.resident.subarray(row * rowBytes, (row + 1) * rowBytes));
      else await this.readFully(place, row * rowBytes);
    }
    return this.toFloats(bytes);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async readFully(place: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < place.length; ) {
      const { bytesRead } = await this.file.read(place, done, place.length - done, position + done);
      if (bytesRead === 0) throw new Error(`${this.tensor.name} ended early`);
      done += bytesRead;
    }
  }

  private toFloats(bytes: Uint8Array): Float32Array {
    if (this.tensor.dtype === 'uint8') return Float32Array.from(bytes);
    if (this.tensor.dtype === 'int32') return Float32Array.from(new Int32Array(bytes.buffer));
    return new Float32Array(bytes.buffer);
  }
}
