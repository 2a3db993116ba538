import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, test } from 'node:test';
import { removeStale } from '../../scripts/setup/build.mjs';
import { matchesLock } from '../../scripts/setup/dependencies.mjs';
import { temporaryFolder } from '../support/temporary-folder.js';

let root = '';
beforeEach(async () => {
  root = await temporaryFolder('stale');
});

async function write(name: string, text = ''): Promise<void> {
  const file = path.join(root, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

test('compiled files whose source is gone are removed, with the folders that they leave empty', async () => {
  for (const source of ['src/kept.ts', 'scripts/kept.mjs', 'test/other/kept.test.ts']) await write(source);
  const kept = [
    'src/kept.js',
    'src/kept.js.map',
    'src/data.json',
    'scripts/kept.mjs',
    'test/other/kept.test.js',
    'mine.js',
  ];
  const stale = ['src/gone.js', 'src/gone.js.map', 'scripts/gone.mjs', 'test/gone/deep/gone.test.js'];
  for (const output of [...kept, ...stale]) await write(`dist/${output}`);

  removeStale(root);

  const left = await readdir(path.join(root, 'dist'), { recursive: true });
  assert.deepEqual(left.sort(), [...kept, 'src', 'scripts', 'test', 'test/other'].sort());
});

test('what npm installed is compared with the lock file package by package', async () => {
  const packages = {
    '': { name: 'project' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-another-platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  };
  const installed = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };
  const matches = async (there: object): Promise<boolean> => {
    await write('package-lock.json', JSON.stringify({ packages }));
    await write('node_modules/.package-lock.json', JSON.stringify({ packages: there }));
    return matchesLock(root);
  };

  assert.equal(matchesLock(root), false);
  assert.equal(await matches(installed), true);
  assert.equal(await matches({}), false);
  assert.equal(await matches({ 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }), false);
  assert.equal(await matches({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-c' } }), false);
  assert.equal(await matches({ ...installed, 'node_modules/extra': { version: '1.0.0' } }), false);
});
