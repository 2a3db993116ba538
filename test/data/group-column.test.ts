import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataFilesOf } from '../../src/engine/data-files.js';
import { faultOf, floats, ints, readCsv, readFiles, readJson } from './ingest-files.js';

const TABLE = 'x,patient,y,w\n1,ann,0,1\n2,bob,1,1\n3, ann ,1,2\n4,"cid",0,1\n5,bob,1,1\n';

test('a group column is no feature, and is numbered as its values are met', async () => {
  const { spec, tensors, statistics } = await readCsv({ target: 'y', group: 'patient', sample_weight: 'w' }, TABLE);
  assert.deepEqual(spec.inputs[0]?.columns, ['x']);
  assert.deepEqual(spec.group, {
    name: 'group',
    dtype: 'int32',
    shape: [],
    columns: ['patient'],
    groups: 3,
  });
  assert.equal(tensors.length, 4);
  assert.deepEqual(floats(tensors[2] ?? Buffer.alloc(0)), [1, 1, 2, 1, 1]);
  assert.deepEqual(ints(tensors[3] ?? Buffer.alloc(0)), [0, 1, 0, 2, 1]);
  assert.deepEqual(statistics.tensors[3], { groups: { count: 3, smallest: 1, largest: 2 } });
});

test('groups may be numbers, and come in JSON too', async () => {
  const body = { name: 'g', inputs: [[1], [2], [3]], targets: [0.5, 0.25, 1], group: [7, '7', 7] };
  const { spec, tensors } = await readJson(body);
  assert.deepEqual(spec.group, { name: 'group', dtype: 'int32', shape: [], groups: 2 });
  assert.deepEqual(ints(tensors[2] ?? Buffer.alloc(0)), [0, 1, 0]);
});

test('the group is a file of its own, which training does not read as data', async () => {
  const { spec } = await readCsv({ target: 'y', group: 'patient', features: ['x'] }, TABLE);
  const files = dataFilesOf(spec, ['/0', '/1', '/2']);
  assert.equal(files.group?.path, '/2');
  assert.equal(files.sampleWeight, undefined);
});

const WRONG = [
  { what: 'an unknown column', options: { group: 'doctor' }, pointer: '/options/group', detail: /no column "doctor"/ },
  { what: 'the target', options: { group: 'y' }, pointer: '/options/group', detail: /is the target or the sample/ },
  {
    what: 'a feature',
    options: { group: 'patient', features: ['x', 'patient'] },
    pointer: '/options/features',
    detail: /the sample weight or the group/,
  },
];

for (const { what, options, pointer, detail } of WRONG) {
  test(`refused as a group: ${what}`, async () => {
    const fault = await faultOf(readCsv({ target: 'y', ...options }, TABLE));
    assert.equal(fault.pointer, pointer);
    assert.match(fault.detail, detail);
  });
}

test('a row without a group is refused with its place', async () => {
  const table = await faultOf(readCsv({ target: 'y', group: 'g' }, 'x,g,y\n1,a,1.5\n2, ,2.5\n'));
  assert.match(table.detail, /row 2 \(line 3\), column "g": expected a group, found nothing/);
  const body = { name: 'g', inputs: [[1], [2]], targets: [0.5, 0.25] };
  assert.equal((await faultOf(readJson({ ...body, group: ['a', null] }))).pointer, '/group/1');
  assert.equal((await faultOf(readJson({ ...body, group: ['a'] }))).pointer, '/group');
  const long = await faultOf(readJson({ ...body, group: ['a', 'b'.repeat(201)] }));
  assert.match(long.detail, /may have 200 characters/);
});

test('files without columns take no group', async () => {
  const images = Buffer.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 9]);
  const fault = await faultOf(readFiles({ group: 'g' }, [['images', images]]));
  assert.equal(fault.pointer, '/options/group');
});
