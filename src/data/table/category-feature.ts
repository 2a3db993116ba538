import type { ColumnFeature } from '../dataset-spec.js';
import { quoted } from '../faults.js';
import { isStorableText } from '../upload-options.js';
import { foundInCell } from './cell-text.js';
import type { FeatureColumn } from './feature-column.js';
import type { TableColumn } from './table-column.js';
import type { TableBatch } from './table-source.js';

const MOST_CATEGORIES = 10_000;
const MOST_CHARACTERS = 200;

/** A column of categories, by their numbers in the order in which they come. An empty cell lacks one; "NA" is a name like others. */
export class CategoryFeature implements FeatureColumn {
  readonly names: readonly string[];
  readonly #column: TableColumn;
  readonly #mayMiss: boolean;
  readonly #numbers = new Map<string, number>();
  #missing = 0;

  constructor(column: TableColumn, mayMiss: boolean) {
    this.names = [column.name];
    this.#column = column;
    this.#mayMiss = mayMiss;
  }

  conclude(): readonly ColumnFeature[] {
    if (this.#numbers.size === 0) throw this.#column.error(undefined, 'no row has a category');
    return [{ kind: 'category', categories: [...this.#numbers.keys()], missing: this.#missing }];
  }

  add(batch: TableBatch, row: number, out: Float32Array, at: number): void {
    const cell = batch.cellAt(row, this.#column.index);
    const name = cell instanceof Date ? cell.toISOString() : String(cell ?? '').trim();
    if (name !== '') {
      out[at] = this.#numbers.get(name) ?? this.#addName(name, batch, row);
      return;
    }
    if (!this.#mayMiss) {
      const hint = 'the option "prepare" can say what becomes of missing values';
      throw this.#column.error(batch.placeOf(row), `expected a category, ${foundInCell(cell)}; ${hint}`);
    }
    this.#missing++;
    out[at] = Number.NaN;
  }

  #addName(name: string, batch: TableBatch, row: number): number {
    const error = (detail: string) => this.#column.error(batch.placeOf(row), detail);
    if (name.length > MOST_CHARACTERS) {
      throw error(`a category may have ${MOST_CHARACTERS} characters, found ${quoted(name)}`);
    }
    if (name.includes('\ufffd') || !isStorableText(name)) throw error(`found ${quoted(name)}, which is not UTF-8 text`);
    if (this.#numbers.size === MOST_CATEGORIES) {
      throw error(`more than ${MOST_CATEGORIES} different categories; this one is ${quoted(name)}`);
    }
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    return number;
  }
}
