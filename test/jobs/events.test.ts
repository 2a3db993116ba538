import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Queryable } from '../../src/database/sql.js';
import { JobFeed } from '../../src/jobs/job-feed.js';
import { silentLogger } from '../support/config.js';
import { waitFor } from '../support/wait-for.js';
import { epochRecord } from './epochs.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const { store } = api;
await api.app.listen({ port: 0, host: '127.0.0.1' });
const address = api.app.server.address();
assert.ok(address !== null && typeof address === 'object');
const base = `http://127.0.0.1:${address.port}`;

interface Received {
  readonly id?: number;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** A client of the stream: what it has received, and whether the server has ended it. */
class Client {
  readonly events: Received[] = [];
  status = 0;
  isEnded = false;
  readonly #abort = new AbortController();

  static async open(jobId: string, lastEventId?: number): Promise<Client> {
    const client = new Client();
    const answer = await fetch(`${base}/v1/jobs/${jobId}/events`, {
      headers: {
        authorization: api.authorization,
        ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
      },
      signal: client.#abort.signal,
    });
    client.status = answer.status;
    if (answer.status === 200) {
      assert.equal(answer.headers.get('content-type'), 'text/event-stream');
      void client.#read(answer).catch(() => undefined);
    }
    return client;
  }

  async #read(answer: Response): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const piece of answer.body ?? []) {
      text += decoder.decode(piece, { stream: true });
      for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
        this.#take(text.slice(0, end));
        text = text.slice(end + 2);
      }
    }
    this.isEnded = true;
  }

  #take(frame: string): void {
    const fields = new Map(frame.split('\n').map((line) => line.split(': ', 2) as [string, string]));
    const event = fields.get('event');
    const id = fields.get('id');
    if (event === undefined) return;
    const data = JSON.parse(frame.slice(frame.indexOf('data: ') + 'data: '.length));
    this.events.push({ event, data, ...(id === undefined ? {} : { id: Number(id) }) });
  }

  get ids(): number[] {
    return this.events.flatMap(({ id }) => (id === undefined ? [] : [id]));
  }

  get names(): string[] {
    return this.events.map(({ event, data }) => (event === 'status' ? String(data.status) : event));
  }

  cut(): void {
    this.#abort.abort();
  }
}

const open: Client[] = [];
async function listen(jobId: string, lastEventId?: number): Promise<Client> {
  const client = await Client.open(jobId, lastEventId);
  open.push(client);
  return client;
}
after(() => {
  for (const client of open) client.cut();
});

const counted = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the events of a job', () => {
  it('come live, numbered without gaps, and end after the last status', async () => {
    const id = await api.fit({ epochs: 2 });
    const client = await listen(id);
    await waitFor('the first event', () => client.ids.length === 1);
    await store.claim(id, 'worker', 60_000);
    await waitFor('the claim', () => client.ids.length === 2);
    const progress = { epoch: 1, epochs: 2, step: 3, steps: 10, fraction: 0.15, eta_s: 12.5 };
    await store.recordProgress(id, 1, progress, { loss: 0.5 });
    await waitFor('progress', () => client.events.some(({ event, data }) => event === 'progress' && data.step === 3));
    await store.recordEpoch(id, 1, await epochRecord(1, 2));
    await store.recordEpoch(id, 1, await epochRecord(2, 2));
    await store.finish(id, 1, { kind: 'succeeded', finalEpoch: 2 });
    await waitFor('the end', () => client.isEnded);
    assert.deepEqual(client.ids, counted(1, 7));
    const durable = client.events.filter(({ id: number }) => number !== undefined);
    const { sha256, ...checkpoint } = durable[3]?.data ?? {};
    assert.match(String(sha256), /^[0-9a-f]{64}$/);
    assert.deepEqual(
      durable.map(({ event }) => event),
      ['status', 'status', 'epoch', 'checkpoint', 'epoch', 'checkpoint', 'status'],
    );
    assert.deepEqual(durable[0]?.data, { status: 'queued', stop_requested: null, attempts: 0, error: null });
    assert.deepEqual(durable[2]?.data, {
      epoch: 1,
      epochs: 2,
      metrics: { loss: 1, accuracy: 0 },
      learning_rate: 0.5,
      duration_s: 2.5,
    });
    assert.deepEqual(checkpoint, { epoch: 1, size_bytes: 140, metrics: { loss: 1, accuracy: 0 } });
    assert.equal(durable[6]?.data.status, 'succeeded');
    const shown = client.events.find(({ event, data }) => event === 'progress' && data.step === 3);
    assert.deepEqual(shown?.data, { ...progress, metrics: { loss: 0.5 } });
    assert.equal(shown?.id, undefined);
  });

  it('are replayed to one that comes late, and nothing to one that has seen all', async () => {
    const id = await api.fit({ epochs: 1 });
    await store.claim(id, 'worker', 60_000);
    await store.recordEpoch(id, 1, await epochRecord(1, 1));
    await store.finish(id, 1, { kind: 'succeeded', finalEpoch: 1 });
    for (const [seen, rest] of [
      [undefined, counted(1, 5)],
      [0, counted(1, 5)],
      [3, [4, 5]],
      [4, [5]],
    ] as const) {
      const client = await listen(id, seen);
      await waitFor('the end', () => client.isEnded);
      assert.deepEqual(client.ids, rest);
    }
    assert.equal((await listen(id, 5)).status, 204);
    assert.equal((await listen(id, 99)).status, 204);
    for (const header of ['-1', 'x', '1.5', '1e3']) {
      const answer = await api.send('GET', `/v1/jobs/${id}/events`, undefined, { 'last-event-id': header });
      assert.equal(answer.statusCode, 400, header);
    }
  });

  it('go on after a job that failed was resumed', async () => {
    const id = await api.fit({ epochs: 1 });
    await store.claim(id, 'worker', 60_000);
    await store.finish(id, 1, { kind: 'failed', code: 'x', detail: 'x' });
    const before = await listen(id);
    await waitFor('the end', () => before.isEnded);
    await api.send('POST', `/v1/jobs/${id}/resume`);
    const after = await listen(id);
    await waitFor('four events', () => after.ids.length === 4);
    assert.equal(after.isEnded, false);
    await api.send('POST', `/v1/jobs/${id}/pause`);
    await waitFor('the pause', () => after.ids.length === 5);
    assert.equal(after.isEnded, false);
    await api.send('POST', `/v1/jobs/${id}/cancel`);
    await waitFor('the end', () => after.isEnded);
    assert.deepEqual(after.names, ['queued', 'running', 'failed', 'queued', 'paused', 'cancelled']);
  });

  it('come exactly once to listeners that are cut again and again while they are written', async () => {
    const epochs = 60;
    const id = await api.fit({ epochs });
    await store.claim(id, 'worker', 60_000);
    const writing = (async () => {
      for (let epoch = 1; epoch <= epochs; epoch++) {
        await store.recordEpoch(id, 1, await epochRecord(epoch, epochs));
        await store.recordProgress(
          id,
          1,
          { epoch, epochs, step: 1, steps: 2, fraction: 0.5, eta_s: 1 },
          { loss: epoch },
        );
      }
      await store.finish(id, 1, { kind: 'succeeded', finalEpoch: epochs });
    })();
    const last = 2 + 2 * epochs + 1;
    const follow = async (cutAfter: number) => {
      const seen: number[] = [];
      for (;;) {
        const client = await listen(id, seen.at(-1));
        if (client.status === 204) return seen;
        await waitFor('some events or the end', () => client.ids.length >= cutAfter || client.isEnded);
        client.cut();
        seen.push(...client.ids);
        if (client.isEnded && seen.at(-1) === last) return seen;
      }
    };
    const all = await Promise.all([3, 7, 10, 1_000].map(follow));
    await writing;
    for (const seen of all) assert.deepEqual(seen, counted(1, last));
  });

  it('end when the job is deleted', async () => {
    const id = await api.fit();
    const client = await listen(id);
    await waitFor('the first event', () => client.ids.length === 1);
    await api.database.pool.query('DELETE FROM jobs WHERE id = $1', [id]);
    await api.database.pool.query(`SELECT pg_notify('fitserve_job', $1)`, [id]);
    await waitFor('the end', () => client.isEnded);
  });
});

