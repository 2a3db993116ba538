import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webhookRoutes } from '../../src/webhooks/webhook-routes.js';
import { createdWebhookSchema, webhookSchema } from '../../src/webhooks/webhook-schemas.js';
import { commonApp } from '../http/common-app.js';
import { testDatabase } from '../support/postgres.js';

const database = await testDatabase();
const { app, keys, authorization } = await commonApp(database, (scope) => webhookRoutes(scope, { database }));
const foreign = `Bearer ${(await keys.create('foreign', 'another project')).key}`;

function send(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, key = authorization) {
  return app.inject({ method, url, headers: { authorization: key }, ...(payload === undefined ? {} : { payload }) });
}

async function create(url = 'https://example.org/hook') {
  const answer = await send('POST', '/v1/webhooks', { url });
  assert.equal(answer.statusCode, 201, answer.body);
  return createdWebhookSchema.parse(answer.json());
}

test('a webhook is told of endings when it names no events, and shows its secret once', async () => {
  const { secret, ...webhook } = await create();
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.deepEqual(webhook.events, ['job.succeeded', 'job.failed', 'job.cancelled']);
  const got = await send('GET', `/v1/webhooks/${webhook.id}`);
  assert.deepEqual(got.json(), webhook);
  assert.equal(got.body.includes('secret'), false);
  const { data } = (await send('GET', '/v1/webhooks')).json();
  assert.deepEqual(data, [webhookSchema.parse(webhook)]);
  assert.deepEqual((await send('GET', `/v1/webhooks/${webhook.id}/deliveries`)).json(), { data: [], has_more: false });
});

test('what is wrong with a webhook is named', async () => {
  const wrong: readonly (readonly [object, string])[] = [
    [{}, '/url'],
    [{ url: 'example.org' }, '/url'],
    [{ url: 'ftp://example.org/' }, '/url'],
    [{ url: 'file:///etc/passwd' }, '/url'],
    [{ url: 'https://user:word@example.org/' }, '/url'],
    [{ url: `https://example.org/${'a'.repeat(2000)}` }, '/url'],
    [{ url: 'https://example.org/', events: [] }, '/events'],
    [{ url: 'https://example.org/', events: ['job.won'] }, '/events/0'],
    [{ url: 'https://example.org/', events: ['job.failed', 'job.failed'] }, '/events'],
    [{ url: 'https://example.org/', secret: 'mine' }, '/secret'],
  ];
  for (const [body, pointer] of wrong) {
    const answer = await send('POST', '/v1/webhooks', body);
    assert.deepEqual([answer.statusCode, answer.json().errors?.[0]?.pointer], [422, pointer], JSON.stringify(body));
  }
});

test("another project's webhook is not there, and a deleted one is gone", async () => {
  const { id } = await create();
  for (const path of ['', '/deliveries']) {
    const answer = await send('GET', `/v1/webhooks/${id}${path}`, undefined, foreign);
    assert.deepEqual([answer.statusCode, answer.json().code], [404, 'webhook_not_found']);
  }
  assert.equal((await send('DELETE', `/v1/webhooks/${id}`, undefined, foreign)).statusCode, 404);
  assert.equal((await send('DELETE', `/v1/webhooks/${id}`)).statusCode, 204);
  assert.equal((await send('GET', `/v1/webhooks/${id}`)).statusCode, 404);
});

test('a delivery that is not there cannot be repeated', async () => {
  const { id } = await create();
  const answer = await send('POST', `/v1/webhooks/${id}/deliveries/whd_0/redeliver`);
  assert.deepEqual([answer.statusCode, answer.json().code], [404, 'webhook_delivery_not_found']);
});

test('a project has 20 webhooks at most, also when many are made at once', async () => {
  await database.pool.query('DELETE FROM webhooks');
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => send('POST', '/v1/webhooks', { url: 'https://example.org/' })),
  );
  assert.equal(answers.filter(({ statusCode }) => statusCode === 201).length, 20);
  const refused = answers.filter(({ statusCode }) => statusCode === 409).map((answer) => answer.json().code);
  assert.deepEqual(new Set(refused), new Set(['too_many_webhooks']));
});
