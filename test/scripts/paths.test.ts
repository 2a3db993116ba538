import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { cacheDir, projectRoot, redisServerPath } from '../../scripts/setup/paths.mjs';

test('the project is found from the compiled copy below dist as well', () => {
  assert.equal(existsSync(path.join(projectRoot(), 'scripts', 'setup.mjs')), true);
  assert.notEqual(path.basename(projectRoot()), 'dist');
});

test('the cache is where XDG says, and below the home folder when that says nothing or a relative path', () => {
  const own = path.join(os.homedir(), '.cache', 'fitserve');
  assert.equal(cacheDir({ XDG_CACHE_HOME: '/var/cache' }), '/var/cache/fitserve');
  assert.equal(cacheDir({}), own);
  assert.equal(cacheDir({ XDG_CACHE_HOME: '' }), own);
  assert.equal(cacheDir({ XDG_CACHE_HOME: 'cache' }), own);
});

test('the redis-server of the tests is there when tests run', () => {
  assert.equal(existsSync(redisServerPath()), true);
});
