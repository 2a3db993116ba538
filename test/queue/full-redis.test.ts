import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { withTransaction } from '../../src/database/client.js';
import { openNotifications } from '../../src/database/notifications.js';
import { addToOutbox } from '../../src/database/outbox.js';
import { createQueueBackend } from '../../src/queue/queue.js';
import { startRelay } from '../../src/queue/relay.js';
import { silentLogger, testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { startTestRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';

const JOBS = 20;
const database = await testDatabase();
const { pool } = database;
const redis = await startTestRedis();
const config = testConfig({ REDIS_URL: redis.url, RELAY_INTERVAL_MS: '100' });
const queue = createQueueBackend(config, database.connectionString, silentLogger);
const notifications = openNotifications(database.connectionString, 5_000, silentLogger);
const relay = startRelay({ database, queue, notifications, logger: silentLogger, config });
after(async () => {
  await relay.stop();
  await notifications.close();
  await queue.close();
});

/** What a job's request does. */
async function insertJobs(prefix: string): Promise<string[]> {
  const ids = Array.from({ length: JOBS }, (_, number) => `job_${prefix}_${number}`);
  for (const id of ids) {
    await withTransaction(pool, async (client) => {
      await client.query(
        `INSERT INTO jobs (id, project_id, model_id, fit, definition, progress) VALUES ($1, 'prj_1', 'mdl_1', '{}', '{}', '{}')`,
        [id],
      );
      await addToOutbox(client, id);
    });
  }
  return ids;
}

const waiting = async () => (await pool.query('SELECT 1 FROM outbox')).rowCount;

test('a Redis that is full takes nothing more: jobs wait in the outbox, and go on when there is room, none lost', async (t) => {
  await pool.query("INSERT INTO projects (id, name) VALUES ('prj_1', 'one')");
  await pool.query("INSERT INTO models (id, project_id, name, architecture) VALUES ('mdl_1', 'prj_1', 'm', '{}')");
  const seen = new Set<string>();
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const consumer = queue.createConsumer({
    concurrency: 1,
    process: async ({ jobId }) => {
      seen.add(jobId);
      await held;
    },
  });
  t.after(() => consumer.close(1_000));
  const before = await insertJobs('before');
  await waitFor('the outbox to be carried', async () => (await waiting()) === 0);
  await waitFor('the first delivery', () => seen.size === 1);

  await redis.run('CONFIG', 'SET', 'maxmemory', '1');
  await assert.rejects(queue.addDelivery({ jobId: 'job_refused', priority: 0 }), /OOM command not allowed/);
  const meanwhile = await insertJobs('meanwhile');
  // The one in hand ends while Redis is full: it cannot be told so, and no other can be fetched.
  letGo();
  assert.equal(await waiting(), JOBS);

  await redis.run('CONFIG', 'SET', 'maxmemory', '0');
  await waitFor('all jobs', () => [...before, ...meanwhile].every((id) => seen.has(id)));
  await waitFor('an empty outbox', async () => (await waiting()) === 0);
});
