import type { Queryable } from '../database/sql.js';

/** Condition of a job in the queue whose time has come. */
export const IS_DUE = `status = 'queued' AND (not_before IS NULL OR not_before <= clock_timestamp())`;

/** Order of the jobs of one project: the higher priority first, and of the same the older one. */
export const WITHIN_PROJECT = 'priority DESC, id';

/**
 * The job whose turn it is; null when none may be trained now. Projects take turns: that with the fewest running jobs comes
 * first, then that which was served longest ago, so that one with a thousand jobs holds nobody up. Priorities order the jobs
 * within a project. One with `maxRunning` running jobs waits; 0 sets no limit.
 */
export async function nextJob(database: Queryable, maxRunning: number): Promise<string | null> {
  const { rows } = await database.query<{ id: string }>(
    `WITH load AS (
       SELECT project_id, count(*) FILTER (WHERE status = 'running') AS running
       FROM jobs WHERE status IN ('queued', 'running') GROUP BY project_id
     )
     SELECT next.id FROM load JOIN projects ON projects.id = load.project_id, LATERAL (
       SELECT jobs.id FROM jobs WHERE jobs.project_id = load.project_id AND ${IS_DUE} ORDER BY ${WITHIN_PROJECT} LIMIT 1
     ) AS next
     WHERE $1 = 0 OR load.running < $1
     ORDER BY load.running, projects.served_at NULLS FIRST, next.id LIMIT 1`,
    [maxRunning],
  );
  return rows[0]?.id ?? null;
}

/** Whether a job's lease ran out: nobody trains it, and it needs no turn. */
export async function isAbandoned(database: Queryable, jobId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `SELECT 1 FROM jobs WHERE id = $1 AND status = 'running' AND lease_until < clock_timestamp()`,
    [jobId],
  );
  return rowCount !== 0;
}

/**
 * Whether the project of a job that is to be claimed may have one more running. Claims of the project's jobs follow one another
 * from here to the end of the transaction.
 */
export async function hasRoom(client: Queryable, jobId: string, maxRunning: number): Promise<boolean> {
  if (maxRunning === 0) return true;
  await client.query(
    'SELECT 1 FROM projects WHERE id = (SELECT project_id FROM jobs WHERE id = $1) FOR NO KEY UPDATE',
    [jobId],
  );
  const { rows } = await client.query<{ running: number }>(
    `SELECT count(*)::int AS running FROM jobs WHERE status = 'running' AND id <> $1
     AND project_id = (SELECT project_id FROM jobs WHERE id = $1)`,
    [jobId],
  );
  return (rows[0]?.running ?? 0) < maxRunning;
}

/** Notes that a project was served now. */
export async function noteServed(client: Queryable, projectId: string): Promise<void> {
  await client.query('UPDATE projects SET served_at = clock_timestamp() WHERE id = $1', [projectId]);
}

/** The job that may be trained in the place of one that ended, of a project at its limit; null where none waits unrung. */
export async function successorOf(client: Queryable, jobId: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM jobs WHERE project_id = (SELECT project_id FROM jobs WHERE id = $1) AND ${IS_DUE}
     AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.job_id = jobs.id) ORDER BY ${WITHIN_PROJECT} LIMIT 1`,
    [jobId],
  );
  return rows[0]?.id ?? null;
}
