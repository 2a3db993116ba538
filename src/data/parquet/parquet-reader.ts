import type { FormatReader } from '../format-reader.js';
import { readTable } from '../table/read-table.js';
import { ParquetFile } from './parquet-file.js';
import { readFooter } from './parquet-footer.js';
import { ParquetSource } from './parquet-source.js';

const MAGIC = Buffer.from('PAR1', 'latin1');

/** Apache Parquet: columns of numbers, booleans, text and dates, and of lists of them. */
export const parquetReader: FormatReader = {
  options: ['target', 'sample_weight', 'group', 'features', 'columns'],
  recognises: (head) => head.subarray(0, MAGIC.length).equals(MAGIC),

  async read(parts) {
    const file = await ParquetFile.open(parts);
    const footer = await readFooter(file);
    return readTable(parts, await ParquetSource.open(file, footer, parts.limitBytes));
  },
};
