const SIGN = 0x8000;
const EXPONENT_BITS = 10;
const FRACTION = 0x3ff;
const ALL_ONES = 0x1f;

/** The number that the 16 bits of an IEEE 754 half stand for; Node has an array of them from 24 only. */
function halfOf(bits: number): number {
  const sign = (bits & SIGN) === 0 ? 1 : -1;
  const exponent = (bits & ~SIGN) >> EXPONENT_BITS;
  const fraction = bits & FRACTION;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === ALL_ONES) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 2 ** EXPONENT_BITS) * 2 ** (exponent - 15);
}

let table: Float32Array | undefined;

/** The numbers of halves, by a table that is made once. */
export function float16At(bits: number): number {
  table ??= Float32Array.from({ length: 2 ** 16 }, (_, index) => halfOf(index));
  return table[bits] ?? 0;
}
