import { z } from 'zod';
import { type Database, withTransaction } from '../../database/client.js';
import type { Queryable } from '../../database/sql.js';
import type { WeightsRef } from '../trained-model-repository.js';
import { RUN_KINDS } from './run-schemas.js';

const claimedSchema = z.object({
  id: z.string(),
  project_id: z.string(),
  kind: z.enum(RUN_KINDS),
  dataset_id: z.string(),
  job_id: z.string(),
  epoch: z.int(),
  request: z.unknown(),
  attempt: z.int(),
  cancel_requested: z.boolean(),
  infrastructure_failures: z.int(),
});

/** A run that this attempt may write, and what it is to do. */
export interface ClaimedRun {
  readonly id: string;
  readonly projectId: string;
  readonly kind: (typeof RUN_KINDS)[number];
  readonly dataset: string;
  readonly weights: WeightsRef;
  readonly request: unknown;
  /** The number that every write carries. */
  readonly attempt: number;
  readonly cancelRequested: boolean;
  /** Failures of the infrastructure since the run last came forward, a lease that ran out before this claim included. */
  readonly infrastructureFailures: number;
}

/** A piece of a file that is made in pieces; see InferenceRunPart of the schema. */
export interface RunPart {
  readonly index: number;
  readonly rows: number;
  readonly written: number;
  readonly bytes: Uint8Array;
  readonly meta?: unknown;
}

export type StoredPart = Omit<RunPart, 'bytes'> & { readonly sizeBytes: number };

export type RunOutcome =
  | { readonly kind: 'succeeded'; readonly figures?: unknown; readonly result: unknown }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string }
  | { readonly kind: 'cancelled' }
  /** Back to those that wait: the worker stops, or the infrastructure has failed. */
  | { readonly kind: 'released'; readonly hasFailed: boolean; readonly retryInMs: number };

/** Condition of every write of an attempt, by the run's id and the attempt's number: nobody else has taken the run since. */
const FENCE = `id = $1 AND attempt = $2 AND status = 'running'`;

const partSchema = z.object({
  index: z.int(),
  rows: z.int(),
  written: z.int(),
  meta: z.unknown(),
  size_bytes: z.int(),
});

/** The attempts' way to the database. Writes answer whether the claim still held; where it did not, nothing was written. */
export class RunStore {
  readonly #pool: Database['pool'];

  constructor({ pool }: Pick<Database, 'pool'>) {
    this.#pool = pool;
  }

