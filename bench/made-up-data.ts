import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '../src/engine/random/streams.js';
import type { DataFiles } from '../src/engine/training-spec.js';

/** Random bytes as inputs and random classes: what is measured does not depend on them. */
export function madeUpRows(rows: number, inputs: number, classes: number): { x: Uint8Array; y: Uint8Array } {
  const random = randomStream(1, 'bench');
  return {
    x: Uint8Array.from({ length: rows * inputs }, () => random.word() & 0xff),
    y: Uint8Array.from({ length: rows }, () => random.below(classes)),
  };
}

/** The same rows as a dataset on the disk, for the time of `use`. */
export async function withMadeUpFiles(
  rows: number,
  inputs: number,
  classes: number,
  use: (data: DataFiles) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fitserve-bench-'));
  try {
    const { x, y } = madeUpRows(rows, inputs, classes);
    const file = async (name: string, shape: number[], bytes: Uint8Array) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return { name, path, dtype: 'uint8' as const, shape };
    };
    await use({ rows, inputs: [await file('x', [inputs], x)], targets: [await file('y', [], y)], scale: 1 / 255 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
