import type { Database } from '../../database/client.js';
import { withTransaction } from '../../database/client.js';
import { notify } from '../../database/notifications.js';
import type { Queryable } from '../../database/sql.js';
import { ConflictError, NotFoundError } from '../../errors.js';
import type { PageQuery } from '../../http/pagination.js';
import { isId, newId } from '../../ids.js';
import type { WeightsRef } from '../trained-model-repository.js';
import { type RunKind, type RunRow, type RunStatus, runRowSchema } from './run-schemas.js';

/** The newest that ended of each model and kind are kept; older ones make room for new ones. */
const KEPT_OF_MODEL = 1000;

const COLUMNS =
  'id, model_id, dataset_id, job_id, epoch, status, cancel_requested, request, rows, rows_done, figures, error, attempt, ' +
  'created_at, started_at, finished_at, version';

const NAMES = {
  evaluation: { id: 'evaluation', called: 'evaluation' },
  batch_prediction: { id: 'batchPrediction', called: 'batch prediction' },
} as const satisfies Record<RunKind, unknown>;

/** A run to be made, of weights on a dataset of `rows` rows. */
export interface NewRun {
  readonly weights: WeightsRef;
  readonly dataset: string;
  readonly rows: number;
  /** What the run remembers of what was asked for. */
  readonly request: unknown;
  /** What was found already, since a moment by `performance.now()`; left out, a worker has to find it. */
  readonly found?: { readonly figures: unknown; readonly result: unknown; readonly durationMs: number };
}

export interface RunQuery extends PageQuery {
  readonly dataset?: string | undefined;
  readonly job?: string | undefined;
  readonly status?: RunStatus | undefined;
}

/** The runs of one kind, in Postgres; every call names the project. */
export class RunRepository {
  readonly #pool: Database['pool'];
  readonly #kind: RunKind;

  constructor({ pool }: Pick<Database, 'pool'>, kind: RunKind) {
    this.#pool = pool;
    this.#kind = kind;
  }

  /**
   * Makes a run, which waits for a worker unless it has found everything already.
   * @throws {NotFoundError} when model or dataset were deleted meanwhile.
   */
  insert(projectId: string, modelId: string, run: NewRun): Promise<RunRow> {
    const id = newId(NAMES[this.#kind].id);
    const { weights, dataset, rows, request, found } = run;
    return withTransaction(this.#pool, async (client) => {
      await hold(client, 'models', projectId, modelId);
      // What waits for a worker needs its dataset; a deletion waits for this lock and then sees the run.
      if (!found) await hold(client, 'datasets', projectId, dataset);
      const inserted = await client.query(
        `INSERT INTO inference_runs (id, project_id, model_id, kind, dataset_id, job_id, epoch, request, rows, rows_done,
           status, figures, result, started_at, finished_at)
         VALUES ($1, $2, $3, $4::"InferenceRunKind", $5, $6, $7, $8, $9, CASE WHEN $10::float8 IS NULL THEN 0 ELSE $9 END,
           CASE WHEN $10 IS NULL THEN 'queued' ELSE 'succeeded' END::"InferenceRunStatus", $11, $12,
           clock_timestamp() - make_interval(secs => $10), CASE WHEN $10 IS NOT NULL THEN clock_timestamp() END)
         RETURNING ${COLUMNS}`,
        [
          id,
          projectId,
          modelId,
          this.#kind,
          dataset,
          weights.job,
          weights.epoch,
          JSON.stringify(request),
          rows,
          found === undefined ? null : found.durationMs / 1000,
          found === undefined ? null : JSON.stringify(found.figures),
          found === undefined ? null : JSON.stringify(found.result),
        ],
      );
      await this.#makeRoom(client, modelId);
      if (!found) await notify(client, 'fitserve_run', id);
      return runRowSchema.parse(inserted.rows[0]);
    });
  }

  /** A run and all that it found. @throws {NotFoundError} */
  async find(projectId: string, modelId: string, id: string): Promise<{ row: RunRow; result: unknown }> {
    const { rows } = isId(id)
      ? await this.#pool.query(`SELECT ${COLUMNS}, result FROM inference_runs WHERE ${OWN}`, [
          projectId,
          modelId,
          id,
          this.#kind,
        ])
      : { rows: [] };
    if (rows[0] === undefined) throw new NotFoundError(this.#kind, id);
    return { row: runRowSchema.parse(rows[0]), result: rows[0].result };
  }

