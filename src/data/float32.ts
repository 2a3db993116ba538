/** Digits that tell any two 32-bit floats apart. */
const MOST_DIGITS = 9;
const FEWEST_DIGITS = 6;

/** The number with the fewest digits that a 32-bit float stands for: 5.1 for the 5.099999904632568 that is stored. */
export function shortestFloat32(stored: number): number {
  if (Number.isInteger(stored)) return stored;
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const short = Number(stored.toPrecision(digits));
    if (Math.fround(short) === stored) return short;
  }
  return Number(stored.toPrecision(MOST_DIGITS));
}

/** Whether a 32-bit float can hold the number's size; 1e39 would become infinity. */
export function fitsFloat32(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}
