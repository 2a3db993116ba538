import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../src/config.js';
import { newApiKey } from '../../src/projects/api-key.js';
import { testDatabase } from '../support/postgres.js';
import { commonApp } from './common-app.js';

const database = await testDatabase();
const route = (app: Parameters<Parameters<typeof commonApp>[1]>[0]) => {
  app.get('/v1/whoami', { schema: {}, config: { scope: 'read' } }, async ({ ip }) => ({ ip }));
};
const { app: plain, authorization } = await commonApp(database, route);
const { app: behindProxy } = await commonApp(database, route, { TRUSTED_PROXIES: '10.0.0.0/8, loopback' });

const PROXY = '10.1.2.3';
/** Wrong keys from that many clients behind a proxy; more of them than one address may try. */
const CLIENTS = 40;

function ask(app: typeof plain, client: string, key: string, remoteAddress = PROXY) {
  return app.inject({
    url: '/v1/whoami',
    remoteAddress,
    headers: { 'x-forwarded-for': client, authorization: `Bearer ${key}` },
  });
}
const valid = authorization.slice('Bearer '.length);

test('a header that anybody can send gives nobody another address', async () => {
  assert.deepEqual((await ask(plain, '192.0.2.7', valid)).json(), { ip: PROXY });
  assert.deepEqual((await ask(behindProxy, '192.0.2.7', valid, '192.0.2.99')).json(), { ip: '192.0.2.99' });
  // What a client sends to the proxy stands before what the proxy adds.
  assert.deepEqual((await ask(behindProxy, '198.51.100.1, 192.0.2.7', valid)).json(), { ip: '192.0.2.7' });
});

test('wrong keys count for the client behind a trusted proxy, and for the proxy where it is not trusted', async () => {
  const statuses = async (app: typeof plain) =>
    Promise.all(
      Array.from({ length: CLIENTS }, async (_, at) => (await ask(app, `192.0.2.${at}`, newApiKey())).statusCode),
    );
  assert.deepEqual(new Set(await statuses(behindProxy)), new Set([401]));
  assert.deepEqual(new Set(await statuses(plain)), new Set([401, 429]));
  const refused = await Promise.all(Array.from({ length: CLIENTS }, () => ask(plain, '192.0.2.1', newApiKey())));
  const response = refused.find(({ statusCode }) => statusCode === 429);
  assert.equal(response?.json().code, 'too_many_wrong_keys');
  assert.equal(response?.headers['retry-after'], '1');
  // Whoever has a valid key does not notice.
  assert.equal((await ask(plain, '192.0.2.1', valid)).statusCode, 200);
});

test('proxies that are no addresses are refused at the start', () => {
  assert.deepEqual(loadConfig({ TRUSTED_PROXIES: '10.0.0.1,::1/128' }).TRUSTED_PROXIES, ['10.0.0.1', '::1/128']);
  for (const wrong of ['proxy.example', '10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.1/8/8', '10.0.0.1,']) {
    assert.throws(() => loadConfig({ TRUSTED_PROXIES: wrong }), /TRUSTED_PROXIES: must be addresses, networks/, wrong);
  }
});
