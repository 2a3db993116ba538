import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { CompressionCodec, Compressors } from 'hyparquet';
import { decompressLz4, decompressLz4Raw, decompressSnappy, decompressZstd } from 'hyparquet-compressors';

/** How pages may be packed. Every unpacking ends at the size that the page tells, which is looked at before. */
export const codecs = {
  SNAPPY: decompressSnappy,
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: length }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: length }),
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
} as const satisfies Compressors;

const CODEC_NAMES: ReadonlySet<string> = new Set(['UNCOMPRESSED', ...Object.keys(codecs)]);

export function isKnownCodec(codec: string): codec is CompressionCodec {
  return CODEC_NAMES.has(codec);
}
