import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyRoutes } from '../../src/projects/key-routes.js';
import { commonApp } from '../http/common-app.js';
import { testDatabase } from '../support/postgres.js';

const database = await testDatabase();
const { app, keys, authorization } = await commonApp(database, async (app) => {
  await keyRoutes(app, { database, keys: { forget: (hash) => keys.forget(hash) } });
  app.get('/v1/whoami', { schema: {}, config: { scope: 'predict' } }, async ({ key }) => key);
});

function send(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, by = authorization) {
  return app.inject({ method, url, headers: { authorization: by }, ...(payload === undefined ? {} : { payload }) });
}

async function make(body: object = {}) {
  const response = await send('POST', '/v1/keys', { name: 'made', ...body });
  assert.equal(response.statusCode, 201, response.body);
  return response.json();
}

const whoami = async (key: string) => (await send('GET', '/v1/whoami', undefined, `Bearer ${key}`)).statusCode;

test('a key is made with what it may do, works at once, and is shown this once', async () => {
  const made = await make({ scopes: ['predict'], expires_at: '2099-01-01T00:00:00Z' });
  assert.match(made.key, /^fsk_[0-9a-f]{48}$/);
  assert.deepEqual(
    [made.scopes, made.status, made.expires_at, made.last_used_at],
    [['predict'], 'valid', '2099-01-01T00:00:00.000Z', null],
  );
  assert.equal(await whoami(made.key), 200);
  const looked = await send('GET', `/v1/keys/${made.id}`);
  const listed = await send('GET', '/v1/keys?limit=1');
  assert.equal(listed.json().data[0].id, made.id);
  for (const { body } of [looked, listed]) assert.doesNotMatch(body, /fsk_|hash/);
  const { rows } = await database.pool.query('SELECT api_keys::text AS text FROM api_keys WHERE id = $1', [made.id]);
  assert.ok(!rows[0].text.includes(made.key));
});

test('the answer with a key is kept by no cache, and by no Idempotency-Key', async () => {
  const headers = { authorization, 'idempotency-key': 'once' };
  const ask = () => app.inject({ method: 'POST', url: '/v1/keys', headers, payload: { name: 'twice' } });
  const [first, second] = [await ask(), await ask()];
  assert.equal(first.headers['cache-control'], 'no-store');
  assert.notEqual(first.json().key, second.json().key);
  const { rows } = await database.pool.query('SELECT count(*)::int AS count FROM idempotency_keys');
  assert.equal(rows[0].count, 0);
});

test('what is wrong with a new key is named', async () => {
  const wrong: [object, string][] = [
    [{}, '/name'],
    [{ name: ' ' }, '/name'],
    [{ name: 'x', scopes: [] }, '/scopes'],
    [{ name: 'x', scopes: ['write'] }, '/scopes/0'],
    [{ name: 'x', scopes: ['read', 'read'] }, '/scopes'],
    [{ name: 'x', expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
    [{ name: 'x', expires_at: 'soon' }, '/expires_at'],
    [{ name: 'x', project: 'another' }, '/project'],
  ];
  for (const [payload, pointer] of wrong) {
    const response = await send('POST', '/v1/keys', payload);
    assert.equal(response.statusCode, 422, response.body);
    assert.equal(response.json().errors[0].pointer, pointer);
  }
});

test('a deleted key opens nothing from then on, and stays in the list as revoked', async () => {
  const { id, key } = await make();
  assert.equal(await whoami(key), 200);
  assert.equal((await send('DELETE', `/v1/keys/${id}`)).statusCode, 204);
  assert.equal(await whoami(key), 401);
  assert.equal((await send('DELETE', `/v1/keys/${id}`)).statusCode, 204);
  assert.equal((await send('GET', `/v1/keys/${id}`)).json().status, 'revoked');
});

test('a rotated key works beside the new one for its grace, and not after', async () => {
  const old = await make({ scopes: ['predict', 'read'] });
  const response = await send('POST', `/v1/keys/${old.id}/rotate`, { grace_s: 3600 });
  assert.equal(response.statusCode, 201, response.body);
  const fresh = response.json();
  assert.deepEqual([fresh.name, fresh.scopes, fresh.expires_at], ['made', ['predict', 'read'], null]);
  assert.deepEqual([await whoami(old.key), await whoami(fresh.key)], [200, 200]);
  const looked = (await send('GET', `/v1/keys/${old.id}`)).json();
  assert.equal(looked.rotated_to, fresh.id);
  const graceS = (Date.parse(looked.expires_at) - Date.parse(fresh.created_at)) / 1000;
  assert.ok(Math.abs(graceS - 3600) < 60, `${graceS} s`);

  const again = await send('POST', `/v1/keys/${old.id}/rotate`, { grace_s: 0 });
  assert.deepEqual([again.statusCode, again.json().code], [409, 'key_rotated']);
  const atOnce = (await send('POST', `/v1/keys/${fresh.id}/rotate`, { grace_s: 0 })).json();
  assert.deepEqual([await whoami(fresh.key), await whoami(atOnce.key)], [401, 200]);
  const late = await send('POST', `/v1/keys/${fresh.id}/rotate`, { grace_s: 0 });
  assert.deepEqual([late.statusCode, late.json().code], [409, 'key_expired']);
});

test('a grace never makes a key live longer than it would have', async () => {
  const soon = new Date(Date.now() + 600_000).toISOString();
  const old = await make({ expires_at: soon });
  const fresh = (await send('POST', `/v1/keys/${old.id}/rotate`, { grace_s: 86_400, expires_at: null })).json();
  assert.equal(fresh.expires_at, null);
  assert.equal((await send('GET', `/v1/keys/${old.id}`)).json().expires_at, soon);
});

test('two rotations at once make one key', async () => {
  const { id } = await make();
  const both = await Promise.all([1, 2].map(() => send('POST', `/v1/keys/${id}/rotate`, { grace_s: 60 })));
  assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [201, 409]);
});

test("another project's keys are not there", async () => {
  const { id } = await make();
  const { key } = await keys.create('stranger', 'another');
  const by = `Bearer ${key}`;
  assert.equal((await send('GET', `/v1/keys/${id}`, undefined, by)).statusCode, 404);
  assert.equal((await send('DELETE', `/v1/keys/${id}`, undefined, by)).statusCode, 404);
  assert.equal((await send('POST', `/v1/keys/${id}/rotate`, { grace_s: 0 }, by)).statusCode, 404);
  assert.deepEqual(
    (await send('GET', '/v1/keys', undefined, by)).json().data.map(({ name }: { name: string }) => name),
    ['stranger'],
  );
});
