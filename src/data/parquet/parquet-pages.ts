import { parquetHeader } from 'hyparquet/src/column.js';
import { type PageLayout, rowsOfPage } from './page-content.js';

/** Largest page, unpacked; most writers make pages of one megabyte. */
const MOST_PAGE_BYTES = 128 * 2 ** 20;
const MOST_PAGE_ROWS = 2 ** 24;

/** Where a page and its header stand, in bytes from where its column's part of a row group begins. */
export interface PagePlace {
  readonly start: number;
  readonly end: number;
}

/**
 * The pages of a column's part in which so many rows begin, or what is wrong with them: their headers say how much memory is
 * taken before a byte of them has been unpacked.
 */
export function pagesOf(chunk: ArrayBuffer, rows: number, layout: PageLayout): readonly PagePlace[] | string {
  const reader = { view: new DataView(chunk), offset: 0 };
  const pages: PagePlace[] = [];
  let found = 0;
  // The last list may go on in further pages.
  while (found < rows || (layout.hasLists && reader.offset < chunk.byteLength - 1)) {
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
    const begun = rowsOfPage(new Uint8Array(chunk, reader.offset, packed), header, layout);
    if (typeof begun === 'string') return `the page at byte ${at} of its part: ${begun}`;
    found += begun;
    reader.offset += packed;
    pages.push({ start: at, end: reader.offset });
  }
  return found === rows ? pages : `its pages have ${found} rows, the row group ${rows}`;
}
