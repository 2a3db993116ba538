/** A stretch of steps is made to last about this long, so that progress and a stop are never far away. */
const STRETCH_MS = 200;
const FIRST_STRETCH_STEPS = 4;

/** How many steps are run in one go: as many as take about 200 ms, by how long those before took. */
export class StretchLength {
  private length = FIRST_STRETCH_STEPS;

  get steps(): number {
    return this.length;
  }

  /** Sets the length of the next stretch by how long these steps took. */
  learn(steps: number, ms: number): void {
    const stepMs = Math.max(0.001, ms / steps);
    this.length = Math.max(1, Math.round(STRETCH_MS / stepMs));
  }
}
