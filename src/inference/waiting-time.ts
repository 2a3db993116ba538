/** Batches that the pace is taken from: the newest. */
const MEASURED = 32;
/** With fewer nothing is said: the first ones compile programs. */
const FEWEST_MEASURED = 8;

/** How long a batch that comes now would wait, judged by how fast others have been done. Times are milliseconds of one clock. */
export class WaitingTime {
  /** What each of the newest took. */
  readonly #tookMs: number[] = [];
  #lastDoneAt = 0;
  /** When each batch under way was begun, in that order. */
  readonly #underWay = new Set<{ readonly beganAt: number }>();

  /** Notes that a batch was begun. @returns what is to be called at its end; one that failed says nothing of the pace. */
  begin(now: number): (isDone: boolean, now: number) => void {
    const batch = { beganAt: now };
    this.#underWay.add(batch);
    return (isDone, doneAt) => {
      this.#underWay.delete(batch);
      // Batches overlap: what one took of the time is what passed since the one before was done.
      if (isDone) this.#tookMs.push(doneAt - Math.max(batch.beganAt, this.#lastDoneAt));
      if (this.#tookMs.length > MEASURED) this.#tookMs.shift();
      this.#lastDoneAt = doneAt;
    };
  }

  /** The wait behind so many batches; as long as nothing has been done for, where work is under way: then a process stands still. */
  estimateMs(batchesBefore: number, now: number): number {
    const [oldest] = this.#underWay;
    const standingMs = oldest === undefined ? 0 : now - Math.max(oldest.beganAt, this.#lastDoneAt);
    return Math.max(batchesBefore * this.#paceMs(), standingMs);
  }

  #paceMs(): number {
    if (this.#tookMs.length < FEWEST_MEASURED) return 0;
    return this.#tookMs.reduce((sum, took) => sum + took, 0) / this.#tookMs.length;
  }
}
