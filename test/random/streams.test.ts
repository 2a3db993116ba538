import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomStream, rowOrder } from '../../src/random/streams.js';

test('an order holds every row once and follows from seed and epoch', () => {
  const order = rowOrder(1000, 42, 3, true);
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    Array.from({ length: 1000 }, (_, row) => row),
  );
  assert.deepEqual(rowOrder(1000, 42, 3, true), order);
  assert.notDeepEqual(rowOrder(1000, 42, 4, true), order);
  assert.notDeepEqual(rowOrder(1000, 43, 3, true), order);
});

test('without shuffling the rows stay as they stand', () => {
  assert.deepEqual([...rowOrder(5, 42, 3, false)], [0, 1, 2, 3, 4]);
});

test('each row comes to each place about equally often', () => {
  const counts = Array.from({ length: 4 }, () => new Array<number>(4).fill(0));
  for (let epoch = 0; epoch < 8000; epoch++) {
    rowOrder(4, 1, epoch, true).forEach((row, place) => {
      const line = counts[place];
      if (line) line[row] = (line[row] ?? 0) + 1;
    });
  }
  for (const count of counts.flat()) assert.ok(Math.abs(count - 2000) < 200, JSON.stringify(counts));
});

test('purposes, seeds and indexes have streams of their own', () => {
  const first = (seed: number, purpose: string, index?: number) => randomStream(seed, purpose, index).word();
  const drawn = [first(1, 'a'), first(1, 'b'), first(2, 'a'), first(1, 'a', 1)];
  assert.equal(new Set(drawn).size, 4);
  assert.equal(first(1, 'a'), drawn[0]);
});
