import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataFiles } from '../src/engine/training-spec.js';
import { randomStream } from '../src/random/streams.js';
import { CLASSES, type TrainingCase } from './cases.js';

type Rows = Pick<TrainingCase, 'rows' | 'inputShape'>;

/** Random bytes as inputs and random classes: what is measured does not depend on them. */
export function madeUpRows({ rows, inputShape }: Rows): { x: Uint8Array; y: Uint8Array } {
  const random = randomStream(1, 'bench');
  const size = inputShape.reduce((product, length) => product * length, rows);
  return {
    x: Uint8Array.from({ length: size }, () => random.word() & 0xff),
    y: Uint8Array.from({ length: rows }, () => random.below(CLASSES)),
  };
}

/** The same rows as a dataset on the disk, for the time of `use`. */
export async function withMadeUpFiles(rows: Rows, use: (data: DataFiles) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fitserve-bench-'));
  try {
    const { x, y } = madeUpRows(rows);
    const file = async (name: string, shape: number[], bytes: Uint8Array) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return { name, path, dtype: 'uint8' as const, shape };
    };
    const inputs = [await file('x', [...rows.inputShape], x)];
    await use({ rows: rows.rows, inputs, targets: [await file('y', [], y)], scale: 1 / 255 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
