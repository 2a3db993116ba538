import assert from 'node:assert/strict';
import { beforeEach, describe, type TestContext, test } from 'node:test';
import { type Database, openDatabase, withTransaction } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { openNotifications } from '../../src/database/notifications.js';
import { addToOutbox } from '../../src/database/outbox.js';
import { createQueueBackend, type QueueBackend } from '../../src/queue/queue.js';
import { startRelay } from '../../src/queue/relay.js';
import { silentLogger, testConfig } from '../support/config.js';
import { startTestPostgres, testDatabase } from '../support/postgres.js';
import { startTestRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';

const shared = await testDatabase();
const redis = await startTestRedis();
const postgres = await startTestPostgres();
await migrate(postgres.connectionString, silentLogger);

/** So long that a test in which nobody rings would fail. */
const NEVER_MS = '600000';

/** A project with a model, for jobs to belong to. */
async function prepare({ pool }: Pick<Database, 'pool'>): Promise<void> {
  await pool.query('TRUNCATE projects CASCADE');
  await pool.query("INSERT INTO projects (id, name) VALUES ('prj_1', 'one')");
  await pool.query("INSERT INTO models (id, project_id, name, architecture) VALUES ('mdl_1', 'prj_1', 'm', '{}')");
}

/** Inserts a job together with its outbox row, as a request does. */
async function insertJob({ pool }: Pick<Database, 'pool'>, id: string, priority = 0): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query(
      `INSERT INTO jobs (id, project_id, model_id, priority, fit, definition, progress)
       VALUES ($1, 'prj_1', 'mdl_1', $2, '{}', '{}', '{}')`,
      [id, priority],
    );
    await addToOutbox(client, id);
  });
}

