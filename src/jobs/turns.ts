import type { Queryable } from '../database/sql.js';

/** Condition of a job in the queue whose time has come. */
export const IS_DUE = `status = 'queued' AND (not_before IS NULL OR not_before <= clock_timestamp())`;

/** Order of the jobs of one project: the higher priority first, and of the same the older one. */
export const WITHIN_PROJECT = 'priority DESC, id';

/** Running jobs that a project may have, of which `$n` says how many one may that has no limit of its own; 0 sets none. */
export const maxRunningOf = (n: number) => `COALESCE(projects.max_running, $${n}::int)`;

/**
 * The job whose turn it is; null when none may be trained now. Projects take turns: that with the fewest running jobs comes
 * first, then that which was served longest ago, so that one with a thousand jobs holds nobody up. Priorities order the jobs
 * within a project. One that has as many running as it may waits; `maxRunning` is for projects without a limit of their own.
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
     WHERE ${maxRunningOf(1)} = 0 OR load.running < ${maxRunningOf(1)}
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
  const { rows: limits } = await client.query<{ project_id: string; most: number }>(
    `SELECT projects.id AS project_id, ${maxRunningOf(2)} AS most FROM projects JOIN jobs ON jobs.project_id = projects.id
     WHERE jobs.id = $1`,
    [jobId, maxRunning],
  );
  const { project_id: projectId, most = 0 } = limits[0] ?? {};
  if (most === 0) return true;
  await client.query('SELECT 1 FROM projects WHERE id = $1 FOR NO KEY UPDATE', [projectId]);
  const { rows } = await client.query<{ running: number }>(
    `SELECT count(*)::int AS running FROM jobs WHERE status = 'running' AND id <> $1 AND project_id = $2`,
    [jobId, projectId],
  );
  return (rows[0]?.running ?? 0) < most;
}

/** Notes that a project was served now. */
export async function noteServed(client: Queryable, projectId: string): Promise<void> {
  await client.query('UPDATE projects SET served_at = clock_timestamp() WHERE id = $1', [projectId]);
}

/** The job that may be trained in the place of one that ended, of a project with a limit; null where none waits unrung. */
export async function successorOf(client: Queryable, jobId: string, maxRunning: number): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM jobs WHERE project_id = (
       SELECT projects.id FROM projects JOIN jobs ON jobs.project_id = projects.id WHERE jobs.id = $1 AND ${maxRunningOf(2)} > 0
     ) AND ${IS_DUE} AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.job_id = jobs.id) ORDER BY ${WITHIN_PROJECT} LIMIT 1`,
    [jobId, maxRunning],
  );
  return rows[0]?.id ?? null;
}
