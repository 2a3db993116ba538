import assert from 'node:assert/strict';
import { it } from 'node:test';
import { dataFilesOf } from '../../src/engine/data-files.js';

it('the tensors of a dataset get their files in the order of their numbers', () => {
  const spec = {
    task: 'classification' as const,
    rows: 3,
    inputs: [{ name: 'pixels', dtype: 'uint8' as const, shape: [2, 2] }],
    targets: [{ name: 'label', dtype: 'int32' as const, shape: [], classes: ['a', 'b'] }],
    sampleWeight: { name: 'weight', dtype: 'float32' as const, shape: [] },
    scale: 0.5,
  };
  assert.deepEqual(dataFilesOf(spec, ['/0', '/1', '/2']), {
    rows: 3,
    inputs: [{ name: 'pixels', path: '/0', dtype: 'uint8', shape: [2, 2] }],
    targets: [{ name: 'label', path: '/1', dtype: 'int32', shape: [] }],
    sampleWeight: { name: 'weight', path: '/2', dtype: 'float32', shape: [] },
    scale: 0.5,
  });
  const { sampleWeight, scale, ...bare } = spec;
  assert.deepEqual(Object.keys(dataFilesOf(bare, ['/0', '/1'])), ['rows', 'inputs', 'targets']);
  assert.throws(() => dataFilesOf(spec, ['/0', '/1']), /weight has no file/);
});
