import type { GroupSpec } from '../dataset-spec.js';
import type { DatasetWriter } from '../dataset-writer.js';
import { GroupColumn } from '../group-column.js';
import type { Spool } from '../spool.js';
import type { TableColumn } from './table-column.js';
import type { Cell, TableBatch } from './table-source.js';

/** The column of a table that says which rows belong together. */
export class TableGroups {
  readonly #column: TableColumn;
  readonly #groups: GroupColumn;

  constructor(column: TableColumn, spool: Spool) {
    this.#column = column;
    this.#groups = new GroupColumn(spool);
  }

  /** @throws {InvalidError} when the cell is empty. */
  add(batch: TableBatch, row: number): void {
    const fault = this.#groups.add(keyOf(batch.cellAt(row, this.#column.index)));
    if (fault !== undefined) throw this.#column.error(batch.placeOf(row), fault);
  }

  flush(): Promise<void> {
    return this.#groups.flush();
  }

  write(writer: DatasetWriter): Promise<GroupSpec> {
    return this.#groups.write(writer, [this.#column.name]);
  }
}

/** What tells groups apart: text without the blanks around it, as for classes. */
function keyOf(cell: Cell): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString() : String(cell).trim();
}