  /** Newest first, one more than the limit where there are more. @throws {NotFoundError} for a model that is not the project's. */
  async list(projectId: string, modelId: string, query: RunQuery): Promise<RunRow[]> {
    await requireModel(this.#pool, projectId, modelId);
    const { rows } = await this.#pool.query(
      `SELECT ${COLUMNS} FROM inference_runs WHERE model_id = $1 AND kind = $2::"InferenceRunKind"
         AND ($3::text IS NULL OR id < $3) AND ($4::text IS NULL OR dataset_id = $4) AND ($5::text IS NULL OR job_id = $5)
         AND ($6::text IS NULL OR status = $6::"InferenceRunStatus")
       ORDER BY id DESC LIMIT $7`,
      [
        modelId,
        this.#kind,
        query.after ?? null,
        query.dataset ?? null,
        query.job ?? null,
        query.status ?? null,
        query.limit + 1,
      ],
    );
    return rows.map((row) => runRowSchema.parse(row));
  }

  /**
   * Cancels a run that waits, and asks the worker that has one to stop.
   * @returns the run as it then is. @throws {NotFoundError} {ConflictError} `wrong_run_state` for one that has ended otherwise.
   */
  async cancel(projectId: string, modelId: string, id: string): Promise<RunRow> {
    const { row } = await this.find(projectId, modelId, id);
    const { rows } = await this.#pool.query(
      `WITH changed AS (
         UPDATE inference_runs SET version = version + 1,
           status = CASE WHEN ${IS_FREE} THEN 'cancelled' ELSE status END,
           cancel_requested = NOT (${IS_FREE}),
           finished_at = CASE WHEN ${IS_FREE} THEN clock_timestamp() END,
           lease_until = CASE WHEN ${IS_FREE} THEN NULL ELSE lease_until END
         WHERE id = $1 AND status IN ('queued', 'running') RETURNING ${COLUMNS}
       ) SELECT changed.*, pg_notify('fitserve_run', id) FROM changed`,
      [id],
    );
    if (rows[0] !== undefined) return runRowSchema.parse(rows[0]);
    const { row: now } = await this.find(projectId, modelId, id);
    if (now.status === 'cancelled') return now;
    throw this.#wrongState(row.id, now.status, 'cancelled');
  }

  /** Deletes a run that has ended, with all that it found. @throws {NotFoundError} {ConflictError} `wrong_run_state` */
  async delete(projectId: string, modelId: string, id: string): Promise<void> {
    const { row } = await this.find(projectId, modelId, id);
    const { rowCount } = await this.#pool.query(
      `DELETE FROM inference_runs WHERE id = $1 AND status NOT IN ('queued', 'running')`,
      [id],
    );
    if (rowCount === 0) throw this.#wrongState(id, row.status, 'deleted; cancel it first');
  }

  #wrongState(id: string, status: RunStatus, wanted: string): ConflictError {
    const detail = `The ${NAMES[this.#kind].called} ${id} is ${status}; it cannot be ${wanted}.`;
    return new ConflictError('wrong_run_state', detail);
  }

  async #makeRoom(client: Queryable, modelId: string): Promise<void> {
    await client.query(
      `DELETE FROM inference_runs WHERE model_id = $1 AND kind = $2::"InferenceRunKind"
         AND status NOT IN ('queued', 'running') AND id <= (
           SELECT id FROM inference_runs WHERE model_id = $1 AND kind = $2::"InferenceRunKind"
           ORDER BY id DESC OFFSET ${KEPT_OF_MODEL} LIMIT 1)`,
      [modelId, this.#kind],
    );
  }
}

const OWN = 'project_id = $1 AND model_id = $2 AND id = $3 AND kind = $4::"InferenceRunKind"';

/** Nobody works at it: it waits, or its worker has gone silent. */
const IS_FREE = `status = 'queued' OR lease_until < clock_timestamp()`;

async function requireModel(database: Queryable, projectId: string, id: string): Promise<void> {
  const { rowCount } = isId(id)
    ? await database.query('SELECT 1 FROM models WHERE project_id = $1 AND id = $2', [projectId, id])
    : { rowCount: 0 };
  if (rowCount === 0) throw new NotFoundError('model', id);
}

/** Keeps a model or a dataset from being deleted until the transaction ends. */
async function hold(client: Queryable, table: 'models' | 'datasets', projectId: string, id: string): Promise<void> {
  const { rowCount } = await client.query(`SELECT 1 FROM ${table} WHERE project_id = $1 AND id = $2 FOR KEY SHARE`, [
    projectId,
    id,
  ]);
  if (rowCount === 0) throw new NotFoundError(table === 'models' ? 'model' : 'dataset', id);
}
