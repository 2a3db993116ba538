import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { csvDialect } from '../../../src/data/csv/csv-dialect.js';
import { openCsv } from '../../../src/data/csv/csv-source.js';
import { openFile } from '../../../src/data/file-content.js';
import { ServiceError } from '../../../src/errors.js';
import { randomNumbers } from '../random-numbers.js';

const CELLS = ['', '1', '-2.5', ' 3 ', 'text', 'größer', '1e5', '🙂', 'a b', '0', '12345.678901234567'];
const QUOTED = ['"a,b;c\td|e"', '"1"', '"say ""hi"""', '"two\nlines"', '"two\r\nlines"', '""', '"\n\n"', '"ü"'];

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly places: readonly string[];
}

/** Reads a table as an upload would, cut into pieces of `pieceBytes`; a refusal is its sentence. */
async function read(text: string, pieceBytes: number): Promise<Table | string> {
  const bytes = Buffer.from(text);
  const pieces = (async function* () {
    for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
  })();
  const file = await openFile({ name: 't', bytes: pieces }, 2 ** 30);
  try {
    const source = await openCsv(file, csvDialect(file, undefined));
    const columns = source.columns;
    const rows: unknown[][] = [];
    const places: string[] = [];
    for await (const batch of source.batches([])) {
      for (let row = 0; row < batch.rows; row++) {
        rows.push(columns.map((_, column) => batch.cellAt(row, column)));
        places.push(batch.placeOf(row));
      }
    }
    return { columns, rows, places };
  } catch (error) {
    if (error instanceof ServiceError) return error.errors?.[0]?.detail ?? error.message;
    throw error;
  }
}

type Picker = <Item>(...items: readonly Item[]) => Item;

function picker(random: () => number): Picker {
  return (...items) => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('there is something to pick from');
    return item;
  };
}

/** A table of any dialect, with quotes in so many of a thousand cells. */
function randomTable(random: () => number, rows: number, quotedInThousand: number): string {
  const pick = picker(random);
  const delimiter = pick(',', ';', '\t', '|');
  const width = 2 + Math.floor(random() * 4);
  const cell = () => (random() * 1000 < quotedInThousand ? pick(...QUOTED) : pick(...CELLS));
  const ends = pick(['\n'], ['\r\n'], ['\n', '\r\n']);
  const line = (cells: string[]) => cells.join(delimiter) + pick(...ends);
  const lines = Array.from({ length: rows }, () => line(Array.from({ length: width }, cell)));
  const header = line(Array.from({ length: width }, (_, column) => `c${column}`));
  return pick('', '\ufeff') + header + lines.join('') + pick('', '\n', '1');
}

/** What csv-parse makes of the table; undefined where it refuses it, or its rows are no table. */
function parsed(text: string): Pick<Table, 'columns' | 'rows'> | undefined {
  const delimiter = csvDialect({ name: 't', head: Buffer.from(text), bytes: noBytes() }, undefined).delimiter;
  try {
    const records: string[][] = parse(text, {
      bom: true,
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
    });
    while (records.at(-1)?.join() === '' && records.at(-1)?.length === 1) records.pop();
    const [columns = [], ...rows] = records;
    return rows.length > 0 && rows.every((row) => row.length === columns.length) ? { columns, rows } : undefined;
  } catch {
    return undefined;
  }
}

async function* noBytes(): AsyncGenerator<Buffer> {}

async function compare(text: string, pieceBytes: number): Promise<boolean> {
  const [ours, theirs] = [await read(text, pieceBytes), parsed(text)];
  if (theirs === undefined) {
    assert.ok(
      typeof ours === 'string' || ours.rows.length === 0,
      `csv-parse refuses ${JSON.stringify(text.slice(0, 500))}`,
    );
    return false;
  }
  const { columns, rows } =
    typeof ours === 'string' ? assert.fail(`${ours}: ${JSON.stringify(text.slice(0, 500))}`) : ours;
  assert.deepEqual({ columns, rows }, theirs);
  return true;
}

test('400 random tables are read as csv-parse reads them, wherever the socket cuts them', async () => {
  const random = randomNumbers(1);
  const pick = picker(random);
  for (let table = 0; table < 400; table++) {
    const text = randomTable(random, 1 + Math.floor(random() * 40), pick(0, 0, 20, 500));
    await compare(text, pick(1, 7, 64, 65_536));
  }
});

test('600 tables with a slip in them are refused where csv-parse refuses them, and else read alike', async () => {
  const random = randomNumbers(2);
  const pick = picker(random);
  let read = 0;
  for (let table = 0; table < 600; table++) {
    const text = randomTable(random, 1 + Math.floor(random() * 20), pick(0, 20, 300));
    const header = text.indexOf('\n') + 1;
    const at = header + Math.floor(random() * (text.length - header));
    const slipped = text.slice(0, at) + pick('"', '""', ',', '\n', '\r', 'x') + text.slice(at + pick(0, 1));
    if (await compare(slipped, 65_536)) read++;
  }
  assert.ok(read > 100 && read < 500, `${read} were read`);
});

test('megabytes are read as csv-parse reads them, with quotes nowhere, here and there, and everywhere', async () => {
  const random = randomNumbers(3);
  for (const quotedInThousand of [0, 0.05, 1000]) {
    const text = randomTable(random, 60_000, quotedInThousand).replace(/1$/, '');
    assert.ok(await compare(text, 65_536));
  }
});

test('rows know their lines, whether cells before them have line ends or not', async () => {
  const rows = Array.from({ length: 30_000 }, (_, row) => (row % 10_000 === 9_999 ? '"a\nb\nc",1\n' : 'abc,1\n'));
  const table = await read(`"x\ny",z\n${rows.join('')}`, 65_536);
  assert.ok(typeof table !== 'string');
  const places = [0, 9_999, 10_000, 29_999].map((row) => table.places[row]);
  assert.deepEqual(places, [
    'row 1 (line 3)',
    'row 10000 (line 10002)',
    'row 10001 (line 10005)',
    'row 30000 (line 30006)',
  ]);
});
