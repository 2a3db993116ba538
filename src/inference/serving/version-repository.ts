import { z } from 'zod';
import type { Queryable } from '../../database/sql.js';
import { NotFoundError } from '../../errors.js';
import { jsonNumbersSchema } from '../../http/json-number.js';
import { isId } from '../../ids.js';
import type { NumberedPageQuery, VersionView } from './serving-schemas.js';

const rowSchema = z.object({
  version: z.int(),
  job: z.string(),
  epoch: z.int().nullable(),
  metrics: jsonNumbersSchema,
  served: z.boolean(),
  label: z.string().nullable(),
  finished_at: z.date().nullable(),
});

/** Whether each version is the one that answers by default, and the label of the target that serves it. */
const SELECT = `
  WITH served AS (
    SELECT job_id, epoch, weight, label FROM serving_targets
    WHERE model_id = $1 AND revision = (SELECT max(revision) FROM servings WHERE model_id = $1)
  ), newest AS (
    SELECT id FROM jobs WHERE model_id = $1 AND status = 'succeeded' AND final_epoch IS NOT NULL
      AND NOT EXISTS (SELECT FROM served) ORDER BY id DESC LIMIT 1
  )
  SELECT job.model_version AS version, job.id AS job, job.final_epoch AS epoch, job.metrics, job.finished_at,
    job.id = (SELECT id FROM newest) IS TRUE
      OR EXISTS (SELECT FROM served WHERE job_id = job.id AND epoch = job.final_epoch AND weight > 0) AS served,
    (SELECT label FROM served WHERE job_id = job.id AND epoch = job.final_epoch AND label IS NOT NULL LIMIT 1) AS label
  FROM jobs job WHERE job.model_id = $1 AND job.model_version IS NOT NULL`;

/**
 * The versions of a model, newest first, up to `limit + 1` of them.
 * @throws {NotFoundError} for a model that is not the project's.
 */
export async function listVersions(
  database: Queryable,
  projectId: string,
  modelId: string,
  { limit, after }: NumberedPageQuery,
): Promise<VersionView[]> {
  await requireModel(database, projectId, modelId);
  const { rows } = await database.query(
    `${SELECT} AND ($2::int IS NULL OR job.model_version < $2) ORDER BY job.model_version DESC LIMIT $3`,
    [modelId, after ?? null, limit + 1],
  );
  return rows.map(toView);
}

/** @throws {NotFoundError} */
export async function requireModel(database: Queryable, projectId: string, modelId: string): Promise<void> {
  const found = isId(modelId)
    ? await database.query('SELECT 1 FROM models WHERE project_id = $1 AND id = $2', [projectId, modelId])
    : { rowCount: 0 };
  if (found.rowCount === 0) throw new NotFoundError('model', modelId);
}

function toView(row: unknown): VersionView {
  const { finished_at, ...version } = rowSchema.parse(row);
  return { ...version, finished_at: finished_at?.toISOString() ?? null };
}
