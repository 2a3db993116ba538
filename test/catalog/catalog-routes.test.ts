import assert from 'node:assert/strict';
import { it } from 'node:test';
import { catalogRoutes } from '../../src/catalog/catalog-routes.js';
import { catalog } from '../../src/keras-format/catalog/catalog.js';
import { commonApp } from '../http/common-app.js';
import { testDatabase } from '../support/postgres.js';

it('GET /v1/catalog answers the catalog, to those who have a key', async () => {
  const { app, authorization } = await commonApp(await testDatabase(), (scope) => catalogRoutes(scope));
  const answer = await app.inject({ method: 'GET', url: '/v1/catalog', headers: { authorization } });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.json(), JSON.parse(JSON.stringify(catalog())));
  assert.equal((await app.inject({ method: 'GET', url: '/v1/catalog' })).statusCode, 401);
});
