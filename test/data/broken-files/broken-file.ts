import type { TestFile } from '../ingest-files.js';

/** An upload that has to be refused, and what the answer has to say. */
export interface BrokenUpload {
  /** What is wrong with it. */
  readonly name: string;
  /** Made when it is sent: some are large. */
  readonly files: () => readonly TestFile[];
  readonly options?: object;
  /** 422 unless said. */
  readonly status?: number;
  /** `/file` unless said; null where no field is named. */
  readonly pointer?: string | null;
  /** Where it is wrong (row and column, or byte) and what was found. */
  readonly detail: RegExp;
}

/** The first `count` bytes. */
export function cut(bytes: Uint8Array, count: number): Uint8Array {
  return bytes.subarray(0, count);
}

/** A copy with other bytes at a place, counted from the end where it is negative. */
export function patched(bytes: Uint8Array, at: number, ...values: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  copy.set(values, at < 0 ? copy.length + at : at);
  return copy;
}
