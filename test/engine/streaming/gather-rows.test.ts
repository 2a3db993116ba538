import assert from 'node:assert/strict';
import { closeSync, openSync } from 'node:fs';
import { test } from 'node:test';
import { gatherRows, inFileOrder } from '../../../src/engine/streaming/gather-rows.js';
import { randomStream } from '../../../src/random/streams.js';
import { EngineFiles } from '../../support/engine-files.js';

const files = await EngineFiles.create();

async function gathered(rows: number, rowSize: number, wanted: Int32Array): Promise<Int32Array> {
  const numbers = Int32Array.from({ length: rows * rowSize }, (_, index) => index);
  const { path } = await files.raw('numbers', 'int32', [rowSize], new Uint8Array(numbers.buffer));
  const block = new Int32Array(wanted.length * rowSize);
  const descriptor = openSync(path, 'r');
  try {
    const file = { name: 'numbers', descriptor, rowBytes: 4 * rowSize };
    gatherRows(file, inFileOrder(wanted), new Uint8Array(block.buffer));
  } finally {
    closeSync(descriptor);
  }
  return block;
}

test('rows stand in the order that was asked for, whether they lie close together or far apart', async () => {
  const random = randomStream(1, 'rows');
  for (const { rows, rowSize, count } of [
    { rows: 5, rowSize: 3, count: 5 },
    { rows: 200_000, rowSize: 4, count: 30_000 },
    { rows: 2000, rowSize: 300, count: 40 },
    { rows: 6, rowSize: 2 ** 18 + 1, count: 4 },
  ]) {
    const wanted = Int32Array.from({ length: count }, () => random.below(rows));
    const expected = Int32Array.from({ length: count * rowSize }, (_, index) => {
      return (wanted[Math.floor(index / rowSize)] ?? 0) * rowSize + (index % rowSize);
    });
    assert.deepEqual(await gathered(rows, rowSize, wanted), expected);
  }
});

test('a row behind the end of the file is an error that names the file', async () => {
  await assert.rejects(gathered(10, 2, Int32Array.of(3, 10)), /the file of numbers ended early/);
});
