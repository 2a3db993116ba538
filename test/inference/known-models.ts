import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSource } from '../../src/inference/warm-child.js';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import { temporaryFolder } from '../support/temporary-folder.js';

export interface KnownModel extends ModelSource {
  /** How often its weights were asked for. */
  readonly fetches: () => number;
}

/** Bytes that such a model takes: 1,024 weights, twice, and a program that is compiled for one row. */
export const KNOWN_MODEL_BYTES = 2 * 4096 + 400 * 1024;

/** A model that multiplies the first of its 1,024 inputs by a number. `fail` makes the next fetch reject. */
export async function knownModel(key: string, factor: number, fail: () => boolean = () => false): Promise<KnownModel> {
  const folder = await temporaryFolder('known');
  const path = join(folder, 'weights');
  const kernel = new Float32Array(1024);
  kernel[0] = factor;
  await writeFile(path, kernel);
  const layer = { class_name: 'Dense', config: { units: 1, use_bias: false, input_shape: [1024] } };
  const tensors = [{ name: 'dense/kernel', role: 'weight' as const, shape: [1024, 1], offset: 0, size_bytes: 4096 }];
  let fetched = 0;
  return {
    key,
    definition: {
      architecture: toArchitecture(postedArchitectureSchema.parse({ layers: [layer] })),
      compile: compileSchema.parse({ loss: 'mse' }),
      inputShape: [1024],
    },
    fetches: () => fetched,
    fetch: async () => {
      fetched++;
      if (fail()) throw new Error('the weights cannot be fetched');
      return {
        checkpoint: { path, state: { epoch: 1, step: 1, seed: 1, tensors, best: null } },
        release: async () => {},
      };
    },
  };
}

/** A row for such a model that starts with this number. */
export function rowOf(first: number): Float32Array {
  const row = new Float32Array(1024);
  row[0] = first;
  return row;
}
