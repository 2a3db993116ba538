/** Digits that a 32-bit integer holds, so that the first of a number are summed up without a float. */
export const FIRST_DIGITS = 9;
/** Digits of which every integer is exact in 64 bits. */
export const EXACT_DIGITS = 15;
/** Powers of ten that are exact in 64 bits. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
export const MOST_EXPONENT = POWERS.length - 1;
/** More than the relative error of an integer that was cut after 15 digits, times a power of ten. */
export const CUT_ERROR = 2e-14;

/**
 * The number of at most 15 digits that a text writes, the first nine in `high`, times ten to the `exponent` (22 at most, or -22 at
 * least): an exact integer times or over an exact power is rounded once, and so as `Number(text)` is (Clinger 1990, "How to read
 * floating point numbers accurately").
 */
export function decimalValue(high: number, low: number, digits: number, exponent: number): number {
  const integer = digits > FIRST_DIGITS ? high * (POWERS[digits - FIRST_DIGITS] ?? 1) + low : high;
  return exponent < 0 ? integer / (POWERS[-exponent] ?? 1) : integer * (POWERS[exponent] ?? 1);
}
