import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Cluster } from './cluster.js';

const jobSchema = z.object({
  id: z.string(),
  status: z.enum(['queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled']),
  attempts: z.int(),
  error: z.object({ code: z.string(), detail: z.string() }).nullable(),
  progress: z.object({ epoch: z.int(), epochs: z.int(), fraction: z.number(), eta_s: z.number().nullable() }),
  queue: z.object({ position: z.int().nullable(), eta_s: z.number().nullable() }).nullable(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
});
export type DrillJob = z.infer<typeof jobSchema>;

const idSchema = z.object({ id: z.string() });
const historySchema = z.object({ epoch: z.array(z.int()) });
const checkpointsSchema = z.object({ data: z.array(z.object({ epoch: z.int(), sha256: z.string() })) });

/** A request whose server dies is free again after 15 s; the next server may die under it as well. */
const PATIENCE_MS = 600_000;
const RETRY_MS = 100;

/** A client as it stands behind a load balancer: it asks any server that is there, again when one dies under its request. */
export class DrillClient {
  /** Answers that no retry should have been needed for: statuses of 500 and above but 503. */
  readonly faults: string[] = [];
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  async createDataset(body: object): Promise<string> {
    return idSchema.parse(await this.send('POST', '/v1/datasets', body)).id;
  }

  async createModel(body: object): Promise<string> {
    return idSchema.parse(await this.send('POST', '/v1/models', body)).id;
  }

  async fit(model: string, body: object): Promise<string> {
    return idSchema.parse(await this.send('POST', `/v1/models/${model}/fit`, body)).id;
  }

  async job(id: string): Promise<DrillJob> {
    return jobSchema.parse(await this.send('GET', `/v1/jobs/${id}`));
  }

  /** Polls until the job has ended. */
  async end(id: string, timeoutMs: number): Promise<DrillJob> {
    for (const deadline = Date.now() + timeoutMs; ; await sleep(RETRY_MS)) {
      const job = await this.job(id);
      if (job.status === 'succeeded' || job.status === 'failed' || job.status === 'cancelled') return job;
      if (Date.now() > deadline) throw new Error(`${id} is still ${job.status} after ${timeoutMs} ms`);
    }
  }

  /** Everything that a job leaves, without its times: equal for jobs that trained the same. */
  async remains(id: string): Promise<string> {
    const history: unknown = await this.send('GET', `/v1/jobs/${id}/history`);
    const { epoch } = historySchema.parse(history);
    const { data } = checkpointsSchema.parse(await this.send('GET', `/v1/jobs/${id}/checkpoints?limit=100`));
    const metrics = Object.entries(z.record(z.string(), z.unknown()).parse(history)).filter(
      ([key]) => key !== 'duration_s',
    );
    return JSON.stringify({ epoch, metrics, checkpoints: data.map((one) => [one.epoch, one.sha256]) });
  }

  /** Numbers of the events of a job that has ended, as a client hears them that goes on after the last one where its stream ends. */
  async events(id: string): Promise<number[]> {
    const heard: number[] = [];
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(RETRY_MS)) {
      const after = String(heard.at(-1) ?? 0);
      const answer = await this.attempt('GET', `/v1/jobs/${id}/events`, undefined, { 'last-event-id': after });
      if (answer?.status !== 200) continue;
      heard.push(...[...answer.text.matchAll(/^id: ?(\d+)$/gm)].map((found) => Number(found[1])));
      if (/"status":"(succeeded|failed|cancelled)"/.test(answer.text)) return heard;
    }
    throw new Error(`the events of ${id} did not come to their end in ${PATIENCE_MS} ms`);
  }

  async send(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    return JSON.parse(await this.#request(method, path, body, randomUUID()));
  }

  /** Repeats what cannot have been done, or is safe to do again by its idempotency key. */
  async #request(method: string, path: string, body: object | undefined, idempotencyKey: string): Promise<string> {
    let last = 'no server was there';
    const answers = new Map<string, number>();
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(RETRY_MS)) {
      const answer = await this.attempt(
        method,
        path,
        body,
        method === 'POST' ? { 'idempotency-key': idempotencyKey } : {},
      );
      const kind = String(answer?.status ?? 'none');
      answers.set(kind, (answers.get(kind) ?? 0) + 1);
      if (answer === undefined) continue;
      if (answer.status < 300) return answer.text;
      last = `${answer.status} ${answer.text}`;
      const isBusy = answer.status === 503 || answer.status === 429;
      const isUnderWay = answer.status === 409 && answer.text.includes('request_in_progress');
      if (answer.status >= 500 && !isBusy) this.faults.push(`${method} ${path}: ${last}`);
      else if (!isBusy && !isUnderWay) throw new Error(`${method} ${path} was answered with ${last}`);
    }
    const each = [...answers].map(([kind, count]) => `${count} of ${kind}`).join(', ');
    throw new Error(`${method} ${path}: gave up after ${PATIENCE_MS} ms and ${each}; the last answer was ${last}`);
  }

  /** Asks one server, once; undefined when there is none, or when it died under the request. */
  async attempt(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; text: string } | undefined> {
    const there = this.#cluster.servers.filter(({ url, isLeaving }) => url !== undefined && !isLeaving);
    const server = there[Math.floor(Math.random() * there.length)];
    if (server?.url === undefined) return undefined;
    try {
      const answer = await fetch(new URL(path, server.url), {
        method,
        headers: {
          authorization: `Bearer ${this.#cluster.key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, text: await answer.text() };
    } catch (error) {
      // What fetch throws when the connection breaks, and nothing else.
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }
}
