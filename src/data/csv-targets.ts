import type { InvalidError } from '../errors.js';
import type { ColumnRoles } from './csv-columns.js';
import type { TargetSpec, TensorSpec } from './dataset-spec.js';
import type { DatasetWriter } from './dataset-writer.js';
import { fileError, quoted } from './faults.js';
import { fitsFloat32 } from './float32.js';
import type { ReadingParts } from './format-reader.js';
import { decimalOf, foundInCell } from './table-cell.js';
import { TargetColumn } from './target-column.js';
import { TargetVectors } from './target-vectors.js';
import type { Task } from './upload-options.js';

/** The target columns of a CSV file: one becomes classes or numbers, several a vector of numbers. */
export class CsvTargets {
  readonly #parts: ReadingParts;
  readonly #roles: ColumnRoles;
  readonly #single: TargetColumn | undefined;
  readonly #vectors: TargetVectors;
  #place: () => string = () => '';

  constructor(parts: ReadingParts, roles: ColumnRoles) {
    this.#parts = parts;
    this.#roles = roles;
    const spool = parts.newSpool();
    this.#vectors = new TargetVectors(spool);
    const isSingle = roles.targets.length === 1;
    const source = {
      place: () => this.#place(),
      error: (place: string | undefined, detail: string) => this.#error(roles.targets[0] ?? 0, place, detail),
    };
    this.#single = isSingle ? new TargetColumn({ task: parts.options.task, source, spool }) : undefined;
  }

  add(record: readonly string[], place: () => string): void {
    this.#place = place;
    if (this.#single === undefined) {
      this.#vectors.add(this.#roles.targets.map((column) => this.#number(record[column] ?? '', column)));
      return;
    }
    const cell = record[this.#roles.targets[0] ?? 0] ?? '';
    const value = decimalOf(cell);
    this.#single.add(Number.isNaN(value) ? cell.trim() : value);
  }

  flush(): Promise<void> {
    return this.#single === undefined ? this.#vectors.flush() : this.#single.flush();
  }

  async write(writer: DatasetWriter): Promise<{ task: Task; tensor: TargetSpec }> {
    const columns = this.#roles.targets.map((index) => this.#roles.names[index] ?? '');
    if (this.#single === undefined) {
      const tensor: TensorSpec = { name: 'targets', dtype: 'float32', shape: [columns.length], columns };
      const looks = await this.#vectors.write(writer, tensor);
      return { task: this.#parts.options.task ?? looks, tensor };
    }
    const single = this.#single;
    const { task, ...kind } = single.conclude();
    const tensor: TargetSpec = { name: 'targets', shape: [], columns, ...kind };
    await writer.tensor(tensor, async (out) => {
      for await (const bytes of single.bytes(task)) await out.write(bytes);
    });
    return { task, tensor };
  }

  #number(cell: string, column: number): number {
    const value = decimalOf(cell);
    if (Number.isNaN(value)) {
      throw this.#error(
        column,
        this.#place(),
        `expected a number, as several targets make a vector; ${foundInCell(cell, quoted(cell))}`,
      );
    }
    if (!fitsFloat32(value)) throw this.#error(column, this.#place(), `${value} is too large for a 32-bit float`);
    return value;
  }

  #error(column: number, place: string | undefined, detail: string): InvalidError {
    const where = `${place === undefined ? '' : `${place}, `}column ${quoted(this.#roles.names[column] ?? '')}`;
    return fileError(this.#parts.first.name, `${where}: ${detail}`);
  }
}
