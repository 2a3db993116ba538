import type { InvalidError } from '../../errors.js';
import type { TargetSpec, TensorSpec } from '../dataset-spec.js';
import type { DatasetWriter } from '../dataset-writer.js';
import type { ReadingParts } from '../format-reader.js';
import { TargetColumn } from '../target-column.js';
import { TargetVectors } from '../target-vectors.js';
import type { Task } from '../upload-options.js';
import { decimalOf, foundInCell } from './cell-text.js';
import type { TableColumn } from './table-column.js';
import type { TableBatch } from './table-source.js';

/** What one or several columns of a table are to be learned as. */
export interface TableTargets {
  /** Takes the targets of one row. @throws {InvalidError} */
  add(batch: TableBatch, row: number): void;
  /** Puts away what was added since the last time; to be called after each batch of rows. */
  flush(): Promise<void>;
  /** Writes the tensor, once all rows have been added. */
  write(writer: DatasetWriter): Promise<{ task: Task; tensor: TargetSpec }>;
}

type Parts = Pick<ReadingParts, 'options' | 'newSpool'>;

/** The targets of a table: one column becomes classes or numbers, several a vector of numbers. */
export function tableTargets(parts: Parts, columns: readonly TableColumn[]): TableTargets {
  const [first, ...more] = columns;
  if (first === undefined) throw new Error('a table has at least one target');
  return more.length === 0 ? new SingleTarget(parts, first) : new VectorTarget(parts, columns);
}

class SingleTarget implements TableTargets {
  readonly #column: TableColumn;
  readonly #values: TargetColumn;
  readonly #task: Task | undefined;
  #place: () => string = () => '';

  constructor({ options, newSpool }: Parts, column: TableColumn) {
    this.#column = column;
    this.#task = options.task;
    const source = {
      place: () => this.#place(),
      error: (place: string | undefined, detail: string): InvalidError => column.error(place, detail),
    };
    this.#values = new TargetColumn({ task: options.task, source, spool: newSpool() });
  }

  add(batch: TableBatch, row: number): void {
    this.#place = () => batch.placeOf(row);
    this.#values.add(this.#targetIn(batch, row));
  }

  #targetIn(batch: TableBatch, row: number): number | string {
    const whole = batch.wholeNumberAt?.(row, this.#column.index);
    if (whole !== undefined) return whole;
    const cell = batch.cellAt(row, this.#column.index);
    if (typeof cell === 'string') {
      const value = decimalOf(cell);
      return Number.isNaN(value) ? cell.trim() : value;
    }
    if (typeof cell === 'boolean') return String(cell);
    // As numbers two classes could become one.
    if (typeof cell === 'bigint') return this.#task === 'classification' ? String(cell) : Number(cell);
    if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
    throw this.#column.error(batch.placeOf(row), `expected a number or a class, ${foundInCell(cell)}`);
  }

  flush(): Promise<void> {
    return this.#values.flush();
  }

  async write(writer: DatasetWriter): Promise<{ task: Task; tensor: TargetSpec }> {
    const { task, ...kind } = this.#values.conclude();
    const tensor: TargetSpec = { name: 'targets', shape: [], columns: [this.#column.name], ...kind };
    await writer.tensor(tensor, async (out) => {
      for await (const bytes of this.#values.bytes(task)) await out.write(bytes);
    });
    return { task, tensor };
  }
}

class VectorTarget implements TableTargets {
  readonly #columns: readonly TableColumn[];
  readonly #task: Task | undefined;
  readonly #values: Float32Array;
  readonly #vectors: TargetVectors;

  constructor({ options, newSpool }: Parts, columns: readonly TableColumn[]) {
    this.#columns = columns;
    this.#task = options.task;
    this.#values = new Float32Array(columns.length);
    this.#vectors = new TargetVectors(newSpool());
  }

  add(batch: TableBatch, row: number): void {
    this.#columns.forEach((column, index) => {
      column.readNumber(batch, row, this.#values, index, 'a number, as several targets make a vector');
    });
    this.#vectors.add(this.#values);
  }

  flush(): Promise<void> {
    return this.#vectors.flush();
  }

  async write(writer: DatasetWriter): Promise<{ task: Task; tensor: TargetSpec }> {
    const columns = this.#columns.map(({ name }) => name);
    const tensor: TensorSpec = { name: 'targets', dtype: 'float32', shape: [columns.length], columns };
    const looks = await this.#vectors.write(writer, tensor);
    return { task: this.#task ?? looks, tensor };
  }
}
