import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../../src/database/client.js';
import { openNotifications } from '../../src/database/notifications.js';
import { JobFeed } from '../../src/jobs/job-feed.js';
import { openJobWatch } from '../../src/jobs/job-watch.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { waitFor } from '../support/wait-for.js';
import { epochRecord } from './epochs.js';
import { jobApp } from './job-app.js';

const EPOCHS = 40;
const api = await jobApp();

/** What an API process has of its own: connections, and the events that its clients follow. */
async function instance(): Promise<JobFeed> {
  const database = openDatabase(testConfig(), api.database.connectionString, silentLogger);
  const notifications = openNotifications(database.connectionString, 5_000, silentLogger);
  const watch = await openJobWatch(notifications);
  atEnd(async () => {
    watch.close();
    await notifications.close();
    await database.close();
  });
  return new JobFeed(database.pool, watch, silentLogger);
}

const [one, other] = [await instance(), await instance()];

test('a client that goes from one API process to another and back has every event once and in order', async () => {
  const id = await api.fit({ epochs: EPOCHS });
  const seen: number[] = [];
  let isOver = false;
  const client = (async () => {
    for (let connection = 0; !isOver; connection++) {
      const cut = new AbortController();
      const feed = connection % 2 === 0 ? one : other;
      let taken = 0;
      for await (const event of feed.follow(id, seen.at(-1) ?? 0, cut.signal)) {
        if (!('id' in event)) continue;
        seen.push(event.id);
        isOver = event.type === 'status' && event.data.status === 'succeeded';
        taken += 1;
        // Cut after one event, two, three, ...: the rest of what this process had for it is not taken.
        if (taken > connection % 7) break;
      }
      cut.abort();
    }
  })();
  const { attempt } = await api.claim(id);
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    await api.store.recordEpoch(id, attempt, await epochRecord(epoch, EPOCHS));
  }
  await api.store.finish(id, attempt, { kind: 'succeeded', finalEpoch: EPOCHS });
  await client;
  // queued, running, an epoch and a checkpoint each, succeeded.
  assert.deepEqual(
    seen,
    Array.from({ length: 3 + 2 * EPOCHS }, (_, index) => index + 1),
  );
});

test('500 listeners to 50 jobs hold no connection, and all hear the end of theirs', async () => {
  const jobs = await Promise.all(Array.from({ length: 50 }, () => api.fit()));
  const never = new AbortController();
  const last = Array.from({ length: 500 }, () => '');
  const heard = last.map(async (_, listener) => {
    for await (const event of one.follow(jobs[listener % 50] ?? '', 0, never.signal)) {
      if (event.type === 'status') last[listener] = event.data.status;
    }
  });
  await waitFor('all to listen', () => last.every((status) => status === 'queued'));
  // That of the test's app, and one of each instance.
  assert.equal(await connections("application_name = 'fitserve notifications'"), 3);
  // What looks after the jobs asks now and then, and so do Postgres's own processes, which are no connections.
  await waitFor('a moment without a query', async () => (await connections("state <> 'idle'")) === 0);
  for (const id of jobs) await api.send('POST', `/v1/jobs/${id}/cancel`);
  await Promise.all(heard);
  assert.ok(last.every((status) => status === 'cancelled'));
});

/** Connections to the test's database, other than the one that asks. @param condition in SQL, over pg_stat_activity. */
async function connections(condition: string): Promise<number> {
  const { rows } = await api.database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND ${condition}`,
  );
  return rows[0]?.count ?? Number.NaN;
}
