import type { Database } from '../database/client.js';
import { addToOutbox } from '../database/outbox.js';
import type { Queryable } from '../database/sql.js';
import { outputNames } from '../engine/plan/network-plan.js';
import { planDefinition } from '../engine/plan/plan-definition.js';
import { modelDefinitionSchema } from '../engine/training-spec.js';
import { NotFoundError } from '../errors.js';
import type { PageQuery } from '../http/pagination.js';
import { isId } from '../ids.js';
import { historyKeys } from '../keras-format/monitors.js';
import type { JobDefinition } from './job-definition.js';
import { STATUS_COLUMNS, statusEvent, tellEvents } from './job-events.js';
import type { JobStatus, StoredFit } from './job-schemas.js';
import { JOB_COLUMNS, type JobRow } from './job-view.js';

type Jobs = Pick<Database, 'prisma'>;

/** A job to be made. */
export interface NewJob {
  readonly id: string;
  readonly projectId: string;
  readonly modelId: string;
  readonly fit: StoredFit;
  readonly definition: JobDefinition;
  readonly stepsPerEpoch: number;
  /** The request that makes it, and that request's place in its trace. */
  readonly origin?: { readonly requestId: string; readonly traceparent: string | null };
}

/** Inserts a queued job with its first event and word for the queue, inside the caller's transaction. */
export async function insertJob(client: Queryable, job: NewJob): Promise<void> {
  const { id, projectId, modelId, fit, definition, stepsPerEpoch, origin } = job;
  const progress = { epoch: 0, epochs: fit.epochs, step: 0, steps: stepsPerEpoch, fraction: 0, eta_s: null };
  const inserted = await client.query(
    `INSERT INTO jobs (id, project_id, model_id, dataset_id, validation_dataset_id, priority, fit, definition, metadata, progress,
       request_id, traceparent)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING ${STATUS_COLUMNS}`,
    [
      id,
      projectId,
      modelId,
      definition.dataset.id,
      definition.validation?.id ?? null,
      fit.priority,
      JSON.stringify(fit),
      JSON.stringify(definition),
      fit.metadata === undefined ? null : JSON.stringify(fit.metadata),
      JSON.stringify(progress),
      origin?.requestId ?? null,
      origin?.traceparent ?? null,
    ],
  );
  await tellEvents(client, id, [statusEvent(inserted.rows[0])]);
  await addToOutbox(client, id);
}

/** A job of the project. @throws {NotFoundError} */
export async function findJob({ prisma }: Jobs, projectId: string, id: string): Promise<JobRow> {
  const job = isId(id) ? await prisma.job.findFirst({ where: { id, projectId }, select: JOB_COLUMNS }) : null;
  if (job === null) throw new NotFoundError('job', id);
  return job;
}

/** A job as it stands in the caller's transaction. */
export async function readJob(client: Queryable, id: string): Promise<JobRow> {
  const { rows } = await client.query<JobRow>(
    `SELECT id, model_id AS "modelId", status, stop_requested AS "stopRequested", fit, imported, progress, metrics, best, attempt,
       final_epoch AS "finalEpoch", error, warnings, engine, queued_at AS "queuedAt", not_before AS "notBefore",
       started_at AS "startedAt", finished_at AS "finishedAt", version
     FROM jobs WHERE id = $1`,
    [id],
  );
  if (rows[0] === undefined) throw new NotFoundError('job', id);
  return rows[0];
}

/** A page of the project's jobs, newest first, and one row more where there are more. */
export function listJobs(
  { prisma }: Jobs,
  projectId: string,
  query: PageQuery & { readonly status?: JobStatus | undefined; readonly model?: string | undefined },
): Promise<JobRow[]> {
  const { limit, after, status, model } = query;
  return prisma.job.findMany({
    where: {
      projectId,
      ...(after === undefined ? {} : { id: { lt: after } }),
      ...(status === undefined ? {} : { status }),
      ...(model === undefined ? {} : { modelId: model }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
    select: JOB_COLUMNS,
  });
}

/** What a job's model was compiled with when the job was made. @throws {NotFoundError} */
export async function findHistoryKeys(
  { pool }: Pick<Database, 'pool'>,
  projectId: string,
  id: string,
): Promise<readonly string[]> {
  if (!isId(id)) throw new NotFoundError('job', id);
  const found = await pool.query<{ definition: unknown }>(
    `SELECT definition FROM jobs WHERE project_id = $1 AND id = $2`,
    [projectId, id],
  );
  if (found.rows[0] === undefined) throw new NotFoundError('job', id);
  const definition = modelDefinitionSchema.parse(found.rows[0].definition);
  return historyKeys(definition.compile, outputNames(planDefinition(definition)), false);
}
