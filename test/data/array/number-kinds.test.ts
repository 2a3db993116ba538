import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NUMBER_KINDS } from '../../../src/data/array/number-kinds.js';

test('a float that is infinite or no number is found wherever it stands, and no other is taken for one', () => {
  const { misfit } = NUMBER_KINDS.f4;
  const finite = [3.4028234663852886e38, -3.4028234663852886e38, 1e-45, -0, 0, 1];
  for (const length of [1, 2, 3, 4, 5, 8, 1001]) {
    const floats = Float32Array.from({ length }, (_, index) => finite[index % finite.length] ?? 0);
    assert.equal(misfit(floats), -1);
    for (const at of new Set([0, 1, 2, 3, 4, 7, length - 1])) {
      if (at >= length) continue;
      for (const odd of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        assert.equal(misfit(floats.with(at, odd)), at);
      }
    }
  }
});
