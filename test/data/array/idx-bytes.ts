/** An IDX file: magic number, sizes, and elements that are big-endian already. */
export function idx(type: number, sizes: readonly number[], elements: Uint8Array | readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, type, sizes.length]);
  for (const [index, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * index);
  return Buffer.concat([header, Buffer.from(elements)]);
}

/** Numbers as IDX has them; `write` puts one of them where it belongs. */
export function bigEndian(
  bytes: number,
  values: readonly number[],
  write: (view: DataView, at: number, value: number) => void,
) {
  const view = new DataView(new ArrayBuffer(bytes * values.length));
  for (const [index, value] of values.entries()) write(view, index * bytes, value);
  return new Uint8Array(view.buffer);
}

/** Three images of 2 x 2 bytes, and their labels. */
export const IMAGES = idx(8, [3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255]);
export const LABELS = idx(8, [3], [7, 2, 7]);
