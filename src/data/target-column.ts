import type { InvalidError } from '../errors.js';
import { quoted } from './faults.js';
import { fitsFloat32 } from './float32.js';
import type { Spool } from './spool.js';
import { decimalOf, isMissingMark, isNotANumber } from './table/cell-text.js';
import { isStorableText, type Task } from './upload-options.js';

/** Integers of more different values than this are taken for measures, not classes, when nobody says. */
export const MOST_GUESSED_CLASSES = 20;
/** The same for so few rows that nothing repeats: each class must have this many rows on average. */
const FEWEST_ROWS_PER_GUESSED_CLASS = 2;
export const MOST_CLASSES = 10_000;
const MOST_LABEL_CHARACTERS = 200;

/** How a reader tells where a target stands, and what to answer when it cannot be used. */
export interface TargetSource {
  /** Where the value stands that is being added. */
  place(): string;
  /** @param place undefined where the targets as a whole are meant. */
  error(place: string | undefined, detail: string): InvalidError;
}

/** What one target per row turned out to be. */
export type TargetKind =
  | { readonly task: 'classification'; readonly dtype: 'int32'; readonly classes: string[] }
  | { readonly task: 'regression'; readonly dtype: 'float32' };

interface TargetColumnParts {
  /** What the targets are; undefined to find out. */
  readonly task: Task | undefined;
  readonly source: TargetSource;
  readonly spool: Spool;
  /** Whether integers are classes however many there are, as in a file of labels. */
  readonly labels?: boolean;
}

interface Seen {
  readonly code: number;
  readonly place: string;
}

/**
 * One target for each row, a number or a text, whose meaning is known only when all have come: text is classes; integers
 * of at most 20 different values, with at least two rows for each, are classes too; other numbers are measures. Classes are
 * sorted: those that read as numbers by size, then text by code unit. Until then each row is kept in four bytes: a code by order of
 * appearance, or, once there are too many different numbers for classes, the number itself.
 */
export class TargetColumn {
  readonly #parts: TargetColumnParts;
  readonly #seen = new Map<number | string, Seen>();
  #rows = 0;
  /** From this row on the numbers themselves are kept. */
  #valuesFrom = Number.POSITIVE_INFINITY;
  #batch = new DataView(new ArrayBuffer(4096));
  #batchBytes = 0;

  constructor(parts: TargetColumnParts) {
    this.#parts = parts;
    if (parts.task === 'regression') this.#valuesFrom = 0;
  }

