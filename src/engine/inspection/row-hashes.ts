import { type FileHandle, open } from 'node:fs/promises';
import { bytesPerRow } from '../../data/dataset-spec.js';
import { readFully } from '../read-fully.js';
import type { TensorFile } from '../training-spec.js';

const WINDOW_BYTES = 4 * 2 ** 20;
/** Hashes are whole numbers below this. */
export const HASH_BOUND = 2 ** 53;

interface OpenTensor {
  readonly file: FileHandle;
  readonly name: string;
  readonly rowBytes: number;
}

/**
 * A number for each row, made of all its bytes in all tensors: rows that are the same have the same, others have another, but for
 * some in 10^15. Some thousand rows at a time.
 */
export async function* rowHashes(tensors: readonly TensorFile[], rows: number): AsyncGenerator<Float64Array> {
  const opened: OpenTensor[] = [];
  try {
    for (const tensor of tensors) {
      opened.push({ file: await open(tensor.path, 'r'), name: tensor.name, rowBytes: bytesPerRow(tensor) });
    }
    const rowBytes = opened.reduce((sum, tensor) => sum + tensor.rowBytes, 0);
    const rowsAtOnce = Math.max(1, Math.floor(WINDOW_BYTES / rowBytes));
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const lanes = newLanes(Math.min(rowsAtOnce, rows - from));
      for (const { file, name, rowBytes: size } of opened) {
        const bytes = new Uint8Array(lanes.low.length * size);
        await readFully(file, bytes, from * size, name);
        mix(lanes, size % 4 === 0 ? new Int32Array(bytes.buffer) : bytes);
      }
      yield joined(lanes);
    }
  } finally {
    for (const { file } of opened) await file.close();
  }
}

/** Two hashes of each row that run apart from each other. */
interface Lanes {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

function newLanes(rows: number): Lanes {
  return { low: new Int32Array(rows).fill(0x243f6a88), high: new Int32Array(rows).fill(0x13198a2e) };
}

/** Takes as many words of each row as there are; the multipliers are those of MurmurHash3 and xxHash. */
function mix({ low, high }: Lanes, words: Int32Array | Uint8Array): void {
  const perRow = words.length / low.length;
  let at = 0;
  for (let row = 0; row < low.length; row++) {
    let [a, b] = [low[row] ?? 0, high[row] ?? 0];
    for (const end = at + perRow; at < end; at++) {
      const word = words[at] ?? 0;
      a = Math.imul(a ^ word, 0x85ebca6b);
      a ^= a >>> 15;
      b = Math.imul(b + word, 0x9e3779b1);
      b ^= b >>> 13;
    }
    low[row] = a;
    high[row] = b;
  }
}

function joined({ low, high }: Lanes): Float64Array {
  return Float64Array.from(low, (one, row) => (one >>> 0) * 2 ** 21 + ((high[row] ?? 0) >>> 11));
}
