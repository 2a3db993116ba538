import type { TensorSpec } from './dataset-spec.js';
import type { DatasetWriter } from './dataset-writer.js';
import { NumberRows } from './number-rows.js';
import type { Spool } from './spool.js';
import type { Task } from './upload-options.js';

/** Targets of several numbers for each row. They stay as they are; rows that all are one-hot tell of classification. */
export class TargetVectors {
  readonly #rows: NumberRows;
  #oneHot = true;

  constructor(spool: Spool) {
    this.#rows = new NumberRows(spool);
  }

  add(row: Iterable<number>): void {
    let ones = 0;
    for (const value of row) {
      this.#rows.push(value);
      if (value === 1) ones++;
      else if (value !== 0) this.#oneHot = false;
    }
    if (ones !== 1) this.#oneHot = false;
  }

  flush(): Promise<void> {
    return this.#rows.flush();
  }

  /** Writes the tensor. @returns what its rows look like. */
  async write(writer: DatasetWriter, tensor: TensorSpec): Promise<Task> {
    await writer.tensor(tensor, async (out) => {
      for await (const bytes of this.#rows.bytes()) await out.write(bytes);
    });
    return this.#oneHot ? 'classification' : 'regression';
  }
}
