/**
 * Running figures of columns whose values come row by row. Mean and squares are taken value by value (Welford 1962), so that
 * they are the same bits however the rows are cut into blocks. NaN is a missing value, and counted apart.
 */
export class ColumnFigures {
  readonly #columns: number;
  readonly #count: Float64Array;
  readonly #missing: Float64Array;
  readonly #mean: Float64Array;
  readonly #squares: Float64Array;
  readonly #min: Float64Array;
  readonly #max: Float64Array;

  constructor(columns: number) {
    this.#columns = columns;
    this.#count = new Float64Array(columns);
    this.#missing = new Float64Array(columns);
    this.#mean = new Float64Array(columns);
    this.#squares = new Float64Array(columns);
    this.#min = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
    this.#max = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  }

  /** Adds whole rows, one after another. */
  add(values: Float32Array): void {
    const [columns, count, mean, squares] = [this.#columns, this.#count, this.#mean, this.#squares];
    const [min, max] = [this.#min, this.#max];
    for (let at = 0, column = 0; at < values.length; at++, column = column + 1 === columns ? 0 : column + 1) {
      const value = values[at] ?? 0;
      if (Number.isNaN(value)) {
        this.#missing[column] = (this.#missing[column] ?? 0) + 1;
        continue;
      }
      const seen = (count[column] ?? 0) + 1;
      const apart = value - (mean[column] ?? 0);
      const middle = (mean[column] ?? 0) + apart / seen;
      count[column] = seen;
      mean[column] = middle;
      squares[column] = (squares[column] ?? 0) + apart * (value - middle);
      if (value < (min[column] ?? 0)) min[column] = value;
      if (value > (max[column] ?? 0)) max[column] = value;
    }
  }

  /** Values of a column that were there. */
  count(column: number): number {
    return this.#count[column] ?? 0;
  }

  mean(column: number): number {
    return this.#mean[column] ?? 0;
  }

  /** The figures of a column once `fill` stands in for each missing value. */
  filled(column: number, fill: number | undefined) {
    const [count, missing] = [this.count(column), this.#missing[column] ?? 0];
    const figures = {
      mean: this.mean(column),
      squares: this.#squares[column] ?? 0,
      min: this.#min[column] ?? 0,
      max: this.#max[column] ?? 0,
      count,
    };
    if (fill === undefined || missing === 0) return described(figures);
    if (count === 0) return described({ mean: fill, squares: 0, min: fill, max: fill, count: missing });
    // Two groups of values joined (Chan, Golub, LeVeque 1979); those of the second are all the same.
    const apart = fill - figures.mean;
    const total = count + missing;
    return described({
      mean: figures.mean + (apart * missing) / total,
      squares: figures.squares + (apart ** 2 * count * missing) / total,
      min: Math.min(figures.min, fill),
      max: Math.max(figures.max, fill),
      count: total,
    });
  }
}

function described({ squares, count, ...rest }: Record<'mean' | 'squares' | 'min' | 'max' | 'count', number>) {
  return { ...rest, count, deviation: count === 0 ? 0 : Math.sqrt(squares / count) };
}
