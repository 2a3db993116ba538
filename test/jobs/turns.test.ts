import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createAttemptStore } from '../../src/jobs/attempt-repository.js';
import type { AttemptStore } from '../../src/trainer/attempt-store.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const { pool } = api.database;
const DONE = { kind: 'succeeded', finalEpoch: 1 } as const;
const [model, dataset] = [await api.addModel(), await api.addDataset()];

beforeEach(() => pool.query('DELETE FROM jobs'));

async function fit(priority = 0): Promise<string> {
  const answer = await api.send('POST', `/v1/models/${model}/fit`, { dataset, priority });
  assert.equal(answer.statusCode, 202, answer.body);
  return answer.json().id;
}

/** A job of another project. */
async function foreignFit(): Promise<string> {
  const { authorization, projectId } = await api.foreigner();
  const [foreignModel, foreignDataset] = [await api.addModel({ projectId }), await api.addDataset({ projectId })];
  const body = { dataset: foreignDataset };
  const answer = await api.send('POST', `/v1/models/${foreignModel}/fit`, body, { authorization });
  assert.equal(answer.statusCode, 202, answer.body);
  return answer.json().id;
}

/** What a worker does with a delivery: the job that it takes, by its claim. */
async function take(store: AttemptStore): Promise<string | null> {
  const id = await store.next('job_0');
  return id !== null && (await store.claim(id, 'worker', 60_000)) !== null ? id : null;
}

async function takeAll(store: AttemptStore): Promise<string[]> {
  const taken: string[] = [];
  for (let id = await take(store); id !== null; id = await take(store)) {
    taken.push(id);
    await store.finish(id, 1, DONE);
  }
  return taken;
}

async function place(id: string): Promise<unknown> {
  const { queue } = await api.look(id);
  return queue && [queue.position, queue.eta_s];
}

test('the higher priority is served first, and of the same the older job', async () => {
  const jobs = [await fit(), await fit(-5), await fit(7), await fit()];
  const [plain, low, high, later] = jobs;
  const places = await Promise.all(jobs.map(place));
  assert.deepEqual(
    places,
    [2, 4, 1, 3].map((position) => [position, null]),
  );
  assert.deepEqual(await takeAll(api.store), [high, plain, later, low]);
});

test('a project with one job does not wait for another with many', async () => {
  const many = [];
  for (let job = 0; job < 8; job++) many.push(await fit());
  const [first, second, third] = many;
  assert.equal(await take(api.store), first);
  const single = await foreignFit();
  assert.deepEqual(
    [await place(String(second)), await place(String(third))],
    [
      [2, null],
      [3, null],
    ],
  );
  assert.equal(await take(api.store), single);
  assert.equal(await take(api.store), second);
});

test('a project never has more jobs running than it may, however many workers try at once', async () => {
  const store = createAttemptStore(api.database, 2);
  const jobs = [];
  for (let job = 0; job < 6; job++) jobs.push(await fit());
  const claims = await Promise.all(jobs.map((id) => store.claim(id, 'worker', 60_000)));
  const running = claims.flatMap((claimed) => claimed?.jobId ?? []);
  assert.equal(running.length, 2);
  assert.equal(await store.next('job_0'), null);
  const other = await foreignFit();
  assert.equal(await store.next('job_0'), other);
});

test('a job that ends rings for the next of a project at its limit', async () => {
  const store = createAttemptStore(api.database, 1);
  const [first, second] = [await fit(), await fit()];
  assert.equal(await take(store), first);
  // Its delivery came while the project was at its limit, and was of no use.
  await pool.query('DELETE FROM outbox');
  assert.equal(await take(store), null);
  await store.finish(first, 1, DONE);
  assert.equal((await api.rows(second)).outbox, 1);
  assert.equal(await take(store), second);
});

test('a delivery of a job whose worker fell silent takes that job', async () => {
  const [abandoned, waiting] = [await fit(), await fit()];
  await api.claim(abandoned);
  await pool.query(`UPDATE jobs SET lease_until = now() - interval '1 second' WHERE id = $1`, [abandoned]);
  assert.equal(await api.store.next(abandoned), abandoned);
  assert.equal(await api.store.next(waiting), waiting);
});

test('a tag that was good for one place in the queue is not for another', async () => {
  const [first, second] = [await fit(), await fit()];
  const { etag } = (await api.send('GET', `/v1/jobs/${second}`)).headers;
  const held = { 'if-none-match': String(etag) };
  assert.equal((await api.send('GET', `/v1/jobs/${second}`, undefined, held)).statusCode, 304);
  await api.claim(first);
  const changed = await api.send('GET', `/v1/jobs/${second}`, undefined, held);
  assert.deepEqual([changed.statusCode, changed.json().queue.position], [200, 1]);
});
