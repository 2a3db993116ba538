import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { openNotifications } from '../../src/database/notifications.js';
import { signatureOf } from '../../src/webhooks/signature.js';
import { startWebhookDispatcher, type WebhookDispatcher } from '../../src/webhooks/webhook-dispatcher.js';
import { WebhookRepository } from '../../src/webhooks/webhook-repository.js';
import { newWebhookSchema } from '../../src/webhooks/webhook-schemas.js';
import { jobApp } from '../jobs/job-app.js';
import { silentLogger, testConfig } from '../support/config.js';
import { waitFor } from '../support/wait-for.js';
import { startReceiver } from './receiver.js';

const app = await jobApp();
const { database } = app;
const repository = new WebhookRepository(database);

async function withDispatchers(
  work: () => Promise<void>,
  { retryDelaysS = [0, 0], count = 1, timeoutMs = 10_000 } = {},
): Promise<void> {
  const config = testConfig({ WEBHOOK_PRIVATE_ADDRESSES: 'true', WEBHOOK_TIMEOUT_MS: String(timeoutMs) });
  const notifications = openNotifications(database.connectionString, 5_000, silentLogger);
  const dispatchers: WebhookDispatcher[] = Array.from({ length: count }, () =>
    startWebhookDispatcher({ database, notifications, logger: silentLogger, config, retryDelaysS }),
  );
  try {
    await work();
  } finally {
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()));
    await notifications.close();
    await database.pool.query('DELETE FROM webhooks');
  }
}

function webhook(url: string, events?: readonly string[]) {
  return repository.create(app.projectId, newWebhookSchema.parse({ url, ...(events && { events }) }));
}

function deliveries(id: string) {
  return repository.deliveries(app.projectId, id, { limit: 100 });
}

const settled = (id: string, count: number) =>
  waitFor('the deliveries to be through', async () => {
    const found = await deliveries(id);
    return found.length === count && found.every(({ status }) => status !== 'waiting') ? found : undefined;
  });

test('a webhook hears of the statuses that it asked for, in order and signed with its secret', async () => {
  const receiver = await startReceiver();
  await withDispatchers(async () => {
    const { id, secret } = await webhook(receiver.url, ['job.queued', 'job.running', 'job.cancelled']);
    const job = await app.fit();
    await app.claim(job);
    await app.send('POST', `/v1/jobs/${job}/cancel`);
    await settled(id, 2);
    const told = receiver.received.map(({ body }) => JSON.parse(body));
    assert.deepEqual(
      told.map(({ type, data }) => [type, data.id, data.status, data.attempts]),
      [
        ['job.queued', job, 'queued', 0],
        ['job.running', job, 'running', 1],
      ],
    );
    for (const { headers, body } of receiver.received) {
      const content = {
        id: String(headers['webhook-id']),
        timestamp: Number(headers['webhook-timestamp']),
        body,
      };
      assert.equal(headers['webhook-signature'], signatureOf(secret.replace('whsec_', ''), content));
    }
  });
});

test('what was not taken is tried again until it is, and each try is counted', async () => {
  let tries = 0;
  const receiver = await startReceiver((_, response) => response.writeHead(++tries < 3 ? 500 : 200).end());
  await withDispatchers(async () => {
    const { id } = await webhook(receiver.url, ['job.queued']);
    await app.fit();
    const [delivery] = await settled(id, 1);
    assert.deepEqual(
      [delivery?.status, delivery?.attempts, delivery?.answered, delivery?.error, delivery?.next_at],
      ['delivered', 3, 200, null, null],
    );
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
  });
});

test('an address that never takes it fails the delivery, and a redelivery begins anew', async () => {
  let status = 410;
  const receiver = await startReceiver((_, response) => response.writeHead(status).end());
  await withDispatchers(async () => {
    const { id } = await webhook(receiver.url, ['job.queued']);
    await app.fit();
    const [failed] = await settled(id, 1);
    assert.deepEqual(
      [failed?.status, failed?.attempts, failed?.answered, failed?.error],
      ['failed', 3, 410, 'the address answered 410'],
    );
    status = 204;
    await repository.redeliver(app.projectId, id, failed?.id ?? '');
    const [delivered] = await settled(id, 1);
    assert.deepEqual([delivered?.status, delivered?.attempts, delivered?.answered], ['delivered', 1, 204]);
  });
});

test('between two tries it waits, longer each time', async () => {
  const receiver = await startReceiver((_, response) => response.writeHead(503).end());
  const waits: number[] = [];
  for (const retryDelaysS of [[100], [1000]]) {
    await withDispatchers(
      async () => {
        const { id } = await webhook(receiver.url, ['job.queued']);
        await app.fit();
        const { next_at, created_at } = await waitFor('the first try', async () =>
          (await deliveries(id)).find(({ answered }) => answered === 503),
        );
        waits.push((Date.parse(next_at ?? '') - Date.parse(created_at)) / 1000);
      },
      { retryDelaysS },
    );
  }
  const [short = 0, long = 0] = waits;
  assert.ok(short >= 100 && short < 200, String(short));
  assert.ok(long >= 1000 && long < 1300, String(long));
});

test('of several dispatchers one tells each event', async () => {
  const receiver = await startReceiver();
  await withDispatchers(
    async () => {
      const { id } = await webhook(receiver.url, ['job.queued']);
      for (let job = 0; job < 10; job++) await app.fit();
      await settled(id, 10);
      assert.equal(receiver.received.length, 10);
      assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 10);
    },
    { count: 3 },
  );
});

test('an address that hangs does not hold up another one', async () => {
  const held: ServerResponse[] = [];
  let hangs = true;
  const hanging = await startReceiver((_, response) => {
    if (hangs) held.push(response);
    else response.writeHead(204).end();
  });
  const prompt = await startReceiver();
  await withDispatchers(
    async () => {
      const slow = await webhook(hanging.url, ['job.queued']);
      const quick = await webhook(prompt.url, ['job.queued']);
      for (let job = 0; job < 3; job++) await app.fit();
      await settled(quick.id, 3);
      assert.deepEqual(
        (await deliveries(slow.id)).map(({ status, attempts }) => [status, attempts]),
        [
          ['waiting', 0],
          ['waiting', 0],
          ['waiting', 1],
        ],
      );
      hangs = false;
      for (const response of held) response.writeHead(204).end();
    },
    { timeoutMs: 60_000 },
  );
});

test('a delivery that a process took and died with is told by another one', async () => {
  const receiver = await startReceiver();
  const { id } = await webhook(receiver.url, ['job.queued']);
  await app.fit();
  // As a process leaves it that was killed after it had taken the delivery, once its time is over.
  await database.pool.query(`UPDATE webhook_deliveries SET attempts = 1, next_at = now() - interval '1 s'`);
  await withDispatchers(async () => {
    const [delivery] = await settled(id, 1);
    assert.deepEqual([delivery?.status, delivery?.attempts], ['delivered', 2]);
  });
});

test('a change that is rolled back is told to nobody', async () => {
  const receiver = await startReceiver();
  const { id } = await webhook(receiver.url, ['job.queued']);
  const refused = await app.send('POST', `/v1/models/${await app.addModel()}/fit`, { dataset: 'dst_nobody' });
  assert.equal(refused.statusCode, 404);
  assert.deepEqual(await deliveries(id), []);
  await database.pool.query('DELETE FROM webhooks');
});
