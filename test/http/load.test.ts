import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyContextConfig } from 'fastify';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';
import { commonApp } from './common-app.js';

const database = await testDatabase();

async function app(settings: Record<string, string>) {
  const { app, authorization } = await commonApp(
    database,
    (app) => {
      const route = (url: string, config: FastifyContextConfig) =>
        app.get(url, { config, schema: {} }, async () => ({}));
      route('/v1/things', { scope: 'read' });
      route('/v1/watched', { scope: 'read', vital: true });
      route('/health', { open: true });
    },
    settings,
  );
  return (url: string) => app.inject({ url, headers: { authorization } });
}

test('while the event loop is late requests are refused, but health and what people look at then, and taken again afterwards', async () => {
  const ask = await app({ MAX_LOOP_DELAY_MS: '300' });
  await waitFor('a calm machine', async () => (await ask('/v1/things')).statusCode === 200);
  const busy = setInterval(() => {
    const end = performance.now() + 700;
    while (performance.now() < end);
  }, 1);
  try {
    const refused = await waitFor('load to be seen', async () => {
      const response = await ask('/v1/things');
      return response.statusCode === 503 ? response : undefined;
    });
    assert.equal(refused.json().code, 'overloaded');
    assert.equal(refused.headers['retry-after'], '2');
    assert.equal((await ask('/health')).statusCode, 200);
    assert.equal((await ask('/v1/watched')).statusCode, 200);
  } finally {
    clearInterval(busy);
  }
  await waitFor('the load to be over', async () => (await ask('/v1/things')).statusCode === 200);
});

test('while memory is full requests are refused, but health and what people look at then', async () => {
  const ask = await app({ SERVER_MEMORY_BYTES: '1000000' });
  const refused = await waitFor('memory to be looked at', async () => {
    const response = await ask('/v1/things');
    return response.statusCode === 503 ? response : undefined;
  });
  assert.match(refused.json().detail, /its memory is full/);
  assert.equal((await ask('/health')).statusCode, 200);
  assert.equal((await ask('/v1/watched')).statusCode, 200);
});

test('a server that gets on takes everything', async () => {
  const ask = await app({});
  for (let looks = 0; looks < 3; looks++) assert.equal((await ask('/v1/things')).statusCode, 200);
});
