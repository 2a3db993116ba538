import { type FileHandle, open } from 'node:fs/promises';
import { bytesPerRow, elementsPerRow, type TensorSpec, tensorsOf } from '../../data/dataset-spec.js';
import { readFully } from '../../engine/read-fully.js';
import { VIEWS } from '../../engine/row-views.js';
import type { StoredDataset } from '../trained-model-repository.js';
import type { RowNumbers } from './result-columns.js';

/** Reads rows of a dataset's tensors that follow one another, out of local files. */
export class DatasetWindows {
  readonly #tensors: readonly TensorSpec[];
  readonly #files: readonly FileHandle[];

  private constructor(tensors: readonly TensorSpec[], files: readonly FileHandle[]) {
    this.#tensors = tensors;
    this.#files = files;
  }

  /** @param paths one for each tensor, in the order of their numbers. */
  static async open({ spec }: StoredDataset, paths: readonly string[]): Promise<DatasetWindows> {
    const files: FileHandle[] = [];
    try {
      for (const path of paths) files.push(await open(path, 'r'));
    } catch (error) {
      await Promise.all(files.map((file) => file.close()));
      throw error;
    }
    return new DatasetWindows(tensorsOf(spec), files);
  }

  /** @param tensor its number. @param taken of the rows from `from` on those that are wanted. */
  async read(tensor: number, from: number, rows: number, taken: readonly number[]): Promise<RowNumbers> {
    const [spec, file] = [this.#tensors[tensor], this.#files[tensor]];
    if (!spec || !file) throw new Error(`the dataset has no tensor ${tensor}`);
    const rowBytes = bytesPerRow(spec);
    const bytes = new Uint8Array(rows * rowBytes);
    await readFully(file, bytes, from * rowBytes, spec.name);
    if (taken.length < rows) {
      taken.forEach((row, index) => {
        bytes.copyWithin(index * rowBytes, (row - from) * rowBytes, (row - from + 1) * rowBytes);
      });
    }
    return { values: VIEWS[spec.dtype](bytes.subarray(0, taken.length * rowBytes)), width: elementsPerRow(spec) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#files.map((file) => file.close()));
  }
}