  /**
   * Takes the run whose turn it is: one that waits, or whose worker has gone silent. Projects take turns: that with the fewest
   * runs under way comes first, then that which was served longest ago.
   */
  async claim(workerId: string, leaseMs: number): Promise<ClaimedRun | null> {
    const { rows } = await this.#pool.query(
      `WITH due AS (
         SELECT id, project_id FROM inference_runs
         WHERE (status = 'queued' AND (not_before IS NULL OR not_before <= clock_timestamp()))
           OR (status = 'running' AND lease_until < clock_timestamp())
       ), turn AS (
         SELECT project_id, (SELECT count(*) FROM inference_runs run WHERE run.project_id = due.project_id
             AND status = 'running' AND lease_until >= clock_timestamp()) AS running,
           (SELECT max(started_at) FROM inference_runs run WHERE run.project_id = due.project_id) AS served
         FROM due GROUP BY project_id
       ), next AS (
         SELECT run.id FROM inference_runs run JOIN due USING (id) JOIN turn ON turn.project_id = run.project_id
         ORDER BY turn.running, turn.served NULLS FIRST, run.id LIMIT 1 FOR NO KEY UPDATE OF run SKIP LOCKED
       )
       UPDATE inference_runs run SET status = 'running', attempt = attempt + 1, worker_id = $1, not_before = NULL,
         lease_until = clock_timestamp() + make_interval(secs => $2), started_at = COALESCE(started_at, clock_timestamp()),
         infrastructure_failures = infrastructure_failures + CASE status WHEN 'running' THEN 1 ELSE 0 END,
         version = version + 1
       FROM next WHERE run.id = next.id
         AND (run.status = 'queued' OR (run.status = 'running' AND run.lease_until < clock_timestamp()))
       RETURNING run.id, project_id, kind, dataset_id, job_id, epoch, request, attempt, cancel_requested,
         infrastructure_failures`,
      [workerId, leaseMs / 1000],
    );
    if (rows[0] === undefined) return null;
    const run = claimedSchema.parse(rows[0]);
    return {
      id: run.id,
      projectId: run.project_id,
      kind: run.kind,
      dataset: run.dataset_id,
      weights: { job: run.job_id, epoch: run.epoch },
      request: run.request,
      attempt: run.attempt,
      cancelRequested: run.cancel_requested,
      infrastructureFailures: run.infrastructure_failures,
    };
  }

  /** Makes the lease last `leaseMs` from now, and tells whether the run is to stop. */
  async heartbeat(id: string, attempt: number, leaseMs: number) {
    const { rows } = await this.#pool.query<{ cancel_requested: boolean }>(
      `UPDATE inference_runs SET lease_until = clock_timestamp() + make_interval(secs => $3) WHERE ${FENCE}
       RETURNING cancel_requested`,
      [id, attempt, leaseMs / 1000],
    );
    return {
      held: rows.length > 0,
      stopRequested: rows[0]?.cancel_requested ? ('cancel' as const) : null,
    };
  }

  /** Shows how many rows are done. */
  async recordProgress(id: string, attempt: number, rowsDone: number): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `UPDATE inference_runs SET rows_done = LEAST(rows, $3), version = version + 1 WHERE ${FENCE}`,
      [id, attempt, rowsDone],
    );
    return rowCount === 1;
  }

  /** The parts that attempts before this one have stored, in order. */
  async parts(id: string): Promise<StoredPart[]> {
    const { rows } = await this.#pool.query(
      `SELECT index, rows, written, meta, octet_length(bytes) AS size_bytes FROM inference_run_parts
       WHERE run_id = $1 ORDER BY index`,
      [id],
    );
    return rows.map((row) => {
      const { size_bytes, ...part } = partSchema.parse(row);
      return { ...part, sizeBytes: size_bytes };
    });
  }

  /** Stores the next part; one that is there already stays as it is. The run has come forward: its failures count from 0 again. */
  recordPart(id: string, attempt: number, part: RunPart): Promise<boolean> {
    return withTransaction(this.#pool, async (client) => {
      const { rowCount } = await client.query(
        `UPDATE inference_runs SET infrastructure_failures = 0, version = version + 1,
           rows_done = LEAST(rows, $3 + (SELECT COALESCE(sum(rows), 0) FROM inference_run_parts WHERE run_id = $1 AND index < $4))
         WHERE ${FENCE}`,
        [id, attempt, part.rows, part.index],
      );
      if (rowCount === 0) return false;
      await insertPart(client, id, part);
      return true;
    });
  }

  /** Ends the attempt. @param last a part that belongs to a run that has succeeded. */
  finish(id: string, attempt: number, outcome: RunOutcome, last?: RunPart): Promise<boolean> {
    return withTransaction(this.#pool, async (client) => {
      const { set, values } = endingOf(outcome);
      const { rowCount } = await client.query(
        `UPDATE inference_runs SET ${set}, lease_until = NULL, worker_id = NULL, version = version + 1 WHERE ${FENCE}`,
        [id, attempt, ...values],
      );
      if (rowCount === 0) return false;
      if (last) await insertPart(client, id, last);
      // Half a file is of no use to anybody.
      if (outcome.kind === 'failed' || outcome.kind === 'cancelled') {
        await client.query('DELETE FROM inference_run_parts WHERE run_id = $1', [id]);
      }
      return true;
    });
  }
}

const OVER = 'cancel_requested = false, finished_at = clock_timestamp()';

/** What an ending writes, with values from $3 on. */
function endingOf(outcome: RunOutcome): { readonly set: string; readonly values: unknown[] } {
  switch (outcome.kind) {
    case 'succeeded': {
      const values = [outcome.figures, outcome.result].map((value) =>
        value === undefined ? null : JSON.stringify(value),
      );
      return { set: `status = 'succeeded', rows_done = rows, figures = $3, result = $4, ${OVER}`, values };
    }
    case 'failed': {
      const { code, detail } = outcome;
      return { set: `status = 'failed', error = $3, ${OVER}`, values: [JSON.stringify({ code, detail })] };
    }
    case 'cancelled':
      return { set: `status = 'cancelled', ${OVER}`, values: [] };
    case 'released':
      // Nobody works at it any more, so that what was asked for is done at once.
      return {
        set: `status = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'queued' END::"InferenceRunStatus",
              finished_at = CASE WHEN cancel_requested THEN clock_timestamp() END, cancel_requested = false,
              infrastructure_failures = infrastructure_failures + $3,
              not_before = CASE WHEN $4::float8 > 0 THEN clock_timestamp() + make_interval(secs => $4) END`,
        values: [outcome.hasFailed ? 1 : 0, outcome.retryInMs / 1000],
      };
  }
}

async function insertPart(
  client: Queryable,
  id: string,
  { index, rows, written, bytes, meta }: RunPart,
): Promise<void> {
  await client.query(
    `INSERT INTO inference_run_parts (run_id, index, rows, written, bytes, meta) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [id, index, rows, written, bytes, meta === undefined ? null : JSON.stringify(meta)],
  );
}