async function outboxIsEmpty({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  return (await pool.query('SELECT 1 FROM outbox')).rowCount === 0;
}

/** A queue that keeps what it is given, and fails while it is told to. */
function notingQueue() {
  const added: { jobId: string; priority: number }[] = [];
  const queue = {
    isAway: false,
    added,
    addDelivery: async (delivery: { jobId: string; priority: number }) => {
      if (queue.isAway) throw new Error('away');
      added.push(delivery);
    },
  };
  return queue;
}

function start(t: TestContext, database: Database, queue: Pick<QueueBackend, 'addDelivery'>, intervalMs = NEVER_MS) {
  const notifications = openNotifications(database.connectionString, 1_000, silentLogger);
  const config = testConfig({ RELAY_INTERVAL_MS: intervalMs });
  const relay = startRelay({ database, queue, notifications, logger: silentLogger, config });
  t.after(async () => {
    await relay.stop();
    await notifications.close();
  });
  return relay;
}

describe('the relay', () => {
  beforeEach(() => prepare(shared));

  test('carries what waited before it started, in order, with its priority, and empties the outbox', async (t) => {
    await insertJob(shared, 'job_1', 5);
    await insertJob(shared, 'job_2');
    const queue = notingQueue();
    start(t, shared, queue);
    await waitFor('an empty outbox', () => outboxIsEmpty(shared));
    assert.deepEqual(queue.added, [
      { jobId: 'job_1', priority: 5 },
      { jobId: 'job_2', priority: 0 },
    ]);
  });

  test('carries a job as soon as its transaction commits, without waiting for its interval', async (t) => {
    const queue = notingQueue();
    start(t, shared, queue);
    for (let job = 0; job < 20; job++) {
      await insertJob(shared, `job_${job}`);
      await waitFor('the job', () => queue.added.length === job + 1);
    }
    await shared.prisma.$transaction((tx) => addToOutbox(tx, 'job_0'));
    await waitFor('the job again', () => queue.added.length === 21);
    assert.equal(queue.added[20]?.jobId, 'job_0');
  });

  test('carries more jobs than it takes at a time', async (t) => {
    await shared.pool.query(
      `INSERT INTO jobs (id, project_id, model_id, fit, definition, progress)
       SELECT 'job_' || number, 'prj_1', 'mdl_1', '{}', '{}', '{}' FROM generate_series(1, 120) number`,
    );
    await shared.pool.query('INSERT INTO outbox (job_id) SELECT id FROM jobs');
    const queue = notingQueue();
    start(t, shared, queue);
    await waitFor('an empty outbox', () => outboxIsEmpty(shared));
    assert.equal(new Set(queue.added.map(({ jobId }) => jobId)).size, 120);
    assert.equal(queue.added.length, 120);
  });

  test('shares the work with others, each job being carried by one', async (t) => {
    const queue = notingQueue();
    for (let relay = 0; relay < 3; relay++) start(t, shared, queue);
    for (let job = 0; job < 30; job++) await insertJob(shared, `job_${job}`);
    await waitFor('an empty outbox', () => outboxIsEmpty(shared));
    assert.equal(queue.added.length, 30);
    assert.equal(new Set(queue.added.map(({ jobId }) => jobId)).size, 30);
  });

  test('finds at its interval what nobody told of', async (t) => {
    const queue = notingQueue();
    start(t, shared, queue, '50');
    await insertJob(shared, 'job_1');
    await waitFor('the job', () => queue.added.length === 1);
    await shared.pool.query("INSERT INTO outbox (job_id) VALUES ('job_1')");
    await waitFor('the untold one', () => queue.added.length === 2);
  });

  test('leaves a job that has to wait in the outbox until its time, and carries those behind it', async (t) => {
    const queue = notingQueue();
    await insertJob(shared, 'job_1');
    await shared.pool.query("UPDATE jobs SET not_before = now() + interval '1 hour' WHERE id = 'job_1'");
    start(t, shared, queue, '50');
    await insertJob(shared, 'job_2');
    await waitFor('the second job', () => queue.added.length === 1);
    assert.equal(await outboxIsEmpty(shared), false);
    await shared.pool.query("UPDATE jobs SET not_before = now() WHERE id = 'job_1'");
    await waitFor('an empty outbox', () => outboxIsEmpty(shared));
    assert.deepEqual(
      queue.added.map(({ jobId }) => jobId),
      ['job_2', 'job_1'],
    );
  });

  test('keeps jobs in the outbox while the queue is away, and carries them when it is back', async (t) => {
    const queue = notingQueue();
    queue.isAway = true;
    start(t, shared, queue);
    await insertJob(shared, 'job_1');
    await insertJob(shared, 'job_2');
    assert.equal(await outboxIsEmpty(shared), false);
    queue.isAway = false;
    await waitFor('an empty outbox', () => outboxIsEmpty(shared));
    assert.deepEqual(
      queue.added.map(({ jobId }) => jobId),
      ['job_1', 'job_2'],
    );
  });

  test('stops at once, and carries nothing afterwards', async (t) => {
    const queue = notingQueue();
    const relay = start(t, shared, queue);
    await insertJob(shared, 'job_1');
    await waitFor('the job', () => queue.added.length === 1);
    await relay.stop();
    await insertJob(shared, 'job_2');
    assert.equal(await outboxIsEmpty(shared), false);
    assert.equal(queue.added.length, 1);
  });

  test('goes on by itself after Redis was killed, and after Postgres was stopped', async (t) => {
    const config = testConfig({ REDIS_URL: redis.url, DATABASE_CONNECT_TIMEOUT_MS: '500' });
    const database = openDatabase(config, postgres.connectionString, silentLogger);
    const queue = createQueueBackend(config, postgres.connectionString, silentLogger);
    const seen: string[] = [];
    const consumer = queue.createConsumer({
      concurrency: 1,
      process: async ({ jobId }) => {
        seen.push(jobId);
      },
    });
    t.after(async () => {
      await consumer.close(1_000);
      await queue.close();
      await database.close();
    });
    await prepare(database);
    start(t, database, queue);
    await insertJob(database, 'job_first');
    await waitFor('the first', () => seen.includes('job_first'));

    await redis.kill();
    await insertJob(database, 'job_without_redis');
    await redis.start();
    await waitFor('the one from the time without Redis', () => seen.includes('job_without_redis'));

    await redis.run('FLUSHALL');
    await insertJob(database, 'job_after_flush');
    await waitFor('the one after the flush', () => seen.includes('job_after_flush'));

    await postgres.stop();
    await assert.rejects(insertJob(database, 'job_not_taken'));
    await postgres.start();
    await insertJob(database, 'job_after_postgres');
    await waitFor('the one after Postgres was away', () => seen.includes('job_after_postgres'));
    await waitFor('an empty outbox', () => outboxIsEmpty(database));
  });
});
