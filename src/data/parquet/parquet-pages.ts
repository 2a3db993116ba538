import { parquetHeader } from 'hyparquet/src/column.js';
import { type PageLayout, pageContentFault } from './page-content.js';

/** Largest page, unpacked; most writers make pages of one megabyte. */
const MOST_PAGE_BYTES = 128 * 2 ** 20;
const MOST_PAGE_ROWS = 2 ** 24;

/**
 * What is wrong with the pages of a column's part in a row group of so many rows: their headers say how much memory is taken
 * before a byte of them has been unpacked.
 */
export function pageFault(chunk: ArrayBuffer, rows: number, layout: PageLayout): string | undefined {
  const reader = { view: new DataView(chunk), offset: 0 };
  let found = 0;
  while (found < rows) {
    const at = reader.offset;
    if (at >= chunk.byteLength - 1) return `its pages have ${found} rows, the row group ${rows}`;
    const header = parquetHeader(reader);
    const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
    if (!(packed >= 0 && packed <= chunk.byteLength - reader.offset)) {
      return `the page at byte ${at} of its part has ${packed} bytes, and ${chunk.byteLength - reader.offset} are left`;
    }
    if (!(unpacked >= 0 && unpacked <= MOST_PAGE_BYTES)) {
      return `the page at byte ${at} of its part unpacks to ${unpacked} bytes; ${MOST_PAGE_BYTES} are the most`;
    }
    const values = (header.data_page_header ?? header.data_page_header_v2)?.num_values;
    const entries = values ?? header.dictionary_page_header?.num_values ?? 0;
    if (!(entries >= 0 && entries <= MOST_PAGE_ROWS)) {
      return `the page at byte ${at} of its part has ${entries} values; ${MOST_PAGE_ROWS} are the most`;
    }
    const fault = pageContentFault(new Uint8Array(chunk, reader.offset, packed), header, layout);
    if (fault !== undefined) return `the page at byte ${at} of its part: ${fault}`;
    found += values ?? 0;
    reader.offset += packed;
  }
  return found === rows ? undefined : `its pages have ${found} rows, the row group ${rows}`;
}
