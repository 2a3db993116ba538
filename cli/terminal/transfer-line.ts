import type { Screen } from './progress-bar.js';
import { sizeText } from './table.js';

const CLEAR_TO_END = '\u001b[K';

/** How far an upload is: one line, redrawn in place on a terminal, and written at its beginning elsewhere. */
export class TransferLine {
  readonly #screen: Screen;
  readonly #what: string;
  #isBegun = false;

  constructor(screen: Screen, what: string) {
    this.#screen = screen;
    this.#what = what;
  }

  sent(bytes: number, size: number): void {
    const part = size === 0 ? 100 : Math.floor((100 * bytes) / size);
    this.#draw(`sending ${this.#what} (${sizeText(size)})`, ` ${part} %`);
  }

  read(rows: number): void {
    this.#draw(`the service reads ${this.#what}`, rows === 0 ? '' : `, ${rows} rows so far`);
  }

  interrupted(): void {
    this.#draw('the service does not answer; trying again', '');
  }

  /** Leaves the line, so that what is written next begins on a new one. */
  end(): void {
    if (this.#isBegun && this.#screen.isTTY === true) this.#screen.write('\n');
  }

  #draw(what: string, how: string): void {
    if (this.#screen.isTTY === true) this.#screen.write(`\r${what}${how} ...${CLEAR_TO_END}`);
    else if (!this.#isBegun) this.#screen.write(`${what} ...\n`);
    this.#isBegun = true;
  }
}
