import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ServiceError } from '../../../src/errors.js';
import { readCsv } from '../ingest-files.js';
import { randomNumbers } from '../random-numbers.js';

/** What people, spreadsheets and programs write for numbers, and what is none though it looks like one. */
const NUMBERS =
  '0 -0 +1 .5 5. -.5 -5. 007 -007 1e5 1E-5 -1.5e+3 1234567 12345678 123456789012345 1234567890123456 0.1234567 0.12345678 ' +
  '0.30000001192092896 12345.678901234567 -99999999.99999999 16777217 0.00000000000000000000000000000123 1e-44 1e-46 ' +
  '340282346638528859811704183484516925440 0000000000000000000000000000001.5 123456789012345678901234567890';
const SPACED = [' 3', '3 ', '  -2.5', ' .5 '];
const ODD = [
  '',
  ' ',
  '-',
  '+',
  '.',
  'NA',
  'nan',
  'inf',
  '-Infinity',
  '1e400',
  '-1e39',
  '1.2.3',
  '--1',
  '1_000',
  '0x10',
];
const TEXTS = ['true', 'False', '1,5', 'größer', '3,', '-'];

interface Table {
  readonly columns: readonly string[];
  readonly records: readonly (readonly string[])[];
  readonly lineEnd: string;
  readonly delimiter: string;
  readonly lastLineEnds: boolean;
  readonly mark: string;
}

type Random = () => number;

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('there is something to pick from');
  return item;
}

/** @param oddInThousand how many of a thousand cells hold what may not be a number. */
function randomTable(random: Random, rows: number, oddInThousand: number): Table {
  const width = 2 + Math.floor(random() * 5);
  const cell = () => {
    if (random() * 1000 < oddInThousand) return pick(random, [...ODD, ...TEXTS]);
    if (random() < 0.5)
      return `${random() < 0.5 ? '-' : ''}${(random() * 10 ** Math.floor(random() * 9)).toFixed(Math.floor(random() * 10))}`;
    return pick(random, [...NUMBERS.split(' '), ...SPACED]);
  };
  const records = Array.from({ length: rows }, () => [
    ...Array.from({ length: width - 1 }, cell),
    pick(random, oddInThousand > 0 && random() < 0.02 ? ['x', ''] : ['0', '1', '02', '-3', '4.5']),
  ]);
  // A slip in one of the records, here and there: a cell too many or too few, or a blank line.
  if (random() < 0.3 && rows > 2) {
    const at = Math.floor(random() * rows);
    records.splice(at, 1, pick(random, [[], ['1'], [...(records[at] ?? []), '9'], (records[at] ?? []).slice(1)]));
  }
  return {
    columns: [...Array.from({ length: width - 1 }, (_, column) => `c${column}`), 'y'],
    records,
    lineEnd: pick(random, ['\n', '\r\n']),
    delimiter: pick(random, [';', '\t', '|']),
    lastLineEnds: random() < 0.5,
    mark: pick(random, ['', '\ufeff']),
  };
}

function written({ columns, records, lineEnd, delimiter, lastLineEnds, mark }: Table, quoted: boolean): Buffer {
  const cells = (record: readonly string[]) => record.map((cell) => (quoted ? `"${cell}"` : cell)).join(delimiter);
  const lines = [columns.join(delimiter), ...records.map(cells)];
  return Buffer.from(mark + lines.join(lineEnd) + (lastLineEnds ? lineEnd : ''));
}

/** All that comes of an upload: what is stored and said of it, or what it is refused with. */
async function outcome(bytes: Uint8Array, options: object, pieceBytes: number): Promise<unknown> {
  try {
    const { blocks, ...read } = await readCsv({ target: 'y', ...options }, bytes, pieceBytes);
    return { ...read, blocks: blocks.map(({ bytes: _bytes, ...block }) => block) };
  } catch (error) {
    if (error instanceof ServiceError) return { code: error.code, errors: error.errors };
    throw error;
  }
}

test('a table comes to the same rows, figures and refusals whether its cells are quoted or not, wherever it is cut', async () => {
  const random = randomNumbers(20261129);
  let refused = 0;
  for (let round = 0; round < 300; round++) {
    const table = randomTable(random, 1 + Math.floor(random() * 60), pick(random, [0, 0, 5, 100]));
    const options = pick(random, [{}, { prepare: { missing: 'mean' } }, { task: 'regression' }]);
    const [plain, quoted] = [written(table, false), written(table, true)];
    const pieceBytes = pick(random, [1, 13, 200, 65_536]);
    const found = await outcome(random() < 0.2 ? gzipSync(plain) : plain, options, pieceBytes);
    assert.deepEqual(found, await outcome(quoted, options, 65_536), plain.toString());
    if (found instanceof Object && 'errors' in found) refused++;
  }
  assert.ok(refused > 60 && refused < 240, `${refused} were refused`);
});

test('the same holds for tables of more bytes than are gone over at once', async () => {
  const random = randomNumbers(77);
  for (const oddInThousand of [0, 0.05]) {
    const table = { ...randomTable(random, 20_000, oddInThousand), delimiter: ';' };
    const options = { prepare: { missing: 'mean' } };
    assert.deepEqual(
      await outcome(written(table, false), options, 65_536),
      await outcome(written(table, true), options, 65_536),
    );
  }
});

test('a record of more bytes than are gone over at once is read whole', async () => {
  const wide = Array.from({ length: 15_000 }, (_, column) => `c${column}`);
  const rows = [1, 2].map((row) =>
    [...wide.map((_, column) => `${row}.${String(column).padStart(6, '0')}`), row].join(),
  );
  const { tensors, spec } = await readCsv({ target: 'y' }, `${wide.join()},y\n${rows.join('\n')}`);
  assert.equal(spec.rows, 2);
  const inputs = tensors[0];
  assert.equal(inputs?.readFloatLE(4 * 14_999), Math.fround(1.014999));
  assert.equal(inputs?.readFloatLE(4 * 29_999), Math.fround(2.014999));
});

test('a column whose first batch holds numbers is one of numbers, though a word like true comes later', async () => {
  const numbers = '1,0\n2,1\n'.repeat(20_000);
  const reading = readCsv({ target: 'y' }, `a,y\n${numbers}true,1\n`);
  await assert.rejects(reading, (error: ServiceError) => {
    const detail = error.errors?.[0]?.detail ?? '';
    return /row 40001 \(line 40002\), column "a": expected a number, found "true"/.test(detail);
  });
});
