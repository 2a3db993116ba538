import type { Queryable } from '../database/sql.js';
import { WITHIN_PROJECT } from './turns.js';

/** Where a waiting job stands. */
export interface QueuePlace {
  /** 1 is the next; jobs of other projects that have their turns before count. */
  readonly position: number;
  /** Seconds until it starts, by the jobs that run and those of late; null while there is nothing to judge by. */
  readonly eta_s: number | null;
}

/** Jobs of late whose durations are averaged. */
const OF_LATE = 50;

/** The places of those of a project's jobs that wait. */
export async function placesOf(
  database: Queryable,
  projectId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, QueuePlace>> {
  if (ids.length === 0) return new Map();
  // In each round every other project that still has jobs gets one turn, before this project's where it was served longer ago.
  const { rows } = await database.query<{ id: string; position: number }>(
    `WITH mine AS (
       SELECT id, row_number() OVER (ORDER BY ${WITHIN_PROJECT}) AS rank FROM jobs WHERE project_id = $1 AND status = 'queued'
     ), others AS (
       SELECT count(*) AS waiting, COALESCE(
         other.served_at IS NULL OR other.served_at < (SELECT served_at FROM projects WHERE id = $1), false
       ) AS is_first
       FROM jobs JOIN projects other ON other.id = jobs.project_id
       WHERE status = 'queued' AND project_id <> $1 GROUP BY other.id
     )
     SELECT id, (rank + COALESCE(
       (SELECT sum(LEAST(waiting, CASE WHEN is_first THEN rank ELSE rank - 1 END)) FROM others), 0
     ))::int AS position
     FROM mine WHERE id = ANY ($2)`,
    [projectId, ids],
  );
  if (rows.length === 0) return new Map();
  const pace = await readPace(database);
  return new Map(rows.map(({ id, position }) => [id, { position, eta_s: secondsUntilStart(position, pace) }]));
}

/** How fast jobs are done: seconds to go of those that run (null where that is not known yet), and how long one takes. */
export interface Pace {
  readonly running: readonly (number | null)[];
  readonly meanS: number | null;
}

async function readPace(database: Queryable): Promise<Pace> {
  const running = await database.query<{ eta_s: number | null }>(
    `SELECT (progress->>'eta_s')::float8 AS eta_s FROM jobs WHERE status = 'running'`,
  );
  const ended = await database.query<{ mean: number | null }>(
    `SELECT avg(seconds)::float8 AS mean FROM (
       SELECT extract(epoch FROM ended_at - started_at) AS seconds FROM job_attempts
       WHERE ending IN ('succeeded', 'failed') ORDER BY ended_at DESC LIMIT ${OF_LATE}
     ) AS late`,
  );
  return { running: running.rows.map(({ eta_s }) => eta_s), meanS: ended.rows[0]?.mean ?? null };
}

/**
 * When the job in this place starts: each place that a running job has is free when that one is through, and then again after
 * each mean duration. Null where nothing runs, or where it is not known how long a job takes.
 */
export function secondsUntilStart(position: number, { running, meanS }: Pace): number | null {
  const free: number[] = [];
  for (const eta of running) {
    const seconds = eta ?? meanS;
    if (seconds !== null) free.push(seconds);
  }
  if (free.length === 0) return null;
  free.sort((a, b) => a - b);
  const [whole, rest] = [Math.floor((position - 1) / free.length), (position - 1) % free.length];
  const first = free[rest] ?? 0;
  if (whole === 0) return first;
  return meanS === null ? null : first + whole * meanS;
}
