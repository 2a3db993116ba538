import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../support/postgres.js';
import { commonApp } from './common-app.js';

const database = await testDatabase();
const { app, keys, authorization } = await commonApp(database, (app) => {
  app.get('/v1/whoami', { schema: {}, config: { scope: ['read', 'predict'] } }, async ({ project: { id, name } }) => ({
    id,
    name,
  }));
  app.get('/v2/whoami', { schema: {}, config: { scope: 'read' } }, async ({ project: { id } }) => ({ id }));
  app.get('/open', { schema: {}, config: { open: true } }, async () => ({}));
  app.get('/closed', { schema: {}, config: { scope: 'read' } }, async () => ({}));
});

async function status(url: string, headers: Record<string, string> = {}): Promise<number> {
  return (await app.inject({ url, headers })).statusCode;
}

test('without a key, or with a wrong one, the answer is 401 and names the scheme', async () => {
  const wrong = [
    '',
    'Bearer',
    'Bearer ',
    'Basic dXNlcg==',
    'Bearer fsk_nobody',
    `${authorization}0`,
    `Bearer ${'x'.repeat(5000)}`,
  ];
  for (const header of [undefined, ...wrong]) {
    const response = await app.inject({
      url: '/v1/whoami',
      headers: header === undefined ? {} : { authorization: header },
    });
    assert.equal(response.statusCode, 401, header);
    assert.equal(response.headers['www-authenticate'], 'Bearer');
    assert.equal(response.json().code, 'unauthorized');
    assert.doesNotMatch(response.body, /fsk_/);
  }
});

test('no spelling of the address gets around the key', async () => {
  for (const url of [
    '/v1/whoami',
    '/v2/whoami',
    '/closed',
    '/%761/whoami',
    '/v1/%77hoami',
    '/v1/whoami?open=1',
    '/v1/nothing',
  ]) {
    assert.equal(await status(url), 401, url);
  }
  for (const url of ['//v1/whoami', '/./v1/whoami', '/docs/../v1/whoami', '/V1/whoami', '/v1/whoami/']) {
    assert.notEqual(await status(url), 200, url);
  }
});

test('only the open routes answer without a key', async () => {
  for (const url of ['/open', '/openapi.json', '/docs', '/docs/', '/docs/json', '/docs/static/swagger-ui.css']) {
    assert.equal(await status(url), 200, url);
  }
});

test("the scheme's name may be written in any case", async () => {
  assert.equal(await status('/v1/whoami', { authorization: authorization.replace('Bearer', 'bearer') }), 200);
});

test('a key opens its own project', async () => {
  const first = await keys.create('a', 'first project');
  const second = await keys.create('b', 'second project');
  for (const { key, stored } of [first, second]) {
    const response = await app.inject({ url: '/v1/whoami', headers: { authorization: `Bearer ${key}` } });
    assert.deepEqual(response.json(), { id: stored.project.id, name: stored.project.name });
  }
  assert.notEqual(first.stored.project.id, second.stored.project.id);
});

test('a revoked key is refused at once', async () => {
  const { key, stored } = await keys.create('short-lived');
  const headers = { authorization: `Bearer ${key}` };
  assert.equal(await status('/v1/whoami', headers), 200);
  await keys.revoke(stored.id);
  assert.equal(await status('/v1/whoami', headers), 401);
});

test('a key that was tried before it was made works once it is', async () => {
  const key = 'fsk_made_a_moment_later';
  const headers = { authorization: `Bearer ${key}` };
  assert.equal(await status('/v1/whoami', headers), 401);
  await keys.add(key, 'later');
  assert.equal(await status('/v1/whoami', headers), 200);
});

test('a key without any of the scopes of a route is refused with 403, which names them', async () => {
  const { key } = await keys.create('brings data', 'scoped', { scopes: ['data'] });
  const headers = { authorization: `Bearer ${key}` };
  const response = await app.inject({ url: '/v1/whoami', headers });
  assert.equal(response.statusCode, 403);
  assert.equal(response.json().code, 'insufficient_scope');
  assert.equal(response.json().detail, 'This route needs one of the scopes read, predict; this key has data.');
  assert.equal(response.headers['www-authenticate'], 'Bearer error="insufficient_scope", scope="read predict"');
  assert.equal(await status('/v1/nothing', headers), 404);
});

test('a key with any one of the scopes of a route is let in', async () => {
  for (const scope of ['read', 'predict'] as const) {
    const { key } = await keys.create(scope, 'scoped', { scopes: [scope] });
    assert.equal(await status('/v1/whoami', { authorization: `Bearer ${key}` }), 200, scope);
  }
});

test('a key that has expired is refused with 401, on addresses that are not known too', async () => {
  const { key } = await keys.create('over', 'scoped', { expiresAt: new Date(Date.now() - 1) });
  for (const url of ['/v1/whoami', '/v1/nothing']) {
    const response = await app.inject({ url, headers: { authorization: `Bearer ${key}` } });
    assert.equal(response.statusCode, 401);
    assert.equal(response.json().code, 'key_expired');
  }
  const { key: later } = await keys.create('not yet', 'scoped', { expiresAt: new Date(Date.now() + 60_000) });
  assert.equal(await status('/v1/whoami', { authorization: `Bearer ${later}` }), 200);
});

test('a key that runs out while it is in use stops at that moment', async () => {
  const { key, stored } = await keys.create('runs out', 'scoped');
  const headers = { authorization: `Bearer ${key}` };
  assert.equal(await status('/v1/whoami', headers), 200);
  await database.pool.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [stored.id]);
  keys.forget(stored.hash);
  assert.equal(await status('/v1/whoami', headers), 401);
});

test('a route that declares no scope is refused when it is added', async () => {
  await assert.rejects(
    commonApp(database, (app) => {
      app.post('/v1/forgotten', { schema: {} }, async () => ({}));
    }),
    /POST \/v1\/forgotten declares no scope/,
  );
});
