import { z } from 'zod';
import type { Queryable } from '../database/sql.js';

const figuresSchema = z.object({
  jobs: z.array(z.object({ status: z.string(), count: z.int() })),
  failures: z.array(z.object({ code: z.string(), count: z.int() })),
  attempts: z.array(z.object({ ending: z.string(), count: z.int() })),
  oldest_waiting_s: z.number(),
  outbox: z.int(),
  epochs: z.int(),
  epoch_seconds: z.number(),
  step_seconds: z.number().nullable(),
  rows_per_second: z.number().nullable(),
});
export type JobFigures = z.infer<typeof figuresSchema>;

/** Epochs of this long are what "now" means: one that ended earlier says nothing of the pace. */
const RECENT = "interval '5 minutes'";

const QUERY = `
  WITH recent AS (
    SELECT epoch.duration_s, (job.progress->>'steps')::float AS steps, (job.fit->>'batch_size')::float AS batch_size
    FROM epoch_metrics epoch JOIN jobs job ON job.id = epoch.job_id
    WHERE epoch.created_at > now() - ${RECENT}
  )
  SELECT
    (SELECT coalesce(json_agg(by_status), '[]') FROM (
       SELECT status, count(*)::int AS count FROM jobs GROUP BY status) by_status) AS jobs,
    (SELECT coalesce(json_agg(by_code), '[]') FROM (
       SELECT coalesce(error->>'code', 'unknown') AS code, count(*)::int AS count FROM jobs
       WHERE status = 'failed' GROUP BY 1) by_code) AS failures,
    (SELECT coalesce(json_agg(by_ending), '[]') FROM (
       SELECT ending, count(*)::int AS count FROM job_attempts WHERE ending IS NOT NULL GROUP BY ending) by_ending) AS attempts,
    (SELECT coalesce(extract(epoch FROM now() - min(queued_at)), 0)::float FROM jobs WHERE status = 'queued') AS oldest_waiting_s,
    (SELECT count(*)::int FROM outbox) AS outbox,
    (SELECT count(*)::int FROM epoch_metrics) AS epochs,
    (SELECT coalesce(sum(duration_s), 0)::float FROM epoch_metrics) AS epoch_seconds,
    (SELECT (sum(duration_s) / nullif(sum(steps), 0))::float FROM recent) AS step_seconds,
    (SELECT (sum(steps * batch_size) / nullif(sum(duration_s), 0))::float FROM recent) AS rows_per_second`;

/** Where all jobs of all projects stand, and what training has come to. */
export async function readJobFigures(database: Queryable): Promise<JobFigures> {
  const { rows } = await database.query(QUERY);
  return figuresSchema.parse(rows[0]);
}
