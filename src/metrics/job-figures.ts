import { z } from 'zod';
import type { Queryable } from '../database/sql.js';

const figuresSchema = z.object({
  jobs: z.array(z.object({ status: z.string(), count: z.int() })),
  failures: z.array(z.object({ code: z.string(), count: z.int() })),
  attempts: z.array(z.object({ ending: z.string(), count: z.int() })),
  oldest_waiting_s: z.number(),
  outbox: z.int(),
  epochs: z.int(),
  steps: z.int(),
  rows: z.int(),
  seconds: z.number(),
  waits: z.int(),
  wait_seconds: z.number(),
});
export type JobFigures = z.infer<typeof figuresSchema>;

const QUERY = `
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
    totals.*
  FROM (
    SELECT coalesce(sum(epochs), 0)::float AS epochs, coalesce(sum(steps), 0)::float AS steps, coalesce(sum(rows), 0)::float AS rows,
      coalesce(sum(seconds), 0)::float AS seconds, coalesce(sum(waits), 0)::float AS waits,
      coalesce(sum(wait_seconds), 0)::float AS wait_seconds
    FROM training_totals
  ) totals`;

/** Where all jobs of all projects stand, and what training has come to: sums that are kept, so that asking stays cheap. */
export async function readJobFigures(database: Queryable): Promise<JobFigures> {
  const { rows } = await database.query(QUERY);
  return figuresSchema.parse(rows[0]);
}