describe('the feed of a process', () => {
  /** A feed that counts what it asks of the database. */
  function countingFeed() {
    const queries: string[] = [];
    const database: Queryable = {
      query: (sql, values) => {
        queries.push(typeof sql === 'string' ? sql : sql.text);
        return api.database.pool.query(sql, values);
      },
    };
    return { feed: new JobFeed(database, api.watch, silentLogger), queries };
  }

  it('reads a change once for a hundred listeners, and nothing while nothing happens', async () => {
    const { feed, queries } = countingFeed();
    const id = await api.fit({ epochs: 1 });
    const seen = Array.from({ length: 100 }, () => [] as number[]);
    const stops = seen.map(() => new AbortController());
    const following = seen.map(async (ids, index) => {
      for await (const event of feed.follow(id, 0, stops[index]?.signal ?? AbortSignal.abort())) {
        if ('id' in event) ids.push(event.id);
      }
    });
    await waitFor('all to have the first event', () => seen.every((ids) => ids.length === 1));
    await waitFor('the reading to end', async () => {
      const queriesSoFar = queries.length;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return queries.length === queriesSoFar;
    });
    const before = queries.length;
    await store.claim(id, 'worker', 60_000);
    await waitFor('all to have the second', () => seen.every((ids) => ids.length === 2));
    assert.ok(queries.length - before <= 4, `${queries.length - before} queries`);
    for (const stop of stops) stop.abort();
    await Promise.all(following);
    assert.deepEqual(
      seen,
      Array.from({ length: 100 }, () => [1, 2]),
    );
  });

  it('lets one listener be slow without loss, and without keeping it all in memory', async () => {
    const { feed } = countingFeed();
    const id = await api.fit({ epochs: 1 });
    const events = 3_000;
    const stop = new AbortController();
    const slow = feed.follow(id, 0, stop.signal);
    const seen: number[] = [];
    const take = async () => {
      const { value } = await slow.next();
      if (value !== undefined && 'id' in value) seen.push(value.id);
    };
    await take();
    for (let done = 1; done < events; done += 500) {
      await api.database.pool.query(
        `WITH numbered AS (
           UPDATE jobs SET last_event_id = last_event_id + 500 WHERE id = $1 RETURNING last_event_id - 500 AS before
         ), told AS (
           INSERT INTO job_events (job_id, id, type, data)
           SELECT $1, before + n, 'status', '{"status":"queued","stop_requested":null,"attempts":0,"error":null}'
           FROM numbered, generate_series(1, 500) AS n
         ) SELECT pg_notify('fitserve_job', $1)`,
        [id],
      );
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    while (seen.length < events + 1) await take();
    assert.deepEqual(seen, counted(1, events + 1));
    stop.abort();
    await slow.return();
  });
});
