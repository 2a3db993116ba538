import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dashboardRoutes } from '../../src/dashboard/dashboard-routes.js';
import { commonApp } from '../http/common-app.js';
import { testDatabase } from '../support/postgres.js';

const { app } = await commonApp(await testDatabase(), (scope) => dashboardRoutes(scope));

test('the pages are open, allow nothing inline and nothing of other hosts, and are asked for again only when they change', async () => {
  const page = await app.inject('/');
  assert.equal(page.statusCode, 200);
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  const policy = String(page.headers['content-security-policy']);
  assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/);
  assert.doesNotMatch(policy, /unsafe|http/);
  const again = await app.inject({ url: '/', headers: { 'if-none-match': String(page.headers.etag) } });
  assert.equal(again.statusCode, 304);
});

test('a file that is named by its content is kept for good, and is sent zipped', async () => {
  const script = /src="(\/assets\/[^"]+\.js)"/.exec((await app.inject('/')).body)?.[1] ?? '';
  const answer = await app.inject({ url: script, headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(answer.headers['content-encoding'], 'gzip');
  assert.equal((await app.inject('/assets/none.js')).statusCode, 404);
});
