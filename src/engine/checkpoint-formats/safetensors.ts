import type { CheckpointState } from '../checkpoint.js';
import { weightBytes } from './weight-bytes.js';

const LENGTH_BYTES = 8;
/** The format wants the header padded, so that the numbers after it stand aligned. */
const ALIGNMENT = 8;
const SPACE = 0x20;

/** The beginning of a safetensors file, and how many of the checkpoint's bytes, from the first, follow it. */
export interface SafetensorsHead {
  readonly header: Uint8Array;
  readonly weightBytes: number;
}

/**
 * What stands before the weights in a safetensors file: the length of the header (8 bytes, little-endian) and the header,
 * JSON that names the weights by Keras's paths. The optimizer's slots are left out. `metadata` is free text by name.
 */
export function safetensorsHead(
  state: CheckpointState,
  metadata: Readonly<Record<string, string>> = {},
): SafetensorsHead {
  const { tensors, sizeBytes } = weightBytes(state);
  const entries = tensors.map(({ name, shape, offset, size_bytes }) => [
    name,
    { dtype: 'F32', shape, data_offsets: [offset, offset + size_bytes] },
  ]);
  const json = Buffer.from(JSON.stringify(Object.fromEntries([['__metadata__', metadata], ...entries])));
  const jsonBytes = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const header = Buffer.alloc(LENGTH_BYTES + jsonBytes, SPACE);
  header.writeBigUInt64LE(BigInt(jsonBytes));
  json.copy(header, LENGTH_BYTES);
  return { header, weightBytes: sizeBytes };
}
