import type { CompressionCodec, PageHeader } from 'hyparquet';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { codecs } from './codecs.js';

/** How the values and pages of a column are written. */
export interface PageLayout {
  /** The definition level of a value that is there: 0 where each is; 1 in a flat column that may have nulls, up to 3 in one of lists. */
  readonly valueLevel: number;
  readonly hasLists: boolean;
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
 * How many rows begin in a page, or what is wrong with its runs and blocks. The library believes them: a run of two billion values
 * fills the memory, and a block of a negative size is read forever.
 * @throws where the page ends within them.
 */
export function rowsOfPage(packed: Uint8Array, header: PageHeader, layout: PageLayout): number | string {
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (first !== undefined) {
    const reader = readerOf(unpacked(packed, header.uncompressed_page_size, layout.codec));
    const levels = walkLevels(reader, first.num_values, layout, () => {
      const bytes = reader.view.getUint32(reader.offset, true);
      reader.offset += 4;
      return bytes;
    });
    if (typeof levels === 'string') return levels;
    return valuesFault(reader, first.encoding, levels.values, layout) ?? levels.rows;
  }
  if (second === undefined) return 0;
  const { num_values: entries, num_nulls: nulls } = second;
  const sizes = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
  const levelBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
  if (!(nulls >= 0 && nulls <= entries)) return `${nulls} of its ${entries} values are nulls`;
  if (!(sizes.every((bytes) => bytes >= 0) && levelBytes <= packed.length))
    return `${levelBytes} of its ${packed.length} bytes tell of nulls`;
  const reader = readerOf(packed);
  if (!layout.hasLists) reader.offset = sizes.shift() ?? 0;
  const levels = walkLevels(reader, entries, layout, () => sizes.shift() ?? 0);
  if (typeof levels === 'string') return levels;
  if (layout.hasLists && levels.values !== entries - nulls) {
    return `${nulls} of its ${entries} values are nulls, and ${entries - levels.values} by their levels`;
  }
  const rest = packed.subarray(levelBytes);
  const codec = second.is_compressed === false ? 'UNCOMPRESSED' : layout.codec;
  const page = codec === 'UNCOMPRESSED' ? rest : unpacked(rest, header.uncompressed_page_size - levelBytes, codec);
  return valuesFault(readerOf(page), second.encoding, entries - nulls, layout) ?? levels.rows;
}

/** Walks the levels of so many entries and leaves the reader behind them; `size` tells the bytes of those that come next. */
function walkLevels(
  reader: Reader,
  entries: number,
  { hasLists, valueLevel }: PageLayout,
  size: () => number,
): { readonly rows: number; readonly values: number } | string {
  const walk = (most: number, wanted: number) => {
    const bytes = size();
    const start = reader.offset;
    const walked = walkRuns(reader, 32 - Math.clz32(most), entries, wanted);
    reader.offset = start + bytes;
    return walked;
  };
  // A row begins where nothing is repeated.
  const rows = hasLists ? walk(1, 0) : entries;
  if (typeof rows === 'string') return rows;
  const values = valueLevel > 0 ? walk(valueLevel, valueLevel) : entries;
  return typeof values === 'string' ? values : { rows, values };
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

/**
 * Walks the runs of so many values (parquet-format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid").
 * @returns how many of them are `wanted`, which is asked of levels only, of one or two bits.
 */
function walkRuns(reader: Reader, width: number, values: number, wanted?: number): number | string {
  const bytes = (width + 7) >> 3;
  let seen = 0;
  let found = 0;
  while (seen < values) {
    const header = readVarInt(reader);
    const isPacked = (header & 1) === 1;
    const count = (header >>> 1) * (isPacked ? 8 : 1);
    if (seen + count > values + (isPacked ? MOST_PADDING : 0)) {
      return `a run of ${count} values comes after ${seen} of ${values}`;
    }
    if (isPacked) {
      if (wanted !== undefined) found += countIn(reader, width, Math.min(count, values - seen), wanted);
      reader.offset += (count / 8) * width;
    } else {
      if (wanted !== undefined && reader.view.getUint8(reader.offset) === wanted) found += count;
      reader.offset += bytes;
    }
    seen += count;
  }
  return found;
}

function countIn({ view, offset }: Reader, width: number, values: number, wanted: number): number {
  const mask = 2 ** width - 1;
  let found = 0;
  for (let bit = 0; bit < values * width; bit += width) {
    if (((view.getUint8(offset + (bit >> 3)) >> (bit & 7)) & mask) === wanted) found++;
  }
  return found;
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
