import type { WorstRow } from './evaluation-report.js';

/** Keeps the rows with the largest losses; of the same loss those that come first. A loss that is no number is the largest. */
export class WorstRows {
  readonly #most: number;
  readonly #rows: WorstRow[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** `show` tells what to keep of the row. */
  offer(row: number, loss: number, show: () => Pick<WorstRow, 'targets' | 'outputs'>): void {
    const last = this.#rows.at(-1);
    if (this.#rows.length >= this.#most && (last === undefined || !isWorse(loss, last.loss))) return;
    const at = this.#rows.findIndex((other) => isWorse(loss, other.loss));
    this.#rows.splice(at === -1 ? this.#rows.length : at, 0, { row, loss, ...show() });
    if (this.#rows.length > this.#most) this.#rows.pop();
  }

  /** The worst first. */
  get rows(): readonly WorstRow[] {
    return this.#rows;
  }
}

function isWorse(loss: number, other: number): boolean {
  return Number.isNaN(loss) ? !Number.isNaN(other) : loss > other;
}
