import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openFile } from '../../../src/data/file-content.js';
import { openJsonl } from '../../../src/data/jsonl/jsonl-source.js';
import { colonsIn, repeatedKey } from '../../../src/data/jsonl/repeated-key.js';
import { repeatedName } from '../../../src/engine/import/repeated-name.js';
import { runs } from '../../support/properties/settings.js';

const KEYS = ['a', 'b c', 'größer', '0', '17', '__proto__', 'constructor', 'x"y', 'x:y', '{}', '[1]', 'a/b~c'] as const;
type Cell = null | boolean | number | string;

const cells: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: fc.constantFrom('"', '\\', ':', '{', '}', '[', ']', ',', '\n', '\u2028'), maxLength: 8 }),
);
const keys = fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1 });
/** The keys in another order on each line; a key that is left out is a missing value. */
const tables = keys.chain((names) =>
  fc.record({
    names: fc.constant(names),
    rows: fc.array(
      fc.tuple(
        fc.array(cells, { minLength: names.length, maxLength: names.length }),
        fc.shuffledSubarray(names, { minLength: 1 }),
      ),
      { minLength: 1, maxLength: 6 },
    ),
  }),
);

/** By hand, since an object of JavaScript has an order of its own for keys that are numbers. */
const jsonObject = (entries: readonly (readonly [string, unknown])[]) =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(' ,')}}`;

async function read(text: string, pieceBytes: number) {
  const bytes = Buffer.from(text);
  const pieces = (async function* () {
    for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
  })();
  const source = await openJsonl(await openFile({ name: 't', bytes: pieces }, 2 ** 30));
  const rows: Map<string, unknown>[] = [];
  for await (const batch of source.batches([])) {
    for (let row = 0; row < batch.rows; row++)
      rows.push(new Map(source.columns.map((name, column) => [name, batch.cellAt(row, column)])));
  }
  return rows;
}

test('JSON Lines are read as they were written, in any order of their keys and cut into any pieces', async () => {
  const again = fc.asyncProperty(tables, fc.integer({ min: 1, max: 70 }), async ({ names, rows }, pieceBytes) => {
    const expected = rows.map(([row, given], index) => {
      const there = new Set<string>(index === 0 ? names : given);
      return new Map<string, Cell>(
        names.map((name, column) => [name, there.has(name) ? plain(row[column] ?? null) : null]),
      );
    });
    const lines = rows.map(([row, given], index) => {
      const order = index === 0 ? names : given;
      return jsonObject(order.map((name) => [name, row[names.indexOf(name)] ?? null]));
    });
    assert.deepEqual(await read(lines.join('\n'), pieceBytes), expected);
  });
  await fc.assert(again, runs(1_000));
});

/** JSON has no negative zero of its own: it is written as 0. */
const plain = (cell: Cell): Cell => (cell === 0 ? 0 : cell);

test('a key that stands twice in an object is found whatever is around it, and none where each stands once', () => {
  const found = fc.property(
    keys,
    fc.array(fc.jsonValue(), { minLength: KEYS.length + 1 }),
    fc.nat(),
    (names, values, draw) => {
      const entries = names.map((name, index) => [name, values[index]] as const);
      const once = jsonObject(entries);
      const twice = names[draw % names.length] ?? '';
      const repeated = jsonObject([...entries, [twice, values.at(-1)]]);
      assert.deepEqual([repeatedKey(once), repeatedName(once)], [undefined, undefined]);
      assert.deepEqual([repeatedKey(repeated), repeatedName(repeated)], [twice, twice]);
      assert.ok(colonsIn(repeated) > names.length);
    },
  );
  fc.assert(found, runs(1_000));
});
