import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Philox } from '../../src/random/philox.js';

const words = (random: Philox, count: number) => Array.from({ length: count }, () => random.word());

test('gives the known answers of Random123 (kat_vectors, philox4x32 with 10 rounds)', () => {
  assert.deepEqual(words(new Philox(0, 0), 4), [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  const ones = 0xffffffff;
  assert.deepEqual(
    words(new Philox(ones, ones, [ones, ones, ones, ones]), 4),
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  );
  const pi = new Philox(0xa4093822, 0x299f31d0, [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]);
  assert.deepEqual(words(pi, 4), [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
});

test('the counter carries over into its next word', () => {
  const carried = new Philox(1, 2, [0xffffffff, 5, 0, 0]);
  words(carried, 4);
  assert.deepEqual(words(carried, 4), words(new Philox(1, 2, [0, 6, 0, 0]), 4));
});

test('whole numbers below a bound are uniform and never reach it', () => {
  const random = new Philox(7, 9);
  const counts = new Array<number>(6).fill(0);
  for (let draw = 0; draw < 60_000; draw++) {
    const value = random.below(6);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  assert.equal(counts.length, 6);
  for (const count of counts) assert.ok(Math.abs(count - 10_000) < 400, `${counts}`);
});

test('uniform numbers lie in [0, 1) around a mean of one half', () => {
  const random = new Philox(3, 4);
  const values = Array.from({ length: 20_000 }, () => random.uniform());
  assert.ok(values.every((value) => value >= 0 && value < 1));
  assert.ok(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - 0.5) < 0.01);
});
