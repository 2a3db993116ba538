import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import pg from 'pg';
import { withTransaction } from '../../src/database/client.js';
import { notify, openNotifications } from '../../src/database/notifications.js';
import { silentLogger } from '../support/config.js';
import { startTestPostgres, testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';

const TIMEOUT_MS = 1_000;
const database = await testDatabase();
const restarted = await startTestPostgres();

/** Opens notifications and waits until their connection stands. */
async function open(t: TestContext, address: string) {
  const notifications = openNotifications(address, TIMEOUT_MS, silentLogger);
  t.after(() => notifications.close());
  await new Promise<void>((resolve) => notifications.onReconnect(resolve));
  return notifications;
}

async function send(address: string, payload: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  client.on('error', () => undefined);
  await client.connect();
  await notify(client, 'fitserve_job', payload);
  await client.end();
}

test('a notification comes when its transaction commits, from pg and from Prisma', async (t) => {
  const notifications = await open(t, database.connectionString);
  const seen: string[] = [];
  await notifications.listen('fitserve_job', (payload) => seen.push(payload));
  await withTransaction(database.pool, async (client) => {
    await notify(client, 'fitserve_job', 'by pg');
    await notify(database.pool, 'fitserve_job', 'meanwhile');
  });
  await database.prisma.$transaction((tx) => notify(tx, 'fitserve_job', 'by prisma'));
  await waitFor('all', () => seen.length === 3);
  assert.deepEqual(seen, ['meanwhile', 'by pg', 'by prisma']);
});

test('a transaction that is rolled back sends nothing', async (t) => {
  const notifications = await open(t, database.connectionString);
  const seen: string[] = [];
  await notifications.listen('fitserve_job', (payload) => seen.push(payload));
  const failing = withTransaction(database.pool, async (client) => {
    await notify(client, 'fitserve_job', 'never');
    throw new Error('as it should');
  });
  await assert.rejects(failing);
  await notify(database.pool, 'fitserve_job', 'later');
  await waitFor('the later one', () => seen.length > 0);
  assert.deepEqual(seen, ['later']);
});

test('each channel has its own handlers, until they are ended', async (t) => {
  const notifications = await open(t, database.connectionString);
  const seen: string[] = [];
  const endFirst = await notifications.listen('fitserve_job', (payload) => seen.push(`first ${payload}`));
  await notifications.listen('fitserve_job', (payload) => seen.push(`second ${payload}`));
  await notifications.listen('fitserve_outbox', (payload) => seen.push(`outbox ${payload}`));
  await notify(database.pool, 'fitserve_outbox', '0');
  await notify(database.pool, 'fitserve_job', '1');
  await waitFor('three', () => seen.length === 3);
  endFirst();
  await notify(database.pool, 'fitserve_job', '2');
  await waitFor('one more', () => seen.length === 4);
  assert.deepEqual(seen, ['outbox 0', 'first 1', 'second 1', 'second 2']);
});

test('a handler that listens before the connection stands is told to look', async (t) => {
  const notifications = openNotifications(database.connectionString, TIMEOUT_MS, silentLogger);
  t.after(() => notifications.close());
  let looks = 0;
  await notifications.listen('fitserve_outbox', () => looks++);
  notifications.onReconnect(() => looks++);
  await waitFor('a look', () => looks > 0);
});

test('after a restart of Postgres handlers are told to look again, and get what is sent from then on', async (t) => {
  const notifications = await open(t, restarted.connectionString);
  const seen: string[] = [];
  let reconnects = 0;
  await notifications.listen('fitserve_job', (payload) => seen.push(payload));
  notifications.onReconnect(() => reconnects++);
  await restarted.stop();
  await restarted.start();
  await waitFor('the reconnect', () => reconnects === 1);
  await send(restarted.connectionString, 'after');
  await waitFor('it', () => seen.length > 0);
  assert.deepEqual(seen, ['after']);
});

test('closing ends the connection, also while Postgres is away', async () => {
  const standing = openNotifications(restarted.connectionString, TIMEOUT_MS, silentLogger);
  await standing.listen('fitserve_job', () => undefined);
  const away = openNotifications('postgresql://u:p@127.0.0.1:1/none', TIMEOUT_MS, silentLogger);
  await away.listen('fitserve_job', () => undefined);
  await away.close();
  await restarted.stop();
  await standing.close();
  await restarted.start();
});
