const PERCENT = 100;
const SIGNS = /^[\p{Sc}\s]+|[\p{Sc}\s]+$/gu;

/** Digits in threes between separators of one kind, or together, and maybe a fraction and an exponent. */
const PATTERNS = {
  '.': /^(?:\d{1,3}(?<by>[,' \u00a0\u202f])\d{3}(?:\k<by>\d{3})*|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?$/,
  ',': /^(?:\d{1,3}(?<by>[.' \u00a0\u202f])\d{3}(?:\k<by>\d{3})*|\d+)?(?:,\d*)?(?:[eE][+-]?\d+)?$/,
} as const;

/**
 * The number that a text writes for people: "1,234.5", "-$3", "12 %" (0.12). NaN where it is none, also where separators stand as they
 * never do in a number ("1,23").
 * @param decimal what stands before the fraction.
 */
export function formattedNumber(text: string, decimal: '.' | ','): number {
  let rest = text.trim();
  const isPercent = rest.endsWith('%');
  if (isPercent) rest = rest.slice(0, -1);
  rest = rest.replace(SIGNS, '');
  const sign = /^[+\-\u2212]/.exec(rest)?.[0];
  if (sign !== undefined) rest = rest.slice(1).replace(SIGNS, '');
  if (!PATTERNS[decimal].test(rest)) return Number.NaN;
  const separators = decimal === '.' ? /[,' \u00a0\u202f]/g : /[.' \u00a0\u202f]/g;
  const digits = rest.replace(separators, '').replace(',', '.');
  if (!/^\.?\d/.test(digits)) return Number.NaN;
  const value = Number(digits) * (sign === undefined || sign === '+' ? 1 : -1);
  return isPercent ? value / PERCENT : value;
}
