import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newId } from '../../src/ids.js';
import { type JobStatus, jobSchema } from '../../src/jobs/job-schemas.js';
import { epochRecord } from './epochs.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const { store } = api;

type Command = 'cancel' | 'pause' | 'resume';
/** A state that a job can be brought into: its status, what was asked of it, or a worker that has gone silent. */
type State = JobStatus | 'running, to be paused' | 'running, to be cancelled' | 'abandoned';

async function jobIn(state: State): Promise<string> {
  const id = await api.fit({ epochs: 4 });
  if (state === 'queued') return id;
  await store.claim(id, 'worker', state === 'abandoned' ? 1 : 60_000);
  await store.recordEpoch(id, 1, await epochRecord(1, 4));
  switch (state) {
    case 'running':
      return id;
    case 'abandoned':
      await new Promise((resolve) => setTimeout(resolve, 10));
      return id;
    case 'running, to be paused':
      await api.send('POST', `/v1/jobs/${id}/pause`);
      return id;
    case 'running, to be cancelled':
      await api.send('POST', `/v1/jobs/${id}/cancel`);
      return id;
    case 'paused':
      await api.send('POST', `/v1/jobs/${id}/pause`);
      await store.finish(id, 1, { kind: 'paused' });
      return id;
    case 'cancelled':
      await store.finish(id, 1, { kind: 'cancelled' });
      return id;
    case 'succeeded':
      await store.finish(id, 1, { kind: 'succeeded', finalEpoch: 1 });
      return id;
    case 'failed':
      await store.finish(id, 1, { kind: 'failed', code: 'nan_loss', detail: 'The loss is NaN.' });
      return id;
  }
}

/** What is answered: the HTTP status, the job's status and stop request; how many events and outbox rows are added. */
type Expected = readonly [
  code: number,
  status: JobStatus,
  stop: 'pause' | 'cancel' | null,
  events: number,
  outbox: number,
];

const TABLE: Readonly<Record<State, Readonly<Record<Command, Expected>>>> = {
  queued: {
    cancel: [200, 'cancelled', null, 1, 0],
    pause: [200, 'paused', null, 1, 0],
    resume: [200, 'queued', null, 0, 0],
  },
  running: {
    cancel: [202, 'running', 'cancel', 1, 0],
    pause: [202, 'running', 'pause', 1, 0],
    resume: [200, 'running', null, 0, 0],
  },
  'running, to be paused': {
    cancel: [202, 'running', 'cancel', 1, 0],
    pause: [202, 'running', 'pause', 0, 0],
    resume: [200, 'running', null, 1, 0],
  },
  'running, to be cancelled': {
    cancel: [202, 'running', 'cancel', 0, 0],
    pause: [409, 'running', 'cancel', 0, 0],
    resume: [409, 'running', 'cancel', 0, 0],
  },
  abandoned: {
    cancel: [200, 'cancelled', null, 1, 0],
    pause: [200, 'paused', null, 1, 0],
    resume: [200, 'running', null, 0, 0],
  },
  paused: {
    cancel: [200, 'cancelled', null, 1, 0],
    pause: [200, 'paused', null, 0, 0],
    resume: [200, 'queued', null, 1, 1],
  },
  succeeded: {
    cancel: [409, 'succeeded', null, 0, 0],
    pause: [409, 'succeeded', null, 0, 0],
    resume: [409, 'succeeded', null, 0, 0],
  },
  failed: {
    cancel: [409, 'failed', null, 0, 0],
    pause: [409, 'failed', null, 0, 0],
    resume: [200, 'queued', null, 1, 1],
  },
  cancelled: {
    cancel: [200, 'cancelled', null, 0, 0],
    pause: [409, 'cancelled', null, 0, 0],
    resume: [200, 'queued', null, 1, 1],
  },
};

describe('a job that is', () => {
  const states = Object.keys(TABLE).filter((state): state is State => Object.hasOwn(TABLE, state));
  for (const state of states) {
    for (const command of ['cancel', 'pause', 'resume'] as const) {
      const [code, status, stop, events, outbox] = TABLE[state][command];
      it(`${state}, asked to ${command}: ${code}, ${status}`, async () => {
        const id = await jobIn(state);
        const before = await api.rows(id);
        const answer = await api.send('POST', `/v1/jobs/${id}/${command}`);
        assert.equal(answer.statusCode, code, answer.body);
        if (code === 409) {
          assert.equal(answer.json().code, 'wrong_job_state');
          assert.match(answer.json().detail, new RegExp(`is ${status}`));
        } else {
          assert.equal(answer.json().status, status);
        }
        const job = jobSchema.parse((await api.send('GET', `/v1/jobs/${id}`)).json());
        assert.deepEqual([job.status, job.stop_requested], [status, stop]);
        assert.equal(job.finished_at !== null, ['succeeded', 'failed', 'cancelled'].includes(status));
        assert.deepEqual(await api.rows(id), {
          ...before,
          events: before.events + events,
          outbox: before.outbox + outbox,
        });
      });
    }
  }
});

