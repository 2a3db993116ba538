import { z } from 'zod';
import { notify } from '../database/notifications.js';
import type { Queryable } from '../database/sql.js';
import { addWebhookDeliveries } from '../database/webhook-outbox.js';
import { stopReasonSchema } from '../engine/stop-reason.js';
import { jsonNumberSchema, jsonNumbersSchema } from '../http/json-number.js';
import { JOB_STATUSES, jobErrorSchema, stopRequestSchema } from './job-schemas.js';

const statusEventSchema = z.object({
  status: z.enum(JOB_STATUSES),
  stop_requested: stopRequestSchema.nullable(),
  attempts: z.int(),
  error: jobErrorSchema.nullable(),
  /** Only where a callback has ended training. */
  stop_reason: stopReasonSchema.optional(),
});

const epochEventSchema = z.object({
  epoch: z.int().positive(),
  epochs: z.int().positive(),
  metrics: jsonNumbersSchema,
  learning_rate: jsonNumberSchema,
  duration_s: z.number(),
});

const checkpointEventSchema = z.object({
  epoch: z.int().positive(),
  size_bytes: z.int(),
  sha256: z.string(),
  metrics: jsonNumbersSchema,
});

/** An event that is kept, numbered per job from 1 without gaps; `progress` is told live only. */
export const durableEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), data: statusEventSchema }),
  z.object({ type: z.literal('epoch'), data: epochEventSchema }),
  z.object({ type: z.literal('checkpoint'), data: checkpointEventSchema }),
]);
export type DurableEvent = z.infer<typeof durableEventSchema>;

/** The row of a job as far as a `status` event tells of it. */
const statusRowSchema = z.object({
  status: z.enum(JOB_STATUSES),
  stop_requested: stopRequestSchema.nullable(),
  attempt: z.int(),
  error: jobErrorSchema.nullable(),
  stop_reason: stopReasonSchema.nullable(),
});

/** Columns to return from a write that changes a job's status, for `statusEvent`. */
export const STATUS_COLUMNS = "status, stop_requested, attempt, error, progress->'stop_reason' AS stop_reason";

/** The event that tells of the status which a row has now. */
export function statusEvent(row: unknown): DurableEvent {
  const { status, stop_requested, attempt, error, stop_reason } = statusRowSchema.parse(row);
  const data = { status, stop_requested, attempts: attempt, error, ...(stop_reason ? { stop_reason } : {}) };
  return { type: 'status', data };
}

/**
 * Adds events to a job, gives its row a new version and wakes those who watch it, all when the caller's transaction commits.
 * The caller has written the job's row in the same transaction and so holds its lock: numbers are given in the order of commits.
 */
export async function tellEvents(client: Queryable, jobId: string, events: readonly DurableEvent[]): Promise<void> {
  await client.query(
    `WITH numbered AS (
       UPDATE jobs SET last_event_id = last_event_id + $2, version = version + 1 WHERE id = $1
       RETURNING last_event_id - $2 AS before
     )
     INSERT INTO job_events (job_id, id, type, data)
     SELECT $1, numbered.before + told.position, told.event->>'type', told.event->'data'
     FROM numbered, jsonb_array_elements($3) WITH ORDINALITY AS told(event, position)`,
    [jobId, events.length, JSON.stringify(events)],
  );
  for (const event of events) {
    // While it stops, a job has the status that webhooks have been told of.
    if (event.type === 'status' && event.data.stop_requested === null) {
      await addWebhookDeliveries(client, jobId, `job.${event.data.status}`);
    }
  }
  await notify(client, 'fitserve_job', jobId);
}
