import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { AlignedScratch, alignedFloats } from '../../src/engine/aligned-floats.js';
import { DATA_TYPE } from '../../src/engine/compile/graph.js';
import { nativeBackend } from '../../src/engine/native-backend.js';
import { loadEngine } from '../../src/engine/tensorflow.js';

before(() => loadEngine('tensorflow'));

test('TensorFlow reads aligned floats where they lie', () => {
  const { binding } = nativeBackend();
  for (const length of [1, 1000, 100_000]) {
    const floats = alignedFloats(length);
    assert.equal(floats.length, length);
    const id = binding.createTensor([length], DATA_TYPE.float32, floats);
    floats[length - 1] = 7;
    assert.equal(binding.tensorDataSync(id)[length - 1], 7);
    binding.deleteTensor(id);
  }
});

test('scratch memory is the same memory again, grows, and is let go where it is large', () => {
  const scratch = new AlignedScratch();
  const small = scratch.floats(10);
  small[3] = 5;
  assert.equal(scratch.floats(4)[3], 5);
  const grown = scratch.floats(1000);
  assert.equal(grown.length, 1000);
  grown[999] = 6;
  assert.equal(scratch.floats(1000)[999], 6);
  const large = scratch.floats(2 ** 22 + 1);
  large[0] = 8;
  assert.equal(scratch.floats(2 ** 22 + 1)[0], 0);
});
