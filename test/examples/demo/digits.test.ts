import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readDigits } from '../../../examples/demo/chapter-model.js';
import { drawDigits, readIdx, someDigits } from '../../../examples/demo/digits.js';

test('the shipped files are 8,000 and 2,000 digits of 28 x 28 pixels with their labels', async () => {
  const [train, test] = await Promise.all([readDigits('train'), readDigits('t10k')]);
  assert.deepEqual([train.images.shape, train.labels.shape], [[8000, 28, 28], [8000]]);
  assert.deepEqual([test.images.shape, test.labels.shape], [[2000, 28, 28], [2000]]);
  assert.deepEqual([...new Set(test.labels.bytes)].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('what is not IDX, or is cut short, is refused', () => {
  assert.throws(() => readIdx(gzipSync('label,pixel\n')), /not an IDX file/);
  assert.throws(() => readIdx(gzipSync(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7))), /1 bytes in place of 3/);
});

test('digits are drawn side by side at half their size, each over its caption', async () => {
  const ink = Array.from({ length: 28 }, () => Array.from({ length: 28 }, () => 255));
  const upperHalf = ink.map((row, index) => (index % 4 < 2 ? row : row.map(() => 0)));
  const lines = drawDigits(
    [
      { pixels: ink, label: 1 },
      { pixels: upperHalf, label: 2 },
    ],
    [['label 1'], ['label 2', 'more']],
  );
  assert.equal(lines.length, 7 + 2);
  assert.equal(lines[0], `${'█'.repeat(14)}  ${'▀'.repeat(14)}`);
  assert.equal(lines[7], 'label 1         label 2');
  assert.equal(lines[8], '                more');
});

test('digits are taken from all over the files, with their own labels and pixels', async () => {
  const { images, labels } = await readDigits('t10k');
  const digits = someDigits(images, labels, 5);
  assert.deepEqual(
    digits.map((digit) => digit.label),
    [133, 533, 933, 1333, 1733].map((index) => labels.bytes[index]),
  );
  assert.deepEqual(digits[1]?.pixels.flat(), [...images.bytes.subarray(533 * 784, 534 * 784)]);
  assert.equal(digits[1]?.pixels.length, 28);
});
