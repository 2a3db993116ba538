import type { PartialEpoch } from '../checkpoint.js';
import type { StretchEnd } from './training-program.js';

/** The signal ended training in the middle of an epoch: `end` is where its steps stand. */
export class Stopped extends Error {
  readonly end: StretchEnd;

  constructor(end: StretchEnd) {
    super('training was stopped');
    this.end = end;
  }
}

/** Where an epoch stands, for a checkpoint: the sums bit for bit, NaN and the infinities too. */
export function toPartialEpoch({ sums, to }: StretchEnd): PartialEpoch {
  return { step: to, sums: Buffer.from(sums.buffer, sums.byteOffset, sums.byteLength).toString('base64') };
}

/** Where an epoch's steps go on; at its start where `partial` is undefined. */
export function startOfEpoch(partial: PartialEpoch | undefined, sumsLength: number): StretchEnd {
  if (partial === undefined) return { sums: new Float64Array(sumsLength), to: 0 };
  const bytes = Buffer.from(partial.sums, 'base64');
  const sums = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { sums, to: partial.step };
}
