import { fileError } from '../faults.js';
import type { FileContent } from '../file-content.js';
import type { FormatReader } from '../format-reader.js';
import { readTable } from '../table/read-table.js';
import { csvDialect } from './csv-dialect.js';
import { openCsv } from './csv-source.js';

const UTF16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** Text with commas, semicolons, tabs or bars between the cells, UTF-8, whose first line names the columns. */
export const csvReader: FormatReader = {
  options: ['target', 'sample_weight', 'group', 'features', 'columns', 'delimiter'],

  // Any text may be a table; what is not is found out while reading.
  recognises: (head) => !head.includes(0) || UTF16_MARKS.some((mark) => head.subarray(0, 2).equals(mark)),

  async read(parts) {
    refuseUnreadable(parts.first);
    const dialect = csvDialect(parts.first, parts.options.delimiter);
    return readTable(parts, await openCsv(parts.first, dialect));
  },
};

function refuseUnreadable(file: FileContent): void {
  if (UTF16_MARKS.some((mark) => file.head.subarray(0, 2).equals(mark))) {
    throw fileError(file.name, 'the text is UTF-16 (byte 0); save it as UTF-8');
  }
  const nul = file.head.indexOf(0);
  if (nul >= 0) throw fileError(file.name, `byte ${nul} is 0, which text does not hold`);
}
