/** Raw little-endian bytes as the numbers that they are, without a copy. */
export const VIEWS = {
  uint8: (bytes: Uint8Array) => bytes,
  int32: (bytes: Uint8Array) => new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4),
  float32: (bytes: Uint8Array) => new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4),
} as const;
