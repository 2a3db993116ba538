import { InvalidArgumentError } from 'commander';

/** A number on the command line. */
export function asNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It is no number.');
  return value;
}

/** A whole number above 0 on the command line. */
export function asCount(text: string): number {
  const value = asNumber(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
}
