import { randomBytes } from 'node:crypto';

/** The kinds of things that have an id, and the prefix that says which. */
export const ID_PREFIX = {
  project: 'prj',
  key: 'key',
  dataset: 'dst',
  upload: 'upl',
  model: 'mdl',
  job: 'job',
  webhook: 'whk',
  webhookDelivery: 'whd',
  audit: 'aud',
  evaluation: 'evl',
  batchPrediction: 'bpr',
  request: 'req',
} as const;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 10;
/** Of each half of the random part: 40 bits, which a number counts exactly. */
const HALF_DIGITS = 8;
const HALF_BYTES = 5;
const HALF = 2 ** 40;
let lastTime = 0;
let lastHigh = 0;
let lastLow = 0;

/**
 * A new id such as `job_01jd5v7k3m8t4q…`: the prefix, 48 bits of milliseconds and 80 random bits in Crockford's base 32
 * (a lower-case ULID), so that ids sort by creation time. Within a millisecond the random part counts up.
 */
export function newId(kind: keyof typeof ID_PREFIX, now = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    const random = randomBytes(2 * HALF_BYTES);
    // A half is left to count up into.
    lastHigh = Math.floor(random.readUIntBE(0, HALF_BYTES) / 2);
    lastLow = random.readUIntBE(HALF_BYTES, HALF_BYTES);
  } else if (++lastLow === HALF) {
    lastLow = 0;
    lastHigh++;
  }
  return `${ID_PREFIX[kind]}_${base32(lastTime, TIME_DIGITS)}${base32(lastHigh, HALF_DIGITS)}${base32(lastLow, HALF_DIGITS)}`;
}

/** The form of an id, of any kind. */
export const ID_PATTERN = /^[a-z]{3}_[0-9a-z]{1,40}$/;

/** Whether a text has the form of an id. What has not is nobody's, and may hold what Postgres cannot take (NUL). */
export function isId(text: string): boolean {
  return ID_PATTERN.test(text);
}

/** Whether a text has the form of an id of this kind; a name could have that of another. */
export function isIdOf(kind: keyof typeof ID_PREFIX, text: string): boolean {
  return isId(text) && text.startsWith(`${ID_PREFIX[kind]}_`);
}

function base32(value: number, digits: number): string {
  let text = '';
  let rest = value;
  for (let digit = 0; digit < digits; digit++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
