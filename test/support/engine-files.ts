import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TensorFile } from '../../src/engine/training-spec.js';
import { temporaryFolder } from './temporary-folder.js';

type Nested = number | readonly Nested[];

/** Numbers of nested lists, one after another. */
export function flatten(values: Nested): number[] {
  return typeof values === 'number' ? [values] : values.flatMap((value) => flatten(value));
}

/** Lengths of nested lists that are all of one shape. */
export function shapeOf(values: Nested): number[] {
  return typeof values === 'number' ? [] : [values.length, ...shapeOf(values[0] ?? 0)];
}

/** A folder of tensor files, as a dataset cache would make them; gone when the process ends. */
export class EngineFiles {
  readonly folder: string;
  private count = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<EngineFiles> {
    return new EngineFiles(await temporaryFolder('engine'));
  }

  /** Writes nested lists (rows first) as float32. */
  async floats(name: string, values: Nested): Promise<TensorFile> {
    const [, ...shape] = shapeOf(values);
    return this.raw(name, 'float32', shape, new Uint8Array(Float32Array.from(flatten(values)).buffer));
  }

  /** Writes bytes that are in the right form already. */
  async raw(name: string, dtype: TensorFile['dtype'], shape: number[], bytes: Uint8Array): Promise<TensorFile> {
    const path = join(this.folder, `${this.count++}.bin`);
    await writeFile(path, bytes);
    return { name, path, dtype, shape };
  }
}
