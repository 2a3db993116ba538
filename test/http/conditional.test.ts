import assert from 'node:assert/strict';
import { test } from 'node:test';
import { etagOf, isUnchanged } from '../../src/http/conditional.js';
import { testDatabase } from '../support/postgres.js';
import { commonApp } from './common-app.js';

const database = await testDatabase();
const { app, authorization } = await commonApp(database, (app) => {
  app.get('/v1/job', { config: { scope: 'read' }, schema: {} }, async (request, reply) => {
    if (isUnchanged(request, reply, etagOf(12))) return reply.code(304).send();
    return { version: 12 };
  });
});

async function ask(held?: string) {
  return app.inject({
    url: '/v1/job',
    headers: { authorization, ...(held === undefined ? {} : { 'if-none-match': held }) },
  });
}

test('a resource carries its version as a tag', async () => {
  const response = await ask();
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers.etag, 'W/"12"');
});

test('who holds the version gets 304 and no body, however the tag is written', async () => {
  for (const held of ['W/"12"', '"12"', '"11", W/"12"', '*']) {
    const response = await ask(held);
    assert.equal(response.statusCode, 304, held);
    assert.equal(response.body, '');
    assert.equal(response.headers.etag, 'W/"12"');
  }
});

test('who holds another version gets the new one', async () => {
  for (const held of ['W/"11"', '"1"', '"2"', '12', 'nonsense']) assert.equal((await ask(held)).statusCode, 200, held);
});
