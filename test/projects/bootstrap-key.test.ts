import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bootstrapKey, FIRST_KEY_FILE } from '../../src/projects/bootstrap-key.js';
import { KeyRepository } from '../../src/projects/key-repository.js';
import { KeyService } from '../../src/projects/key-service.js';
import { silentLogger } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function emptyService() {
  const database = await testDatabase();
  const folder = await temporaryFolder('key');
  const keys = new KeyService(new KeyRepository(database), silentLogger);
  const boot = (BOOTSTRAP_API_KEY?: string) =>
    bootstrapKey({ DATA_DIR: join(folder, 'data'), BOOTSTRAP_API_KEY }, keys, database);
  return { database, keys, boot, file: join(folder, 'data', FIRST_KEY_FILE) };
}

test('the first start makes a key, keeps it for its owner alone, and no later start makes another', async () => {
  const { keys, boot, file } = await emptyService();
  const key = await boot();
  assert.ok(key !== undefined);
  assert.equal((await keys.authenticate(key))?.project.name, 'default');
  assert.equal((await readFile(file, 'utf8')).trim(), key);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal(await boot(), undefined);
  assert.equal((await keys.list()).length, 1);
});

test('of many that start at once, one makes the key', async () => {
  const { keys, boot } = await emptyService();
  const made = await Promise.all([boot(), boot(), boot(), boot()]);
  assert.equal(made.filter((key) => key !== undefined).length, 1);
  assert.equal((await keys.list()).length, 1);
});

test('where the owner revoked all keys, none is made again', async () => {
  const { keys, boot } = await emptyService();
  await boot();
  for (const { id } of await keys.list()) await keys.revoke(id);
  assert.equal(await boot(), undefined);
  assert.equal((await keys.list()).length, 1);
});

test('BOOTSTRAP_API_KEY becomes valid in the default project, whatever keys there are, and is not told again', async () => {
  const { keys, boot } = await emptyService();
  await keys.create('other', 'other');
  assert.equal(await boot('a-key-of-the-operators-own'), undefined);
  assert.equal(await boot('a-key-of-the-operators-own'), undefined);
  assert.equal((await keys.authenticate('a-key-of-the-operators-own'))?.project.name, 'default');
  assert.equal((await keys.list()).length, 2);
});

test('a BOOTSTRAP_API_KEY that was revoked stays revoked', async () => {
  const { keys, boot } = await emptyService();
  await boot('a-key-of-the-operators-own');
  for (const { id } of await keys.list()) await keys.revoke(id);
  await boot('a-key-of-the-operators-own');
  assert.equal(await keys.authenticate('a-key-of-the-operators-own'), null);
});
