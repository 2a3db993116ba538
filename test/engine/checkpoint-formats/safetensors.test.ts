import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safetensorsHead } from '../../../src/engine/checkpoint-formats/safetensors.js';
import { weightBytes } from '../../../src/engine/checkpoint-formats/weight-bytes.js';
import { makeCheckpoint } from './checkpoints.js';

const { state, bytes } = makeCheckpoint([
  { name: 'dense/kernel', shape: [2, 3], values: [1, 2, 3, 4, 5, 6] },
  { name: 'dense/bias', shape: [3], values: [7, 8, 9] },
  { name: 'dense/kernel/momentum', role: 'optimizer', shape: [2, 3], values: [0, 0, 0, 0, 0, 0] },
]);

test('the header names the weights with their places, and leaves the optimizer out', () => {
  const { header, weightBytes: size } = safetensorsHead(state, { job: 'job_1', epoch: '3' });
  const length = Number(Buffer.from(header).readBigUInt64LE());
  assert.equal(header.length, 8 + length);
  assert.equal(size, 36);
  assert.deepEqual(JSON.parse(Buffer.from(header.subarray(8)).toString()), {
    __metadata__: { job: 'job_1', epoch: '3' },
    'dense/kernel': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
    'dense/bias': { dtype: 'F32', shape: [3], data_offsets: [24, 36] },
  });
});

test('the numbers stand aligned to 8 bytes, whatever the names are', () => {
  for (let length = 1; length <= 16; length++) {
    const named = makeCheckpoint([{ name: 'x'.repeat(length), shape: [1], values: [1] }]);
    assert.equal(safetensorsHead(named.state).header.length % 8, 0);
  }
});

test('a weight that is named like a property of every object is written like any other', () => {
  const named = makeCheckpoint([{ name: '__proto__', shape: [1], values: [1] }]);
  const json = Buffer.from(safetensorsHead(named.state).header.subarray(8)).toString();
  assert.match(json, /"__proto__":\{"dtype":"F32","shape":\[1\],"data_offsets":\[0,4\]\}/);
});

test('the weights are the first bytes of the checkpoint', () => {
  const { sizeBytes, tensors } = weightBytes(state);
  assert.deepEqual([sizeBytes, bytes.length, tensors.length], [36, 60, 2]);
});

test('a checkpoint whose weights do not stand first is refused', () => {
  const [kernel, bias, slot] = state.tensors;
  assert.ok(kernel && bias && slot);
  assert.throws(
    () => weightBytes({ ...state, tensors: [slot, { ...kernel, offset: 24 }, bias] }),
    /the weight dense\/kernel is not where it belongs/,
  );
  assert.throws(
    () => weightBytes({ ...state, tensors: [{ ...kernel, size_bytes: 20 }, bias] }),
    /the weight dense\/kernel is not where it belongs/,
  );
});
