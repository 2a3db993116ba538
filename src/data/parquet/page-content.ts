import type { CompressionCodec, PageHeader } from 'hyparquet';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { codecs } from './codecs.js';

/** Of a column that is not nested: whether it may have nulls, and how its values and pages are written. */
export interface PageLayout {
  readonly optional: boolean;
  readonly type: string | undefined;
  readonly codec: CompressionCodec;
}

interface Reader {
  readonly view: DataView;
  offset: number;
}

/** Writers fill the last group of packed values up. */
const MOST_PADDING = 512;

/**
 * What is wrong with the runs and blocks of a data page. The library believes them: a run of two billion values fills the memory,
 * and a block of a negative size is read forever.
 * @throws where the page ends within them.
 */
export function pageContentFault(packed: Uint8Array, header: PageHeader, layout: PageLayout): string | undefined {
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (first !== undefined) {
    const page = unpacked(packed, header.uncompressed_page_size, layout.codec);
    const reader = readerOf(page);
    let values = first.num_values;
    if (layout.optional) {
      const bytes = reader.view.getUint32(0, true);
      reader.offset = 4;
      const levels = walkRuns(reader, 1, values);
      if (typeof levels === 'string') return levels;
      reader.offset = 4 + bytes;
      values = levels.ones;
    }
    return valuesFault(reader, first.encoding, values, layout);
  }
  if (second === undefined) return undefined;
  const { num_values: rows, num_nulls: nulls } = second;
  const levelBytes = second.repetition_levels_byte_length + second.definition_levels_byte_length;
  if (!(nulls >= 0 && nulls <= rows)) return `${nulls} of its ${rows} values are nulls`;
  if (!(levelBytes >= 0 && levelBytes <= packed.length))
    return `${levelBytes} of its ${packed.length} bytes tell of nulls`;
  if (layout.optional) {
    const levels = walkRuns({ ...readerOf(packed), offset: second.repetition_levels_byte_length }, 1, rows);
    if (typeof levels === 'string') return levels;
  }
  const rest = packed.subarray(levelBytes);
  const codec = second.is_compressed === false ? 'UNCOMPRESSED' : layout.codec;
  const page = codec === 'UNCOMPRESSED' ? rest : unpacked(rest, header.uncompressed_page_size - levelBytes, codec);
  return valuesFault(readerOf(page), second.encoding, rows - nulls, layout);
}

function valuesFault(reader: Reader, encoding: string, values: number, { type }: PageLayout): string | undefined {
  switch (encoding) {
    case 'RLE':
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY': {
      const isBoolean = type === 'BOOLEAN';
      const width = isBoolean ? 1 : reader.view.getUint8(reader.offset);
      reader.offset += isBoolean ? 4 : 1;
      const runs = width === 0 ? undefined : walkRuns(reader, width, values);
      return typeof runs === 'string' ? runs : undefined;
    }
    case 'DELTA_BINARY_PACKED':
    case 'DELTA_LENGTH_BYTE_ARRAY':
      return blockFault(reader);
    case 'DELTA_BYTE_ARRAY': {
      const fault = blockFault(reader);
      if (fault !== undefined || values === 0) return fault;
      // The lengths of the suffixes follow those of the prefixes.
      deltaBinaryUnpack(reader, values, new Int32Array(values));
      return blockFault(reader);
    }
    default:
      return undefined;
  }
}

/** Walks the runs of so many values (parquet-format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid"). */
function walkRuns(reader: Reader, width: number, values: number): { ones: number } | string {
  const bytes = (width + 7) >> 3;
  let seen = 0;
  let ones = 0;
  while (seen < values) {
    const header = readVarInt(reader);
    const isPacked = (header & 1) === 1;
    const count = (header >>> 1) * (isPacked ? 8 : 1);
    if (seen + count > values + (isPacked ? MOST_PADDING : 0)) {
      return `a run of ${count} values comes after ${seen} of ${values}`;
    }
    if (isPacked) {
      if (width === 1) ones += onesIn(reader, Math.min(count, values - seen));
      reader.offset += (count / 8) * width;
    } else {
      if (width === 1 && reader.view.getUint8(reader.offset) === 1) ones += count;
      reader.offset += bytes;
    }
    seen += count;
  }
  return { ones };
}

function onesIn({ view, offset }: Reader, bits: number): number {
  let ones = 0;
  for (let bit = 0; bit < bits; bit++) ones += (view.getUint8(offset + (bit >> 3)) >> (bit & 7)) & 1;
  return ones;
}

/** Looks at a block's sizes and leaves the reader where it was. */
function blockFault(reader: Reader): string | undefined {
  const start = reader.offset;
  const size = readVarInt(reader);
  const parts = readVarInt(reader);
  reader.offset = start;
  const isWhole = size > 0 && size <= 2 ** 20 && parts > 0 && parts <= size && size % parts === 0;
  return isWhole ? undefined : `its blocks of ${size} values have ${parts} parts`;
}

function unpacked(bytes: Uint8Array, length: number, codec: CompressionCodec): Uint8Array {
  return decompressPage(bytes, length, codec, codecs);
}

function readerOf(bytes: Uint8Array): Reader {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}
