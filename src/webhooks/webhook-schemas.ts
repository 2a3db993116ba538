import { z } from 'zod';
import { WEBHOOK_EVENTS } from '../database/webhook-outbox.js';
import { pageOf } from '../http/pagination.js';

const LONGEST_URL = 2000;
const webhookEventSchema = z.enum(WEBHOOK_EVENTS);
const ENDINGS = ['job.succeeded', 'job.failed', 'job.cancelled'] as const;

/** An address that can be posted to. Whether it may be reached is judged by what its name stands for when it is. */
const urlSchema = z
  .url({ protocol: /^https?$/, error: 'must be a http:// or https:// address' })
  .max(LONGEST_URL)
  .refine((url) => URL.canParse(url) && new URL(url).username === '' && new URL(url).password === '', {
    error: 'must hold no name or password: deliveries are signed',
  });

export const newWebhookSchema = z
  .strictObject({
    url: urlSchema.describe('is posted to; an answer of 200 to 299 says that the event has been taken'),
    events: z
      .array(webhookEventSchema)
      .min(1)
      .max(WEBHOOK_EVENTS.length)
      .refine((events) => new Set(events).size === events.length, { error: 'must not name an event twice' })
      .default([...ENDINGS])
      .describe('what it is told of'),
  })
  .meta({ id: 'NewWebhook', description: 'A webhook to create' });
export type NewWebhook = z.infer<typeof newWebhookSchema>;

export const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(webhookEventSchema),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Webhook', description: 'An address that is told of what becomes of jobs' });
export type WebhookView = z.infer<typeof webhookSchema>;

export const createdWebhookSchema = webhookSchema
  .extend({
    secret: z
      .string()
      .describe(
        'shown this once: `whsec_` and the key of the signatures in base64, as the Standard Webhooks libraries take it',
      ),
  })
  .meta({ id: 'CreatedWebhook', description: 'A webhook with the secret of its signatures' });

export const webhookDeliverySchema = z
  .object({
    id: z.string().describe('also the header `webhook-id`: it stays the same when the delivery is repeated'),
    event: webhookEventSchema,
    status: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.int(),
    next_at: z.iso.datetime().nullable().describe('when it is tried next; null when it is through'),
    answered: z.int().nullable().describe('HTTP status of the last answer'),
    error: z.string().nullable().describe('why the last attempt failed'),
    payload: z.looseObject({}).describe('what is posted'),
    created_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WebhookDelivery', description: 'One event told to one webhook' });
export type WebhookDeliveryView = z.infer<typeof webhookDeliverySchema>;

export const webhookPageSchema = pageOf(webhookSchema);
export const webhookDeliveryPageSchema = pageOf(webhookDeliverySchema);
export const webhookParamsSchema = z.object({ id: z.string() });
export const webhookDeliveryParamsSchema = z.object({ id: z.string(), delivery: z.string() });
