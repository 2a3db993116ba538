import { bytesPerRow, elementsPerRow, type TargetSpec } from './dataset-spec.js';
import { shortestFloat32 } from './float32.js';

/** One row of a tensor as it was given: a label, a number, or nested arrays. */
export function shownRow(tensor: TargetSpec, row: number, bytes: Buffer): unknown {
  const size = bytesPerRow(tensor);
  const start = row * size;
  const read = READ[tensor.dtype];
  let at = start;
  const nested = (depth: number): unknown => {
    const length = tensor.shape[depth];
    if (length !== undefined) return Array.from({ length }, () => nested(depth + 1));
    const value = read(bytes, at);
    at += size / elementsPerRow(tensor);
    return tensor.classes === undefined ? value : tensor.classes[value];
  };
  return nested(0);
}

const READ = {
  uint8: (bytes: Buffer, at: number) => bytes.readUInt8(at),
  int32: (bytes: Buffer, at: number) => bytes.readInt32LE(at),
  float32: (bytes: Buffer, at: number) => shortestFloat32(bytes.readFloatLE(at)),
} as const satisfies Record<TargetSpec['dtype'], unknown>;

/** What is said of tensors: of a single one as it is, of several by their names. */
export function oneOrByName<View>(
  tensors: readonly { readonly name: string }[],
  views: readonly View[],
): View | Record<string, View> {
  const [only] = views;
  if (views.length === 1 && only !== undefined) return only;
  return Object.fromEntries(
    tensors.flatMap(({ name }, index) => {
      const view = views[index];
      return view === undefined ? [] : [[name, view] as const];
    }),
  );
}
