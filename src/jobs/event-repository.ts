import { z } from 'zod';
import type { Queryable } from '../database/sql.js';
import { NotFoundError } from '../errors.js';
import { jsonNumbersSchema } from '../http/json-number.js';
import { isId } from '../ids.js';
import { type DurableEvent, durableEventSchema } from './job-events.js';
import { JOB_STATUSES, progressSchema } from './job-schemas.js';

/** A durable event with its number within its job. */
export type NumberedEvent = DurableEvent & { readonly id: number };

/** Where a job stands, as far as its event stream tells of it. */
export interface JobMoment {
  readonly status: (typeof JOB_STATUSES)[number];
  readonly lastEventId: number;
  readonly progress: z.infer<typeof progressSchema> & { readonly metrics: z.infer<typeof jsonNumbersSchema> };
}

/** What a job's event stream tells: durable events with their number, and progress, which is gone when it is past. */
export type FeedEvent = NumberedEvent | { readonly type: 'progress'; readonly data: JobMoment['progress'] };

const momentSchema = z.object({
  status: z.enum(JOB_STATUSES),
  last_event_id: z.int(),
  progress: progressSchema,
  metrics: jsonNumbersSchema,
});

/** The job as it is now; undefined when it has been deleted. */
export async function readMoment(database: Queryable, jobId: string): Promise<JobMoment | undefined> {
  const { rows } = await database.query('SELECT status, last_event_id, progress, metrics FROM jobs WHERE id = $1', [
    jobId,
  ]);
  if (rows[0] === undefined) return undefined;
  const { status, last_event_id, progress, metrics } = momentSchema.parse(rows[0]);
  return { status, lastEventId: last_event_id, progress: { ...progress, metrics } };
}

/** Events of a job in order: those numbered above `after`, at most `limit`. */
export async function readEvents(
  database: Queryable,
  jobId: string,
  after: number,
  limit: number,
): Promise<NumberedEvent[]> {
  const { rows } = await database.query(
    'SELECT id, type, data FROM job_events WHERE job_id = $1 AND id > $2 ORDER BY id LIMIT $3',
    [jobId, after, limit],
  );
  return rows.map((row) => ({ id: z.int().parse(row.id), ...durableEventSchema.parse(row) }));
}

/** A job's status and the number of its last event. @throws {NotFoundError} */
export async function findEventState(
  database: Queryable,
  projectId: string,
  jobId: string,
): Promise<Pick<JobMoment, 'status' | 'lastEventId'>> {
  if (!isId(jobId)) throw new NotFoundError('job', jobId);
  const { rows } = await database.query('SELECT status, last_event_id FROM jobs WHERE project_id = $1 AND id = $2', [
    projectId,
    jobId,
  ]);
  if (rows[0] === undefined) throw new NotFoundError('job', jobId);
  const { status, last_event_id } = momentSchema.pick({ status: true, last_event_id: true }).parse(rows[0]);
  return { status, lastEventId: last_event_id };
}