describe('a resumed job', () => {
  it('has forgotten its error and goes on from its last checkpoint', async () => {
    const id = await jobIn('failed');
    const job = jobSchema.parse((await api.send('POST', `/v1/jobs/${id}/resume`)).json());
    assert.deepEqual([job.error, job.finished_at, job.attempts, job.progress.epoch], [null, null, 1, 1]);
    assert.equal(job.progress.eta_s, null);
    const claimed = await store.claim(id, 'other', 60_000);
    assert.deepEqual([claimed?.attempt, claimed?.latest?.epoch, claimed?.infrastructureFailures], [2, 1, 0]);
  });

  it('whose dataset has been deleted is refused', async () => {
    for (const column of ['dataset_id', 'validation_dataset_id']) {
      const id = await api.fit({ validation_dataset: await api.addDataset() });
      await api.send('POST', `/v1/jobs/${id}/cancel`);
      await api.database.pool.query(`DELETE FROM datasets WHERE id = (SELECT ${column} FROM jobs WHERE id = $1)`, [id]);
      const answer = await api.send('POST', `/v1/jobs/${id}/resume`);
      assert.deepEqual([answer.statusCode, answer.json().code], [409, 'dataset_deleted']);
    }
  });

  it('is put into the queue once by ten requests at once', async () => {
    const id = await jobIn('paused');
    const before = await api.rows(id);
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.send('POST', `/v1/jobs/${id}/resume`)));
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      Array(10).fill(200),
    );
    assert.deepEqual(await api.rows(id), { ...before, events: before.events + 1, outbox: before.outbox + 1 });
  });
});

describe('a job is looked at', () => {
  it('by its project only', async () => {
    const id = await api.fit();
    const { authorization } = await api.foreigner();
    const calls = [
      ['GET', ''],
      ['GET', '/history'],
      ['GET', '/events'],
      ['GET', '/checkpoints'],
      ['GET', '/checkpoints/1'],
      ['GET', '/checkpoints/latest/download'],
      ['GET', '/checkpoints/latest/weights.bin'],
      ['POST', '/cancel'],
      ['POST', '/pause'],
      ['POST', '/resume'],
    ] as const;
    for (const [method, path] of calls) {
      const answers = [
        await api.send(method, `/v1/jobs/${id}${path}`, undefined, { authorization }),
        await api.send(method, `/v1/jobs/${newId('job')}${path}`),
        await api.send(method, `/v1/jobs/toString${path}`),
      ];
      for (const answer of answers) {
        assert.deepEqual([answer.statusCode, answer.json().code], [404, 'job_not_found'], `${method} ${path}`);
      }
    }
    const list = await api.send('GET', '/v1/jobs', undefined, { authorization });
    assert.deepEqual(list.json(), { data: [], has_more: false });
    assert.equal((await api.row(id)).status, 'queued');
  });

  it('again only when something has changed', async () => {
    const id = await api.fit();
    const first = await api.send('GET', `/v1/jobs/${id}`);
    const etag = String(first.headers.etag);
    assert.equal(first.headers['retry-after'], '1');
    const same = await api.send('GET', `/v1/jobs/${id}`, undefined, { 'if-none-match': etag });
    assert.deepEqual([same.statusCode, same.body, same.headers.etag], [304, '', etag]);
    await store.claim(id, 'worker', 60_000);
    const changed = await api.send('GET', `/v1/jobs/${id}`, undefined, { 'if-none-match': etag });
    assert.deepEqual([changed.statusCode, changed.json().status], [200, 'running']);
    await store.finish(id, 1, { kind: 'succeeded', finalEpoch: 1 });
    const ended = await api.send('GET', `/v1/jobs/${id}`);
    assert.equal(ended.headers['retry-after'], undefined);
    assert.notEqual(ended.headers.etag, changed.headers.etag);
    assert.equal(ended.json().progress.eta_s, 0);
  });

  it('in lists, newest first, by status and by model', async () => {
    const { authorization, projectId } = await api.foreigner();
    const own = { authorization };
    const [model, other] = [await api.addModel({ projectId }), await api.addModel({ projectId })];
    const dataset = await api.addDataset({ projectId });
    const ids: string[] = [];
    for (const of of [model, model, other, model]) {
      ids.unshift((await api.send('POST', `/v1/models/${of}/fit`, { dataset }, own)).json().id);
    }
    await api.send('POST', `/v1/jobs/${ids[3]}/cancel`, undefined, own);
    const list = async (query: string) => {
      const answer = await api.send('GET', `/v1/jobs${query}`, undefined, own);
      assert.equal(answer.statusCode, 200, answer.body);
      return [answer.json().data.map((job: { id: string }) => ids.indexOf(job.id)), answer.json().has_more];
    };
    assert.deepEqual(await list(''), [[0, 1, 2, 3], false]);
    assert.deepEqual(await list('?limit=2'), [[0, 1], true]);
    assert.deepEqual(await list(`?limit=2&after=${ids[1]}`), [[2, 3], false]);
    assert.deepEqual(await list(`?model=${other}`), [[1], false]);
    assert.deepEqual(await list('?status=cancelled'), [[3], false]);
    assert.deepEqual(await list(`?status=queued&model=${model}&limit=1`), [[0], true]);
    for (const query of ['?status=done', '?model=', '?model=x', '?limit=0', '?after=1', '?state=queued']) {
      assert.equal((await api.send('GET', `/v1/jobs${query}`, undefined, own)).statusCode, 422, query);
    }
  });
});
