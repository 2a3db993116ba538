import { type ActivePlan, type CategoryRule, ruleAt, type TensorFigures, widthOf } from './preparing-plan.js';

/** Prepares the rows of one tensor by a plan and what was fitted; the same for training, evaluating and predicting. */
export class RowPreparer {
  /** Numbers in a raw row, and in a prepared one. */
  readonly rawWidth: number;
  readonly width: number;
  readonly #figures: TensorFigures;
  /** One for each column; undefined where all numbers are prepared alike. */
  readonly #columns: readonly ColumnPreparer[] | undefined;

  constructor(plan: ActivePlan, figures: TensorFigures, rawWidth: number) {
    this.rawWidth = rawWidth;
    this.#figures = figures;
    if (plan.kind === 'whole') {
      this.width = rawWidth;
      return;
    }
    let at = 0;
    this.#columns = Array.from({ length: rawWidth }, (_, column) => {
      const rule = ruleAt(plan, column);
      const to = at;
      at += widthOf(rule);
      return {
        from: column,
        to,
        fill: figures.fill[column] ?? Number.NaN,
        category: rule.kind === 'category' ? rule : undefined,
      };
    });
    this.width = at;
  }

  /** @param rows whole raw rows; NaN where a value is missing. */
  prepare(rows: Float32Array): Float32Array<ArrayBuffer> {
    const count = rows.length / this.rawWidth;
    const out = new Float32Array(count * this.width);
    if (this.#columns === undefined) this.#scaleAll(rows, out);
    for (const column of this.#columns ?? []) this.#prepareColumn(column, rows, out, count);
    return out;
  }

  #scaleAll(rows: Float32Array, out: Float32Array): void {
    const [subtract = 0, multiply = 1, add = 0] = this.#affine(0);
    const fill = this.#figures.fill[0] ?? Number.NaN;
    for (let at = 0; at < rows.length; at++) {
      const value = rows[at] ?? 0;
      out[at] = ((Number.isNaN(value) ? fill : value) - subtract) * multiply + add;
    }
  }

  #prepareColumn({ from, to, fill, category }: ColumnPreparer, rows: Float32Array, out: Float32Array, count: number) {
    const [subtract = 0, multiply = 1, add = 0] = this.#affine(from);
    for (let row = 0; row < count; row++) {
      const raw = rows[row * this.rawWidth + from] ?? 0;
      const value = Number.isNaN(raw) ? fill : raw;
      const place = row * this.width + to;
      if (category === undefined) out[place] = (value - subtract) * multiply + add;
      else encode(value, category, out, place);
    }
  }

  #affine(column: number): readonly number[] {
    const { subtract, multiply, add } = this.#figures;
    return [subtract[column] ?? 0, multiply[column] ?? 1, add[column] ?? 0];
  }
}

/** Where a column stands in a raw row and, from its first number on, in a prepared one. */
interface ColumnPreparer {
  readonly from: number;
  readonly to: number;
  readonly fill: number;
  readonly category: CategoryRule | undefined;
}

/** A category by its number; one that the training data does not have is any other number. */
function encode(value: number, { encode, categories }: CategoryRule, out: Float32Array, place: number): void {
  const isKnown = value >= 0 && value < categories;
  if (encode === 'integer') out[place] = isKnown ? value : categories;
  else if (isKnown) out[place + value] = 1;
}

/** Turns prepared numbers of a tensor back into raw ones, in place. */
export function restoreRows(values: Float32Array, { subtract, multiply, add }: TensorFigures): void {
  const width = subtract.length;
  for (let at = 0; at < values.length; at++) {
    const column = at % width;
    values[at] = ((values[at] ?? 0) - (add[column] ?? 0)) / (multiply[column] ?? 1) + (subtract[column] ?? 0);
  }
}
