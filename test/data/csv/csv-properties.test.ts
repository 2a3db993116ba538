import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { csvDialect } from '../../../src/data/csv/csv-dialect.js';
import { openCsv } from '../../../src/data/csv/csv-source.js';
import { asUtf8 } from '../../../src/data/csv/utf16-text.js';
import { openFile } from '../../../src/data/file-content.js';
import { DELIMITERS } from '../../../src/data/upload-options.js';
import { runs } from '../../support/properties/settings.js';

interface Dialect {
  readonly delimiter: string;
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** Cells that need none are quoted, too. */
  readonly quoteAll: boolean;
  readonly endsWithLine: boolean;
  readonly sepLine: boolean;
  readonly encoding: 'utf8' | 'utf8 with its mark' | 'utf16le' | 'utf16be';
  readonly gzipped: boolean;
}

const dialects: fc.Arbitrary<Dialect> = fc.record({
  delimiter: fc.constantFrom(...DELIMITERS),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  quoteAll: fc.boolean(),
  endsWithLine: fc.boolean(),
  sepLine: fc.boolean(),
  encoding: fc.constantFrom('utf8', 'utf8 with its mark', 'utf16le', 'utf16be'),
  gzipped: fc.boolean(),
});

/** Text of all kinds, and what a table's own signs are made of; a zero byte is refused in any text. */
const cells = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => text.replaceAll('\0', '0')),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r\n', ' ', 'x', '1', '\ufeff'), maxLength: 6 }),
);

const tables = fc
  .record({ width: fc.integer({ min: 2, max: 5 }), height: fc.integer({ min: 1, max: 8 }) })
  .chain(({ width, height }) =>
    fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
  );

/** The table as somebody would write it (RFC 4180). */
function written(rows: readonly (readonly string[])[], dialect: Dialect): Buffer {
  const { delimiter, lineEnd, quoteAll, endsWithLine, sepLine, encoding, gzipped } = dialect;
  const cell = (text: string) =>
    quoteAll || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = rows.map((row) => row.map(cell).join(delimiter)).join(lineEnd) + (endsWithLine ? lineEnd : '');
  const text = (sepLine ? `sep=${delimiter}${lineEnd}` : '') + lines;
  const bytes = encoded(text, encoding);
  return gzipped ? gzipSync(bytes) : bytes;
}

function encoded(text: string, encoding: Dialect['encoding']): Buffer {
  if (encoding === 'utf8') return Buffer.from(text);
  if (encoding === 'utf8 with its mark') return Buffer.from(`\ufeff${text}`);
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf16le' ? bytes : bytes.swap16();
}

async function read(bytes: Buffer, pieceBytes: number) {
  const pieces = (async function* () {
    for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
  })();
  const file = asUtf8(await openFile({ name: 't', bytes: pieces }, 2 ** 30));
  const source = await openCsv(file, csvDialect(file, undefined));
  const rows: unknown[][] = [];
  for await (const batch of source.batches([])) {
    for (let row = 0; row < batch.rows; row++) rows.push(source.columns.map((_, column) => batch.cellAt(row, column)));
  }
  return { columns: source.columns, rows };
}

test('a table is read as it was written, in any dialect, encoding and cut into any pieces', async () => {
  const again = fc.asyncProperty(
    tables,
    dialects,
    fc.integer({ min: 1, max: 70 }),
    async (table, dialect, pieceBytes) => {
      // What ends lines cannot be told from a line end in a cell where the first line shows a carriage return alone.
      const rows =
        dialect.lineEnd === '\r' ? table.map((row) => row.map((text) => text.replace(/[\r\n]/g, ' '))) : table;
      const header = rows[0]?.map((_, column) => `c${column}`) ?? [];
      const found = await read(written([header, ...rows], dialect), pieceBytes);
      assert.deepEqual(found, { columns: header, rows });
    },
  );
  await fc.assert(again, runs(1_000));
});
