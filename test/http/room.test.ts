import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../support/postgres.js';
import { commonApp } from './common-app.js';

const database = await testDatabase();

for (const [state, DISK_RESERVE_BYTES, status] of [
  ['full', String(2 ** 50), 503],
  ['not full', '1', 200],
] as const) {
  test(`on a disk that is ${state} a route that takes room answers ${status}, and others answer as ever`, async () => {
    const addRoutes: Parameters<typeof commonApp>[1] = (app) => {
      app.post('/v1/things', { config: { scope: 'data', takesRoom: true } }, async () => ({ made: true }));
      app.get('/v1/things', { config: { scope: 'read' } }, async () => []);
    };
    const { app, authorization } = await commonApp(database, addRoutes, { DISK_RESERVE_BYTES });
    const headers = { authorization };
    const made = await app.inject({ method: 'POST', url: '/v1/things', headers });
    assert.equal(made.statusCode, status, made.body);
    if (status === 503) {
      const { code, detail } = made.json();
      assert.equal(code, 'unavailable');
      assert.match(detail, /^The disk of the service is full: .* The request can be sent again later\.$/);
      assert.equal(made.headers['retry-after'], '60');
    }
    assert.equal((await app.inject({ method: 'GET', url: '/v1/things', headers })).statusCode, 200);
    assert.equal((await app.inject({ method: 'POST', url: '/v1/things' })).statusCode, 401);
  });
}
