import { quoted } from '../faults.js';
import type { Cell } from './table-source.js';

const DIGIT_ONE = 0x31;
const DIGIT_NINE = 0x39;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_A_NUMBER = /^[+-]?(?:nan|inf|infinity)$/i;
const MISSING_MARK = /^(?:na|n\/a|null|none|nil|\?|-|\.)$/i;

/** The number that a cell writes in decimal digits, between blanks or not; NaN for all else, `0x10` and `Infinity` too. */
export function decimalOf(cell: string): number {
  const value = Number(cell);
  if (value - value !== 0) return Number.NaN;
  // Number() also takes blanks, 0x10, 0b1 and 0o7; none of them begins with a digit above 0.
  const first = cell.charCodeAt(0);
  if (first >= DIGIT_ONE && first <= DIGIT_NINE) return value;
  return DECIMAL.test(cell.trim()) ? value : Number.NaN;
}

/** What a cell holds that should hold something else, as the end of a sentence. */
export function foundInCell(cell: Cell): string {
  if (cell === null) return 'found nothing';
  if (cell instanceof Date) {
    return Number.isNaN(cell.getTime()) ? 'found a date of no calendar' : `found the date ${cell.toISOString()}`;
  }
  if (typeof cell !== 'string') return `found ${cell}`;
  if (cell.trim() === '') return 'found nothing';
  return MISSING_MARK.test(cell.trim())
    ? `found ${quoted(cell)}, which marks a missing value`
    : `found ${quoted(cell)}`;
}

/** `NaN`, `inf`, `-Infinity`: a number that went wrong, never the name of a class. */
export function isNotANumber(cell: string): boolean {
  return NOT_A_NUMBER.test(cell.trim());
}

/** `NA`, `null`, `?`: stands for a missing value where the rest of the column are numbers. */
export function isMissingMark(cell: string): boolean {
  return MISSING_MARK.test(cell.trim());
}
