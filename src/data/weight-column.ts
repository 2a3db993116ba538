import type { TensorSpec } from './dataset-spec.js';
import type { DatasetWriter } from './dataset-writer.js';
import { NumberRows } from './number-rows.js';
import type { Spool } from './spool.js';

/** The tensor that weighs the rows: one number of at least 0 for each. */
export const SAMPLE_WEIGHT: TensorSpec = { name: 'sample_weight', dtype: 'float32', shape: [] };

/** Collects the weights of the rows, which are written last. */
export class WeightColumn {
  readonly #rows: NumberRows;
  #anyWeighs = false;

  constructor(spool: Spool) {
    this.#rows = new NumberRows(spool);
  }

  add(weight: number): void {
    if (weight > 0) this.#anyWeighs = true;
    this.#rows.push(weight);
  }

  flush(): Promise<void> {
    return this.#rows.flush();
  }

  /** @param weightless makes the error to throw when all rows weigh nothing. */
  async write(writer: DatasetWriter, weightless: () => Error): Promise<void> {
    if (!this.#anyWeighs) throw weightless();
    await writer.tensor(SAMPLE_WEIGHT, async (out) => {
      for await (const bytes of this.#rows.bytes()) await out.write(bytes);
    });
  }
}
