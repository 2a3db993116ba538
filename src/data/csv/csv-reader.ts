import { fileError } from '../faults.js';
import type { FileContent } from '../file-content.js';
import type { FormatReader } from '../format-reader.js';
import { readTable } from '../table/read-table.js';
import { csvDialect } from './csv-dialect.js';
import { openCsv } from './csv-source.js';
import { asUtf8, isUtf16 } from './utf16-text.js';

/**
 * Text with commas, semicolons, tabs or bars between the cells, UTF-8 or UTF-16 with its mark, whose first line names the columns.
 * A line `sep=;` may stand before it, by which Excel is told of the delimiter.
 */
export const csvReader: FormatReader = {
  options: ['target', 'sample_weight', 'group', 'features', 'columns', 'delimiter'],

  // Any text may be a table; what is not is found out while reading.
  recognises: (head) => !head.includes(0) || isUtf16(head),

  async read(parts) {
    const file = asUtf8(parts.first);
    refuseZero(file);
    const dialect = csvDialect(file, parts.options.delimiter);
    return readTable(parts, await openCsv(file, dialect));
  },
};

function refuseZero(file: FileContent): void {
  const nul = file.head.indexOf(0);
  if (nul >= 0) throw fileError(file.name, `byte ${nul} is 0, which text does not hold`);
}
