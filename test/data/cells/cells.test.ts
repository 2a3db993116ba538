import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATE_PARTS, datePart, parseDate } from '../../../src/data/cells/calendar.js';
import { formattedNumber } from '../../../src/data/cells/formatted-number.js';

test('numbers that are written for people are read', () => {
  const points: [string, number][] = [
    ['1,234.5', 1234.5],
    ['12 %', 0.12],
    ['$3', 3],
    ['-$1,000', -1000],
    ['$ -7.25', -7.25],
    ['1 234 567', 1234567],
    ["1'000.5", 1000.5],
    ['5 €', 5],
    ['\u22124', -4],
    ['.5', 0.5],
    ['1e3', 1000],
    [' +8 ', 8],
  ];
  for (const [text, number] of points) assert.equal(formattedNumber(text, '.'), number, text);
  assert.equal(formattedNumber('1.234,5', ','), 1234.5);
  assert.equal(formattedNumber('12,5 %', ','), 0.125);
});

test('what only looks like a number is none', () => {
  for (const text of [
    '',
    '%',
    '$',
    '-',
    '.',
    '1,23',
    '12,34,567',
    '1.2.3',
    '1,234 567',
    '0x10',
    'Infinity',
    'NaN',
    '3 apples',
  ]) {
    assert.ok(Number.isNaN(formattedNumber(text, '.')), text);
  }
  assert.ok(Number.isNaN(formattedNumber('1.23', ',')));
});

test('dates become the numbers that pandas gives', () => {
  // pandas: Timestamp('2024-03-01T13:45:30').dayofweek is 4, .dayofyear is 61.
  const date = parseDate('2024-03-01T13:45:30Z', 'iso');
  assert.ok(date);
  const parts = Object.fromEntries(DATE_PARTS.map((part) => [part, datePart(date, part)]));
  assert.deepEqual(parts, {
    year: 2024,
    month: 3,
    day: 1,
    weekday: 4,
    day_of_year: 61,
    hour: 13,
    minute: 45,
    second: 30,
    days: 19783 + (13 * 3600 + 45 * 60 + 30) / 86400,
  });
  const early = parseDate('1969-12-31 06:00', 'iso');
  assert.ok(early);
  assert.deepEqual(
    [datePart(early, 'day_of_year'), datePart(early, 'weekday'), datePart(early, 'days')],
    [365, 2, -0.75],
  );
});

test('dates are read in the order that was said, and offsets are taken to UTC', () => {
  const iso = (text: string, format: 'iso' | 'day_first' | 'month_first') => parseDate(text, format)?.toISOString();
  assert.equal(iso('31.1.2024', 'day_first'), '2024-01-31T00:00:00.000Z');
  assert.equal(iso('1/31/2024', 'month_first'), '2024-01-31T00:00:00.000Z');
  assert.equal(iso('2024-01-31T23:30:00+01:30', 'iso'), '2024-01-31T22:00:00.000Z');
  assert.equal(iso('0099-01-02', 'iso'), '0099-01-02T00:00:00.000Z');
  for (const text of [
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-1-1',
    '2024-01-01T24:00',
    '20240101',
    'today',
    '',
  ]) {
    assert.equal(iso(text, 'iso'), undefined, text);
  }
  assert.equal(iso('1/31/2024', 'day_first'), undefined);
});
