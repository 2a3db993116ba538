import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createQueueBackend, type Delivery, type QueueBackend } from '../../src/queue/queue.js';
import { silentLogger, testConfig } from '../support/config.js';
import { createTestDatabase, startTestPostgres } from '../support/postgres.js';
import { startTestRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';

const SETTINGS = { DATABASE_CONNECT_TIMEOUT_MS: '20000', LEASE_MS: '1000', HEARTBEAT_MS: '300' };
/** One of the servers that the queue may be on. */
interface Server {
  readonly kind: 'redis' | 'postgres';
  make(settings?: Readonly<Record<string, string>>): Promise<QueueBackend>;
  readonly restarted: { stop(): Promise<void>; start(): Promise<void> };
  makeRestarted(): QueueBackend;
}

const redis = await startTestRedis();
const restartedRedis = await startTestRedis();
const restartedPostgres = await startTestPostgres();

const servers: readonly Server[] = [
  {
    kind: 'redis',
    make: async (settings = {}) => {
      await redis.run('FLUSHALL');
      const config = testConfig({ ...SETTINGS, REDIS_URL: redis.url, ...settings });
      return createQueueBackend(config, 'postgresql://unused', silentLogger);
    },
    restarted: restartedRedis,
    makeRestarted: () =>
      createQueueBackend(
        testConfig({ ...SETTINGS, REDIS_URL: restartedRedis.url }),
        'postgresql://unused',
        silentLogger,
      ),
  },
  {
    kind: 'postgres',
    make: async (settings = {}) =>
      createQueueBackend(testConfig({ ...SETTINGS, ...settings }), await createTestDatabase(), silentLogger),
    restarted: restartedPostgres,
    makeRestarted: () => createQueueBackend(testConfig(SETTINGS), restartedPostgres.connectionString, silentLogger),
  },
];

/** A consumer that notes what it gets. */
function collect(
  t: TestContext,
  queue: QueueBackend,
  work: (delivery: Delivery, signal: AbortSignal) => Promise<void> = async () => {},
) {
  const seen: Delivery[] = [];
  const consumer = queue.createConsumer({
    concurrency: 1,
    process: async (delivery, signal) => {
      seen.push(delivery);
      await work(delivery, signal);
    },
  });
  // Where the test fails before it closes it, the consumer must not take the next test's deliveries.
  t.after(() => consumer.close(0));
  return { seen, close: (graceMs = 1_000) => consumer.close(graceMs), jobs: () => seen.map(({ jobId }) => jobId) };
}

for (const { kind, make, restarted, makeRestarted } of servers) {
  describe(`the queue on ${kind}`, () => {
    test('brings each delivery to a consumer once, and then keeps nothing of it', async (t) => {
      const queue = await make();
      assert.equal(queue.kind, kind);
      await queue.addDelivery({ jobId: 'job_a', priority: 0 });
      await queue.addDelivery({ jobId: 'job_b', priority: 0 });
      assert.deepEqual(await queue.counts(), { waiting: 2, active: 0 });
      const consumer = collect(t, queue);
      await waitFor('both', () => consumer.seen.length === 2);
      await waitFor('an empty queue', async () => {
        const { waiting, active } = await queue.counts();
        return waiting + active === 0;
      });
      assert.deepEqual(consumer.jobs(), ['job_a', 'job_b']);
      await consumer.close();
      await queue.close();
    });

    test('delivers a job again, also while it is delivered and after it was', async (t) => {
      const queue = await make();
      await queue.addDelivery({ jobId: 'job_a', priority: 0 });
      await queue.addDelivery({ jobId: 'job_a', priority: 0 });
      const consumer = collect(t, queue);
      await waitFor('both', () => consumer.seen.length === 2);
      await queue.addDelivery({ jobId: 'job_a', priority: 0 });
      await waitFor('the third', () => consumer.seen.length === 3);
      assert.equal(new Set(consumer.seen.map(({ id }) => id)).size, 3);
      await consumer.close();
      await queue.close();
    });

    test('serves a higher priority first, and equal ones in their order', async (t) => {
      const queue = await make();
      for (const [jobId, priority] of [
        ['job_low', -100],
        ['job_first', 0],
        ['job_second', 0],
        ['job_high', 100],
      ] as const) {
        await queue.addDelivery({ jobId, priority });
      }
      const consumer = collect(t, queue);
      await waitFor('all', () => consumer.seen.length === 4);
      assert.deepEqual(consumer.jobs(), ['job_high', 'job_first', 'job_second', 'job_low']);
      await consumer.close();
      await queue.close();
    });

    test('goes on after a delivery that fails, which it does not bring again', async (t) => {
      const queue = await make();
      const consumer = collect(t, queue, async ({ jobId }) => {
        if (jobId === 'job_bad') throw new Error('as it should');
      });
      await queue.addDelivery({ jobId: 'job_bad', priority: 0 });
      await queue.addDelivery({ jobId: 'job_good', priority: 0 });
      await waitFor('both', () => consumer.seen.length === 2);
      await waitFor('an empty queue', async () => (await queue.counts()).active === 0);
      assert.deepEqual(consumer.jobs(), ['job_bad', 'job_good']);
      await consumer.close();
      await queue.close();
    });

    test('works on as many deliveries at once as it is told to', async () => {
      const queue = await make();
      let most = 0;
      let current = 0;
      let done = 0;
      const consumer = queue.createConsumer({
        concurrency: 2,
        process: async () => {
          most = Math.max(most, ++current);
          // However slowly they come: the first waits for the second.
          await waitFor('a second one', () => most === 2);
          await sleep(50);
          current--;
          done++;
        },
      });
      for (let job = 0; job < 5; job++) await queue.addDelivery({ jobId: `job_${job}`, priority: 0 });
      await waitFor('all', () => done === 5);
      assert.equal(most, 2);
      await consumer.close(1_000);
      await queue.close();
    });

    test('keeps a delivery that lasts longer than its lock with its worker', async (t) => {
      // A process that the machine leaves aside for a second must not lose it.
      const queue = await make({ LEASE_MS: '2500', HEARTBEAT_MS: '800' });
      const consumer = collect(t, queue, () => sleep(4_000));
      await queue.addDelivery({ jobId: 'job_long', priority: 0 });
      const second = collect(t, queue);
      await waitFor('its end', async () => {
        const { waiting, active } = await queue.counts();
        return waiting + active === 0;
      });
      assert.equal(consumer.seen.length + second.seen.length, 1);
      await Promise.all([consumer.close(), second.close()]);
      await queue.close();
    });

    test('lets what is in hand end when it closes', async (t) => {
      const queue = await make();
      let aborted: boolean | undefined;
      const consumer = collect(t, queue, async (_, signal) => {
        await sleep(300);
        aborted = signal.aborted;
      });
      await queue.addDelivery({ jobId: 'job_a', priority: 0 });
      await waitFor('the delivery', () => consumer.seen.length === 1);
      await consumer.close(5_000);
      assert.equal(aborted, false);
      await queue.close();
    });

    test('aborts what does not end in the grace it has, and closes even when that is ignored', async (t) => {
      const queue = await make();
      let aborted = false;
      let isOver = false;
      const consumer = collect(t, queue, async (_, signal) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        await waitFor('the end of the test', () => isOver, 60_000);
      });
      await queue.addDelivery({ jobId: 'job_a', priority: 0 });
      await waitFor('the delivery', () => consumer.seen.length === 1);
      await consumer.close(100);
      assert.equal(aborted, true);
      isOver = true;
      await queue.close();
    });

    test('is used again by the same consumer and producer after its server was killed and started again', async (t) => {
      const queue = makeRestarted();
      const consumer = collect(t, queue);
      await queue.addDelivery({ jobId: 'job_before', priority: 0 });
      await waitFor('the first', () => consumer.seen.length === 1);
      await restarted.stop();
      await assert.rejects(queue.addDelivery({ jobId: 'job_lost', priority: 0 }));
      await assert.rejects(queue.ping());
      await restarted.start();
      await waitFor('the queue', () => queue.ping().then(() => true));
      await queue.addDelivery({ jobId: 'job_after', priority: 0 });
      await waitFor('the delivery after the restart', () => consumer.jobs().includes('job_after'));
      await consumer.close();
      await queue.close();
    });

    test('is found by a consumer and a producer that started before it', async (t) => {
      await restarted.stop();
      const queue = makeRestarted();
      const consumer = collect(t, queue);
      await assert.rejects(queue.addDelivery({ jobId: 'job_lost', priority: 0 }));
      await restarted.start();
      await waitFor('the queue', () => queue.ping().then(() => true));
      await queue.addDelivery({ jobId: 'job_late', priority: 0 });
      await waitFor('the delivery', () => consumer.jobs().includes('job_late'));
      await consumer.close();
      await queue.close();
    });

    test('closes while its server is away', async (t) => {
      const queue = makeRestarted();
      const consumer = collect(t, queue);
      await queue.ping();
      await restarted.stop();
      await consumer.close(100);
      await queue.close();
      await restarted.start();
    });
  });
}

