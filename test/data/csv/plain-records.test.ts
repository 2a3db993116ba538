import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlainRecords } from '../../../src/data/csv/plain-records.js';
import { decimalOf } from '../../../src/data/table/cell-text.js';
import { randomNumbers } from '../random-numbers.js';

/** The 32-bit float that each text is read as. */
function read(texts: readonly string[]): Float32Array {
  const records = new PlainRecords(2, { delimiter: ',', lineEnd: '\n' });
  const bytes = Buffer.from(texts.map((text) => `${text},x\n`).join(''));
  const floats = new Float32Array(texts.length);
  let read = 0;
  for (let start = 0; start < bytes.length; start = records.taken) {
    records.take(bytes, start, String);
    assert.equal(records.stopped, false);
    for (let row = 0; row < records.rows; row++) records.readFloat32(row, 0, floats, read++);
  }
  assert.equal(read, texts.length);
  return floats;
}

function assertAsNumber(texts: readonly string[]): void {
  read(texts).forEach((float, row) => {
    const text = texts[row] ?? '';
    assert.ok(Object.is(float, Math.fround(decimalOf(text))), `${JSON.stringify(text)} was read as ${float}`);
  });
}

test('a number in decimal digits becomes the float that Number() rounds to', () => {
  const texts =
    '0 -0 +7 7. .5 -.5 0.1 5.1 16777217 16777219 1e3 1E3 1e+3 1.5e-7 -2.5e10 00012 12345678.9 1e39 -1e39 123456789012345678901234567890';
  assertAsNumber([...texts.split(' '), '  1.25 ', '\t1', '0.30000001192092896', '0.00000000000000000000000000001234']);
});

test('what is no decimal number is NaN', () => {
  const texts = [
    '',
    ' ',
    '-',
    '+',
    '.',
    '-.',
    'e5',
    '1e',
    '1e5.0',
    '1.2.3',
    '1_000',
    '0x10',
    'NaN',
    'inf',
    '--1',
    '- 1',
    '1 2',
    '1e1000',
    'x1',
    '1x',
  ];
  assert.deepEqual(
    [...read(texts)],
    texts.map(() => Number.NaN),
  );
});

test('100,000 random numbers of 1 to 25 digits are read as Number() reads them', () => {
  const random = randomNumbers(20261124);
  const digit = () => Math.floor(random() * 10);
  assertAsNumber(
    Array.from({ length: 100_000 }, () => {
      const digits = Array.from({ length: 1 + Math.floor(random() * 25) }, digit);
      const point = Math.floor(random() * (digits.length + 1));
      const exponent = random() < 0.2 ? `e${Math.floor(random() * 40) - 20}` : '';
      return `${random() < 0.5 ? '-' : ''}${digits.slice(0, point).join('')}.${digits.slice(point).join('')}${exponent}`;
    }),
  );
});

test('halfway between two floats the digits past the fifteenth decide', () => {
  const random = randomNumbers(7);
  const halves = Array.from({ length: 10_000 }, () => {
    const low = Math.fround(random() * 10 ** (Math.floor(random() * 12) - 6));
    return low + (Math.fround(low * (1 + 2 ** -23)) - low) / 2;
  });
  assertAsNumber(halves.flatMap((half) => [String(half), half.toFixed(20), `${half.toPrecision(16)}1`]));
});

test('records are taken up to one that is blank or has another number of cells', () => {
  const records = new PlainRecords(2, { delimiter: ';', lineEnd: '\n' });
  const bytes = Buffer.from('1;a\r\n2;b\n\n3;c\n4\n5;e;f\n');
  const take = (start: number) => {
    records.take(bytes, start, (row) => `row ${row}`);
    const cells = Array.from({ length: records.rows }, (_, row) => [records.cellAt(row, 0), records.cellAt(row, 1)]);
    return { cells, taken: records.taken };
  };
  assert.deepEqual(take(0), {
    cells: [
      ['1', 'a'],
      ['2', 'b'],
    ],
    taken: 9,
  });
  assert.deepEqual(take(9), { cells: [], taken: 9 });
  assert.deepEqual(take(10), { cells: [['3', 'c']], taken: 14 });
  assert.deepEqual(take(14), { cells: [], taken: 14 });
  assert.deepEqual(take(16), { cells: [], taken: 16 });
});
