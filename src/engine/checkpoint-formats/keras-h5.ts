import h5wasm, { FS } from 'h5wasm';
import type { Architecture } from '../../keras-format/architecture.js';
import type { NetworkPlan } from '../plan/network-plan.js';
import { kerasWeightPaths } from './keras-weight-paths.js';
import { WrongWeightsError } from './wrong-weights.js';

/** Inside HDF5's own file system, which is memory: no path in a file leads to the machine's files. */
const FILE = '/model.weights.h5';

/** Normalization counts what it has seen in whole numbers. */
const IS_COUNT = /(^|\/)count$/;

/** The weights as a `.weights.h5`, as `model.load_weights` of Keras 3 opens it. */
export async function writeKerasH5(
  architecture: Architecture,
  plan: NetworkPlan,
  values: readonly Float32Array[],
): Promise<Uint8Array> {
  await h5wasm.ready;
  const file = new h5wasm.File(FILE, 'w');
  const paths = kerasWeightPaths(architecture, plan);
  const groups = new Set<string>();
  plan.weights.forEach(({ name, shape }, index) => {
    const path = paths[index] ?? '';
    makeGroups(file, path, groups);
    const numbers = values[index] ?? new Float32Array(0);
    if (IS_COUNT.test(name)) {
      const data = BigInt64Array.from(numbers, (value) => BigInt(Math.round(value)));
      file.create_dataset({ name: path, data, shape: [...shape], dtype: '<q' });
    } else {
      file.create_dataset({ name: path, data: numbers, shape: [...shape], dtype: '<f' });
    }
  });
  file.close();
  const bytes = fileSystem().readFile(FILE);
  fileSystem().unlink(FILE);
  return bytes;
}

/**
 * Reads the weights of a network from a `.weights.h5` of Keras 3.
 * @throws {WrongWeightsError} naming what is missing, or has another shape, or is no number.
 */
export async function readKerasH5(
  architecture: Architecture,
  plan: NetworkPlan,
  content: Uint8Array,
): Promise<Float32Array[]> {
  await h5wasm.ready;
  fileSystem().writeFile(FILE, content);
  try {
    return readFile(architecture, plan);
  } finally {
    fileSystem().unlink(FILE);
  }
}

function readFile(architecture: Architecture, plan: NetworkPlan): Float32Array[] {
  const file = open();
  try {
    return kerasWeightPaths(architecture, plan).map((path, index) => {
      const { name = '', shape = [] } = plan.weights[index] ?? {};
      const found = entityAt(file, path);
      const what = `the weight ${name}`;
      if (!(found instanceof h5wasm.Dataset)) throw new WrongWeightsError(`${what} is missing: there is no ${path}`);
      const given = found.shape ?? [];
      // The shape is looked at before anything is read: a small file may declare one of any size.
      if (given.join() !== shape.join())
        throw new WrongWeightsError(
          `${what} has the shape [${shape.join(', ')}], and ${path} has [${given.join(', ')}]`,
        );
      const numbers = toFloats(readValue(found, path));
      if (!numbers) throw new WrongWeightsError(`${path} holds values of type ${String(found.dtype)}, and no numbers`);
      if (numbers.length !== shape.reduce((product, size) => product * size, 1))
        throw new WrongWeightsError(`${path} is cut off`);
      return numbers;
    });
  } finally {
    file.close();
  }
}

function open() {
  const file = new h5wasm.File(FILE, 'r');
  // HDF5 numbers what it has opened from 0 on.
  if (file.file_id < 0n) throw new WrongWeightsError('it is not a whole HDF5 file');
  return file;
}

function entityAt(file: InstanceType<typeof h5wasm.File>, path: string) {
  try {
    return file.get(path);
  } catch {
    return null;
  }
}

function readValue(dataset: InstanceType<typeof h5wasm.Dataset>, path: string): unknown {
  try {
    return dataset.value;
  } catch (error) {
    throw new WrongWeightsError(`${path} cannot be read: ${textOf(error)}`);
  }
}

function makeGroups(file: InstanceType<typeof h5wasm.File>, path: string, made: Set<string>): void {
  const parts = path.split('/').slice(0, -1);
  parts.forEach((_, depth) => {
    const group = parts.slice(0, depth + 1).join('/');
    if (made.has(group)) return;
    made.add(group);
    file.create_group(group);
  });
}

function fileSystem(): NonNullable<typeof FS> {
  if (FS === null) throw new Error('h5wasm is not ready');
  return FS;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** h5wasm gives a scalar as a bare number, and floats of 16 bits as it finds them. */
function toFloats(value: unknown): Float32Array | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Float32Array.of(Number(value));
  if (value instanceof BigInt64Array || value instanceof BigUint64Array) return Float32Array.from(value, Number);
  return value instanceof Float32Array ? value : isNumbers(value) ? Float32Array.from(value) : undefined;
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}
