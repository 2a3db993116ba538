import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { Progress } from '../../scripts/setup/progress.mjs';
import { hashOf, readStamp, removeStamp, writeStamp } from '../../scripts/setup/stamp.mjs';
import { isDone, perform } from '../../scripts/setup/step.mjs';
import { temporaryFolder } from '../support/temporary-folder.js';

let folder = '';
before(async () => {
  folder = await temporaryFolder('step');
});

/** A step whose surroundings the test changes, and the number of times it was installed. */
function makeStep(name: string) {
  const world = { key: 'one', present: true, fails: false, installs: 0 };
  const step = {
    name,
    stamp: () => path.join(folder, `${name}.json`),
    key: () => world.key,
    present: (_: unknown, detail: Record<string, string>) => world.present && detail.made === 'yes',
    install: async () => {
      world.installs += 1;
      if (world.fails) throw new Error('interrupted');
      return { made: 'yes' };
    },
  };
  const context = { root: folder, cache: folder, partial: folder, progress: new Progress() };
  const setup = async () => {
    if (!isDone(step, context)) await perform(step, context);
  };
  return { world, setup };
}

test('a step that is done is not done again', async () => {
  const { world, setup } = makeStep('again');
  await setup();
  await setup();
  assert.equal(world.installs, 1);
});

test('a step is done again when what it depends on has changed, or what it made is gone', async () => {
  const { world, setup } = makeStep('changed');
  await setup();
  world.key = 'two';
  await setup();
  assert.equal(world.installs, 2);
  world.present = false;
  await setup();
  assert.equal(world.installs, 3);
});

test('a step that failed on the way counts as not done, though it was done before', async () => {
  const { world, setup } = makeStep('failed');
  await setup();
  world.key = 'two';
  world.fails = true;
  await assert.rejects(setup(), /interrupted/);
  world.key = 'one';
  world.fails = false;
  await setup();
  assert.equal(world.installs, 3);
});

test('a stamp reads back as it was written, and a damaged one as none', async () => {
  const file = path.join(folder, 'below', 'stamp.json');
  assert.equal(readStamp(file), undefined);
  writeStamp(file, { key: 'a', detail: { b: 'c' } });
  assert.deepEqual(readStamp(file), { key: 'a', detail: { b: 'c' } });
  for (const damaged of ['', '{"key":"a"', 'null', '{"key":1,"detail":{}}', '{"key":"a","detail":null}']) {
    await writeFile(file, damaged);
    assert.equal(readStamp(file), undefined);
  }
  removeStamp(file);
  removeStamp(file);
});

test('a hash tells parts apart by their borders', () => {
  assert.notEqual(hashOf(['ab', 'c']), hashOf(['a', 'bc']));
  assert.equal(hashOf(['ab', Buffer.from('c')]), hashOf(['ab', 'c']));
  assert.match(hashOf([]), /^[0-9a-f]{64}$/);
});
