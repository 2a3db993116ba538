import { performance } from 'node:perf_hooks';

const FRAME_MS = 120;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const ERASE_LINE = '\r\x1b[K';
/** Where no line can be rewritten, a sign of life this often. */
const REMINDER_MS = 30_000;

/**
 * Tells what setup does: a live line with the seconds on a terminal, one line at the start and the end elsewhere.
 * Everything goes to the error stream, so that the output of the program that follows stays clean.
 */
export class Progress {
  /** @param {NodeJS.WriteStream} [stream] */
  constructor(stream = process.stderr) {
    this.stream = stream;
    this.live = Boolean(stream.isTTY);
    this.frame = 0;
    /** @type {NodeJS.Timeout | undefined} */
    this.timer = undefined;
  }

  /**
   * A line of its own.
   * @param {string} text
   */
  note(text) {
    if (this.live) this.stream.write(ERASE_LINE);
    this.stream.write(`setup: ${text}\n`);
  }

  /** Draws no more: an interrupted step neither ends nor fails. */
  stop() {
    clearInterval(this.timer);
  }

  /**
   * @template T
   * @param {string} label
   * @param {(update: (text: string) => void) => Promise<T>} work `update` shows how far it is
   * @returns {Promise<T>}
   */
  async during(label, work) {
    const start = performance.now();
    const seconds = () => `${Math.round((performance.now() - start) / 1000)} s`;
    let how = '';
    const line = () => `${label} ... ${[how, seconds()].filter(Boolean).join(', ')}`;
    if (this.live) this.timer = setInterval(() => this.draw(line()), FRAME_MS);
    else {
      this.note(`${label} ...`);
      this.timer = setInterval(() => this.note(line()), REMINDER_MS);
    }
    try {
      const result = await work((text) => {
        how = text;
      });
      this.note(`${label}: done in ${seconds()}`);
      return result;
    } catch (error) {
      this.note(`${label}: failed after ${seconds()}`);
      throw error;
    } finally {
      this.stop();
    }
  }

  /** @param {string} line */
  draw(line) {
    this.frame = (this.frame + 1) % FRAMES.length;
    // A line that wraps could not be erased; a terminal that does not tell its width says 0.
    const width = this.stream.columns > 0 ? this.stream.columns : 80;
    const fitting = line.slice(0, width - 3);
    this.stream.write(`${ERASE_LINE}${FRAMES[this.frame]} ${fitting}`);
  }
}
