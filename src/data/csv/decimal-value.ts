/** Digits of which every integer is exact in 64 bits. */
export const EXACT_DIGITS = 15;
/** Largest power of ten that is exact in 64 bits. */
export const MOST_EXPONENT = 22;
/** More than the relative error of an integer that was cut after 15 digits, times a power of ten. */
export const CUT_ERROR = 2e-14;
