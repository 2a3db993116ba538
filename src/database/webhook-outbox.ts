import { z } from 'zod';
import { newId } from '../ids.js';
import { notify } from './notifications.js';
import type { Queryable } from './sql.js';

/** What webhooks can be told of: a job has this status now. */
export const WEBHOOK_EVENTS = [
  'job.queued',
  'job.running',
  'job.paused',
  'job.succeeded',
  'job.failed',
  'job.cancelled',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

const webhookRowSchema = z.object({ id: z.string() });

/**
 * Writes a delivery for each webhook of the job's project that wants to hear of its new status. Call it in the transaction that
 * changes the status, after the change: then a webhook is told of every change that was made, and of no other.
 */
export async function addWebhookDeliveries(client: Queryable, jobId: string, event: WebhookEvent): Promise<void> {
  const { rows } = await client.query(
    'SELECT id FROM webhooks WHERE project_id = (SELECT project_id FROM jobs WHERE id = $1) AND $2 = ANY (events)',
    [jobId, event],
  );
  for (const row of rows) {
    const webhook = webhookRowSchema.parse(row);
    await client.query(
      `INSERT INTO webhook_deliveries (id, webhook_id, event, payload)
       SELECT $1, $2, $3, jsonb_build_object('type', $3::text, 'timestamp', to_json(clock_timestamp()), 'data', jsonb_build_object(
         'id', id, 'model', model_id, 'status', status, 'attempts', attempt, 'error', error, 'metrics', metrics,
         'final_epoch', final_epoch, 'last_event_id', last_event_id))
       FROM jobs WHERE id = $4`,
      [newId('webhookDelivery'), webhook.id, event, jobId],
    );
  }
  if (rows.length > 0) await notify(client, 'fitserve_webhook', jobId);
}