describe('the queue on redis', () => {
  const make = () =>
    createQueueBackend(testConfig({ ...SETTINGS, REDIS_URL: redis.url }), 'postgresql://unused', silentLogger);

  test('aborts a delivery that Redis has lost, and goes on with the next', async (t) => {
    const queue = make();
    let aborted = false;
    const consumer = collect(t, queue, async ({ jobId }, signal) => {
      if (jobId !== 'job_lost') return;
      await waitFor('the abort', () => signal.aborted);
      aborted = true;
    });
    await queue.addDelivery({ jobId: 'job_lost', priority: 0 });
    await waitFor('the delivery', () => consumer.seen.length === 1);
    await redis.run('FLUSHALL');
    await waitFor('the abort', () => aborted);
    await queue.addDelivery({ jobId: 'job_next', priority: 0 });
    await waitFor('the next', () => consumer.jobs().includes('job_next'));
    await consumer.close();
    await queue.close();
  });

  test('is not ready while Redis may evict keys', async () => {
    const queue = make();
    await queue.ping();
    await redis.run('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    await assert.rejects(queue.ping(), { code: 'unavailable', message: /noeviction \(it is allkeys-lru\)/ });
    await redis.run('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await queue.ping();
    await queue.close();
  });
});

describe('the queue on postgres', () => {
  test('outlives connections that Postgres cuts while it looks for its tables', async (t) => {
    const address = await createTestDatabase();
    const administrator = new pg.Client({ connectionString: address });
    await administrator.connect();
    t.after(() => administrator.end());
    const queue = createQueueBackend(testConfig(SETTINGS), address, silentLogger);
    const consumers = Array.from({ length: 20 }, () => collect(t, queue));
    let cut = 0;
    await waitFor('connections that were cut', async () => {
      const { rowCount } = await administrator.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'fitserve queue' AND datname = current_database()`,
      );
      cut += rowCount ?? 0;
      return cut >= 40;
    });
    await waitFor('the queue', () => queue.ping().then(() => true));
    await queue.addDelivery({ jobId: 'job_a', priority: 0 });
    await waitFor('the delivery', () => consumers.some((consumer) => consumer.jobs().includes('job_a')));
    await Promise.all(consumers.map((consumer) => consumer.close()));
    await queue.close();
  });
});