  /** @throws {InvalidError} when the value cannot be a target here. */
  add(value: number | string): void {
    if (typeof value === 'number' && !fitsFloat32(value)) throw this.#error(`${value} is too large for a 32-bit float`);
    const code = this.#rows < this.#valuesFrom ? (this.#seen.get(value)?.code ?? this.#addSeen(value)) : undefined;
    this.#rows++;
    if (this.#batchBytes === this.#batch.byteLength) this.#growBatch();
    if (code !== undefined) {
      this.#batch.setInt32(this.#batchBytes, code, true);
    } else if (typeof value === 'number') {
      this.#batch.setFloat32(this.#batchBytes, value, true);
    } else {
      throw this.#error(`expected a number, found ${quoted(value)}`);
    }
    this.#batchBytes += 4;
  }

  /** Puts away what was added since the last time; to be called after each batch of rows. */
  async flush(): Promise<void> {
    await this.#parts.spool.append(new Uint8Array(this.#batch.buffer, 0, this.#batchBytes));
    this.#batchBytes = 0;
  }

  /** Decides what the targets are. @throws {InvalidError} when they are no useful targets. */
  conclude(): TargetKind {
    if (this.#valuesFrom < Number.POSITIVE_INFINITY) return { task: 'regression', dtype: 'float32' };
    const keys = this.#sortedKeys();
    const numbers = keys.filter((key) => typeof key === 'number');
    const texts = keys.filter((key) => typeof key === 'string');
    if (numbers.length > 0 && texts.length > 0) this.#refuseSlips(numbers, texts);
    if (texts.length === 0 && this.#parts.task === undefined && !this.#looksLikeClasses(numbers)) {
      return { task: 'regression', dtype: 'float32' };
    }
    const classes = keys.map(String);
    if (classes.length === 1) {
      throw this.#parts.source.error(undefined, `all rows have the same class, ${quoted(classes[0] ?? '')}`);
    }
    return { task: 'classification', dtype: 'int32', classes };
  }

  /** The rows as the concluded task stores them, little-endian. To be read once. */
  async *bytes(task: Task): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const keys = [...this.#seen.keys()];
    const sorted = new Map(this.#sortedKeys().map((key, index) => [key, index]));
    const indexOf = Int32Array.from(keys, (key) => sorted.get(key) ?? 0);
    const measureOf = Float32Array.from(keys, Number);
    let row = 0;
    for await (const piece of this.#parts.spool.read()) {
      const codes = new Int32Array(piece.buffer, piece.byteOffset, piece.length / 4);
      const values = new Float32Array(piece.buffer, piece.byteOffset, piece.length / 4);
      for (let at = 0; at < codes.length && row < this.#valuesFrom; at++, row++) {
        const code = codes[at] ?? 0;
        if (task === 'classification') codes[at] = indexOf[code] ?? 0;
        else values[at] = measureOf[code] ?? 0;
      }
      yield piece;
    }
  }

  #sortedKeys(): (number | string)[] {
    return [...this.#seen.keys()].sort(byNumberThenText);
  }

  /** @returns its code; undefined when there are too many for classes and numbers are kept from here on. */
  #addSeen(value: number | string): number | undefined {
    if (typeof value === 'string') this.#refuseLabel(value);
    if (this.#seen.size < MOST_CLASSES) {
      const seen = { code: this.#seen.size, place: this.#parts.source.place() };
      this.#seen.set(value, seen);
      return seen.code;
    }
    const texts = [...this.#seen].find(([key]) => typeof key === 'string');
    if (this.#parts.task === 'classification' || texts !== undefined || typeof value === 'string') {
      throw this.#error(`more than ${MOST_CLASSES} different classes; this one is ${quoted(String(value))}`);
    }
    this.#valuesFrom = this.#rows;
    return undefined;
  }

  #refuseLabel(label: string): void {
    if (label === '') throw this.#error('found nothing');
    if (isNotANumber(label)) throw this.#error(`found ${quoted(label)}, which is no number and no class`);
    if (label.length > MOST_LABEL_CHARACTERS) {
      throw this.#error(`a class may have ${MOST_LABEL_CHARACTERS} characters, found ${quoted(label)}`);
    }
    if (label.includes('\ufffd') || !isStorableText(label)) {
      throw this.#error(`found ${quoted(label)}, which is not UTF-8 text`);
    }
  }

  /** Text among numbers is a class only where it cannot be a slip: `A` beside 0 to 9, but no `NA`, and nothing beside 1.5. */
  #refuseSlips(numbers: readonly number[], texts: readonly string[]): void {
    const slip = numbers.every(Number.isInteger) ? texts.find(isMissingMark) : texts[0];
    if (slip === undefined) return;
    const place = this.#seen.get(slip)?.place;
    throw this.#parts.source.error(place, `expected a number as in other rows, found ${quoted(slip)}`);
  }

  #looksLikeClasses(numbers: readonly number[]): boolean {
    if (!numbers.every(Number.isInteger)) return false;
    if (this.#parts.labels === true) return true;
    return numbers.length <= MOST_GUESSED_CLASSES && this.#rows >= FEWEST_ROWS_PER_GUESSED_CLASS * numbers.length;
  }

  #growBatch(): void {
    const grown = new Uint8Array(2 * this.#batch.byteLength);
    grown.set(new Uint8Array(this.#batch.buffer));
    this.#batch = new DataView(grown.buffer);
  }

  #error(detail: string): InvalidError {
    return this.#parts.source.error(this.#parts.source.place(), detail);
  }
}

function byNumberThenText(a: number | string, b: number | string): number {
  const [first, second] = [Number.isNaN(numberOf(a)), Number.isNaN(numberOf(b))];
  if (first !== second) return first ? 1 : -1;
  const apart = first ? 0 : numberOf(a) - numberOf(b);
  if (apart !== 0) return apart;
  return a < b ? -1 : 1;
}

function numberOf(key: number | string): number {
  return typeof key === 'number' ? key : decimalOf(key);
}
