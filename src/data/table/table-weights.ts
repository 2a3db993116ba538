import type { DatasetWriter } from '../dataset-writer.js';
import type { Spool } from '../spool.js';
import { WeightColumn } from '../weight-column.js';
import type { TableColumn } from './table-column.js';
import type { TableBatch } from './table-source.js';

/** The column of a table that weighs its rows. */
export class TableWeights {
  readonly #column: TableColumn;
  readonly #weights: WeightColumn;
  readonly #weight = new Float32Array(1);

  constructor(column: TableColumn, spool: Spool) {
    this.#column = column;
    this.#weights = new WeightColumn(spool);
  }

  /** @throws {InvalidError} when the cell holds no number of at least 0. */
  add(batch: TableBatch, row: number): void {
    this.#column.readNumber(batch, row, this.#weight, 0);
    const [weight = 0] = this.#weight;
    if (weight < 0) {
      throw this.#column.error(
        batch.placeOf(row),
        `a weight may not be negative, found ${batch.cellAt(row, this.#column.index)}`,
      );
    }
    this.#weights.add(weight);
  }

  flush(): Promise<void> {
    return this.#weights.flush();
  }

  write(writer: DatasetWriter): Promise<void> {
    return this.#weights.write(writer, () => this.#column.error(undefined, 'all weights are 0'));
  }
}
