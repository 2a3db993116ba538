/** Columns of the bar, as in Keras. */
const WIDTH = 20;
const GREEN = '\u001b[32m';
const FAINT = '\u001b[90m';
const PLAIN = '\u001b[0m';
const CLEAR_TO_END = '\u001b[K';

/** Where the bar is drawn: standard output, or something that looks like it. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
  write(text: string): unknown;
}

/** How far an epoch is: steps done and to do, seconds since it began, and the metrics over it so far. */
export interface EpochProgress {
  readonly step: number;
  readonly steps: number;
  readonly elapsedS: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * Keras's progress bar: a line for each epoch, redrawn in place while it runs on a terminal, and written once, when the
 * epoch is done, where the output goes elsewhere.
 */
export class ProgressBar {
  private readonly screen: Screen;
  private readonly epochs: number;
  private shownEpoch = 0;

  constructor(screen: Screen, epochs: number) {
    this.screen = screen;
    this.epochs = epochs;
  }

  /** Draws how far a running epoch is. */
  progress(epoch: number, progress: EpochProgress): void {
    if (this.screen.isTTY !== true) return;
    this.begin(epoch);
    this.screen.write(`\r${this.line(progress, false)}${CLEAR_TO_END}`);
  }

  /** Draws an epoch that is done; the next one gets a line of its own. */
  epochDone(epoch: number, progress: EpochProgress): void {
    this.begin(epoch);
    const line = this.line(progress, true);
    this.screen.write(this.screen.isTTY === true ? `\r${line}${CLEAR_TO_END}\n` : `${line}\n`);
  }

  /** Leaves a bar that was not brought to its end, so that what is written next begins on a new line. */
  leave(): void {
    if (this.screen.isTTY === true && this.shownEpoch > 0) this.screen.write('\n');
  }

  private begin(epoch: number): void {
    if (epoch === this.shownEpoch) return;
    this.shownEpoch = epoch;
    this.screen.write(`Epoch ${epoch}/${this.epochs}\n`);
  }

  private line({ step, steps, elapsedS, metrics }: EpochProgress, done: boolean): string {
    const digits = String(steps).length;
    const count = `${String(step).padStart(digits)}/${steps} `;
    const filled = steps === 0 ? WIDTH : Math.round((WIDTH * step) / steps);
    const perStepS = step === 0 ? 0 : elapsedS / step;
    const shownS = done ? elapsedS : perStepS * (steps - step);
    const rest = ` ${clock(shownS)} ${perStep(perStepS)}${Object.entries(metrics)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ` - ${name}: ${metricText(value)}`)
      .join('')}`;
    // A line that is wider than the terminal would be wrapped, and could not be redrawn.
    const room = done ? rest.length : Math.max(0, (this.screen.columns ?? 80) - 1 - count.length - WIDTH);
    return count + this.bar(filled) + rest.slice(0, room);
  }

  private bar(filled: number): string {
    if (this.screen.hasColors?.() !== true) return '━'.repeat(filled) + '─'.repeat(WIDTH - filled);
    return `${GREEN}${'━'.repeat(filled)}${FAINT}${'━'.repeat(WIDTH - filled)}${PLAIN}`;
  }
}

/** Seconds as Keras writes them: `7s`, `2:05`, `1:01:09`. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

function perStep(seconds: number): string {
  if (seconds >= 1 || seconds === 0) return `${seconds.toFixed(0)}s/step`;
  return seconds >= 1e-3 ? `${(seconds * 1e3).toFixed(0)}ms/step` : `${(seconds * 1e6).toFixed(0)}us/step`;
}

/** Metrics as numbers: what JSON cannot hold comes as a string. */
export function numbersOf(metrics: Readonly<Record<string, number | string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, Number(value)]));
}

/** Four digits after the point, as Keras writes metrics, and small ones with an exponent. */
export function metricText(value: number): string {
  return Math.abs(value) > 1e-3 || !Number.isFinite(value) ? value.toFixed(4) : value.toExponential(4);
}
