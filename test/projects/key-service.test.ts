import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashApiKey, newApiKey } from '../../src/projects/api-key.js';
import { KeyRepository } from '../../src/projects/key-repository.js';
import { KeyService } from '../../src/projects/key-service.js';
import { silentLogger } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';

const database = await testDatabase();
const repository = new KeyRepository(database);
const keys = new KeyService(repository, silentLogger);
/** A service as another process has it: with a cache of its own. */
const elsewhere = () => new KeyService(repository, silentLogger);

test('a key is 192 random bits, and only its hash is stored', async () => {
  const { key, stored } = await keys.create('mine');
  assert.match(key, /^fsk_[0-9a-f]{48}$/);
  assert.notEqual(newApiKey(), newApiKey());
  assert.match(stored.id, /^key_/);
  assert.equal(stored.hash, hashApiKey(key));
  const { rows } = await database.pool.query('SELECT * FROM api_keys');
  assert.ok(!JSON.stringify(rows).includes(key.slice(4)));
});

test('the same project is taken for the same name, another for another', async () => {
  const [one, two, three] = [await keys.create('a', 'x'), await keys.create('b', 'x'), await keys.create('c', 'y')];
  assert.equal(one.stored.project.id, two.stored.project.id);
  assert.notEqual(one.stored.project.id, three.stored.project.id);
});

test('a project that many ask for at once is made once', async () => {
  const made = await Promise.all(Array.from({ length: 10 }, (_, index) => elsewhere().create(`k${index}`, 'crowded')));
  assert.equal(new Set(made.map(({ stored }) => stored.project.id)).size, 1);
});

test('a valid key opens its project, another opens none', async () => {
  const { key, stored } = await keys.create('valid', 'opened');
  assert.deepEqual((await keys.authenticate(key))?.project, stored.project);
  for (const wrong of [`${key}0`, key.slice(0, -1), key.toUpperCase(), '', hashApiKey(key)]) {
    assert.equal(await keys.authenticate(wrong), null, wrong);
  }
});

test('a revoked key opens nothing at once here, and within 2 s elsewhere; revoking is for good', async () => {
  const { key, stored } = await keys.create('revoked');
  const other = elsewhere();
  assert.notEqual(await keys.authenticate(key), null);
  assert.notEqual(await other.authenticate(key), null);
  const revoked = await keys.revoke(stored.id);
  assert.notEqual(revoked?.revokedAt, null);
  assert.equal(await keys.authenticate(key), null);
  await waitFor('the cache to run out', async () => (await other.authenticate(key)) === null, 3_000);
  assert.deepEqual((await keys.revoke(stored.id))?.revokedAt, revoked?.revokedAt);
  await keys.add(key, 'again');
  assert.equal(await keys.authenticate(key), null);
});

test('revoking a key that does not exist says so', async () => {
  assert.equal(await keys.revoke('key_nobody'), null);
});

test('the list shows all keys, oldest first, revoked ones too', async () => {
  const made = [await keys.create('older', 'listed'), await keys.create('newer', 'listed')];
  await keys.revoke(made[0]?.stored.id ?? '');
  const listed = (await keys.list()).filter(({ project }) => project.name === 'listed');
  assert.deepEqual(
    listed.map(({ name, revokedAt }) => [name, revokedAt !== null]),
    [
      ['older', true],
      ['newer', false],
    ],
  );
});

test('the use of a key is noted beside the request, at most once a minute', async () => {
  const { key, stored } = await keys.create('used');
  const lastUsed = async () => (await repository.list()).find(({ id }) => id === stored.id)?.lastUsedAt ?? null;
  await keys.authenticate(key);
  const first = await waitFor('the note', lastUsed);
  await elsewhere().authenticate(key);
  await repository.touch(stored.id, new Date(Date.now() - 60_000));
  assert.deepEqual(await lastUsed(), first);
  await database.pool.query("UPDATE api_keys SET last_used_at = now() - interval '61 s' WHERE id = $1", [stored.id]);
  await elsewhere().authenticate(key);
  await waitFor('the next note', async () => ((await lastUsed()) ?? first) >= first);
});
