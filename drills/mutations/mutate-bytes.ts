import type { Philox } from '../../src/random/philox.js';

const MOST_CHANGES = 6;
/** Lengths, counts and offsets that lie. */
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff] as const;
const TEXTS = [
  '999999999999999999999999',
  '-1',
  '1e999',
  'nan',
  '"',
  '\0',
  ',,,,',
  '\r\n',
  '\ud7ff',
  "'",
  '{',
  '(',
  ')',
] as const;

/** One to six changes: bits and bytes, numbers of four bytes, cuts, repetitions, text in the wrong place. Half of them fall into the first bytes, where headers are. */
export function mutateBytes(bytes: Uint8Array, random: Philox): Buffer<ArrayBuffer> {
  let changed: Buffer<ArrayBuffer> = Buffer.from(bytes);
  const changes = 1 + random.below(MOST_CHANGES);
  for (let change = 0; change < changes && changed.length > 0; change++) changed = changeOne(changed, random);
  return changed;
}

function changeOne(bytes: Buffer<ArrayBuffer>, random: Philox): Buffer<ArrayBuffer> {
  const at = random.below(random.below(2) === 0 ? bytes.length : Math.min(bytes.length, 160));
  const to = Math.min(bytes.length, at + 1 + random.below(64));
  const spliced = (middle: Uint8Array, rest = at) =>
    Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(rest)]);
  switch (random.below(9)) {
    case 0:
      return Buffer.from(bytes.subarray(0, at));
    case 1:
      return spliced(Buffer.of(), to);
    case 2:
      return spliced(bytes.subarray(at, to), at);
    case 3:
      return spliced(Buffer.from(TEXTS[random.below(TEXTS.length)] ?? ''));
    case 4: {
      const number = Buffer.alloc(4);
      const value = NUMBERS[random.below(NUMBERS.length)] ?? 0;
      if (random.below(2) === 0) number.writeUInt32LE(value);
      else number.writeUInt32BE(value);
      return spliced(number, Math.min(bytes.length, at + 4));
    }
    case 5:
      return spliced(Buffer.of(random.below(256)), at + 1);
    case 6:
      return spliced(Buffer.alloc(random.below(3) * 50, random.below(256)));
    default:
      return spliced(Buffer.of((bytes[at] ?? 0) ^ (1 << random.below(8))), at + 1);
  }
}
