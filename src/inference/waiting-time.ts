/** Pieces of work that the pace is taken from: the newest. */
const MEASURED = 32;
/** With fewer nothing is said: the first ones compile programs. */
const FEWEST_MEASURED = 8;

interface Measured {
  readonly tookMs: number;
  readonly units: number;
}

/** How long work that comes now would wait, judged by how fast work has been done. Times are milliseconds of one clock. */
export class WaitingTime {
  readonly #measured: Measured[] = [];
  #lastDoneAt = 0;
  /** When each piece of work under way was begun, in that order. */
  readonly #underWay = new Set<{ readonly beganAt: number }>();

  /** Notes that work was begun. @returns what is to be called at its end, with its size; 0 where it says nothing of the pace. */
  begin(now: number): (units: number, now: number) => void {
    const piece = { beganAt: now };
    this.#underWay.add(piece);
    return (units, doneAt) => {
      this.#underWay.delete(piece);
      // Pieces overlap: what one took of the time is what passed since the one before was done.
      if (units > 0) this.#measured.push({ tookMs: doneAt - Math.max(piece.beganAt, this.#lastDoneAt), units });
      if (this.#measured.length > MEASURED) this.#measured.shift();
      this.#lastDoneAt = doneAt;
    };
  }

  /** The wait behind so much work; as long as nothing has been done for, where work is under way: then a process stands still. */
  estimateMs(unitsBefore: number, now: number): number {
    const [oldest] = this.#underWay;
    const standingMs = oldest === undefined ? 0 : now - Math.max(oldest.beganAt, this.#lastDoneAt);
    return Math.max(unitsBefore * this.#msPerUnit(), standingMs);
  }

  #msPerUnit(): number {
    if (this.#measured.length < FEWEST_MEASURED) return 0;
    const sum = (part: keyof Measured) => this.#measured.reduce((total, one) => total + one[part], 0);
    return sum('tookMs') / sum('units');
  }
}
