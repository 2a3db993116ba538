/** Before its first step a process builds its network and takes in its data. */
const TIMES_BEFORE_STEPS = 10;
/** A step may take this much longer than any before it: the machine may have become busy. */
const TIMES_THE_LONGEST = 20;
const TICKS = 20;
const LONGEST_TICK_MS = 1_000;

export interface WatchdogOptions {
  /** The shortest silence that counts as hanging. */
  readonly stallMs: number;
  /** Is called once, with the length of the silence. */
  readonly onStall: (silentMs: number) => void;
}

/**
 * Notices a process that hangs: it has said nothing for `stallMs`, for twenty times as long as it ever was silent between two
 * steps, or before its first step for ten times `stallMs`. Silence is counted in ticks: while this process itself sleeps it
 * does not grow.
 */
export class Watchdog {
  private readonly options: WatchdogOptions;
  private readonly tickMs: number;
  private readonly timer: NodeJS.Timeout;
  private silentMs = 0;
  private longestMs = 0;
  private hasStepped = false;
  private pauses = 0;

  constructor(options: WatchdogOptions) {
    this.options = options;
    this.tickMs = Math.max(1, Math.min(LONGEST_TICK_MS, options.stallMs / TICKS));
    this.timer = setInterval(() => this.tick(), this.tickMs);
  }

  /** How long it may be silent by now. */
  get limitMs(): number {
    const { stallMs } = this.options;
    return this.hasStepped ? Math.max(stallMs, TIMES_THE_LONGEST * this.longestMs) : TIMES_BEFORE_STEPS * stallMs;
  }

  /** The process has said something; `isStep` where it tells of steps. */
  heard(isStep: boolean): void {
    if (this.hasStepped) this.longestMs = Math.max(this.longestMs, this.silentMs);
    if (isStep) this.hasStepped = true;
    this.silentMs = 0;
  }

  /** Runs `work`, for which the process may have to wait: its silence does not count meanwhile. */
  async during(work: () => Promise<void>): Promise<void> {
    this.pauses += 1;
    try {
      await work();
    } finally {
      this.pauses -= 1;
      this.silentMs = 0;
    }
  }

  close(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    if (this.pauses > 0) return;
    this.silentMs += this.tickMs;
    if (this.silentMs <= this.limitMs) return;
    this.close();
    this.options.onStall(this.silentMs);
  }
}
