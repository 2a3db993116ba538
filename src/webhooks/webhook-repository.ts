import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Database, withTransaction } from '../database/client.js';
import { notify } from '../database/notifications.js';
import { WEBHOOK_EVENTS } from '../database/webhook-outbox.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { PageQuery } from '../http/pagination.js';
import { isId, newId } from '../ids.js';
import type { NewWebhook, WebhookDeliveryView, WebhookView } from './webhook-schemas.js';

const MOST_WEBHOOKS = 20;
const SECRET_BYTES = 32;
const SECRET_PREFIX = 'whsec_';

const eventSchema = z.enum(WEBHOOK_EVENTS);
const webhookRowSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(eventSchema),
  created_at: z.date(),
});
const deliveryRowSchema = z.object({
  id: z.string(),
  event: eventSchema,
  status: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.int(),
  next_at: z.date().nullable(),
  answered: z.int().nullable(),
  error: z.string().nullable(),
  payload: z.looseObject({}),
  created_at: z.date(),
  finished_at: z.date().nullable(),
});

const WEBHOOK_COLUMNS = 'id, url, events, created_at';
const DELIVERY_COLUMNS = 'id, event, status, attempts, next_at, answered, error, payload, created_at, finished_at';

/** The webhooks of all projects; every method sees one project's only. */
export class WebhookRepository {
  readonly #pool: Database['pool'];

  constructor({ pool }: Pick<Database, 'pool'>) {
    this.#pool = pool;
  }

  /** @returns the webhook with the secret of its signatures. @throws {ConflictError} when the project has its fill. */
  async create(projectId: string, { url, events }: NewWebhook): Promise<WebhookView & { secret: string }> {
    const secret = randomBytes(SECRET_BYTES).toString('base64');
    const row = await withTransaction(this.#pool, async (client) => {
      // The project's row makes those that create at the same time count one after another.
      await client.query('SELECT FROM projects WHERE id = $1 FOR UPDATE', [projectId]);
      const { rows: counted } = await client.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM webhooks WHERE project_id = $1',
        [projectId],
      );
      if ((counted[0]?.count ?? 0) >= MOST_WEBHOOKS) {
        throw new ConflictError('too_many_webhooks', `A project may have ${MOST_WEBHOOKS} webhooks; delete one first.`);
      }
      const { rows } = await client.query(
        `INSERT INTO webhooks (id, project_id, url, events, secret) VALUES ($1, $2, $3, $4, $5)
         RETURNING ${WEBHOOK_COLUMNS}`,
        [newId('webhook'), projectId, url, events, secret],
      );
      return rows[0];
    });
    return { ...toWebhook(row), secret: SECRET_PREFIX + secret };
  }

  /** Up to `limit + 1`, newest first. */
  async list(projectId: string, { limit, after }: PageQuery): Promise<WebhookView[]> {
    const { rows } = await this.#pool.query(
      `SELECT ${WEBHOOK_COLUMNS} FROM webhooks WHERE project_id = $1 AND ($2::text IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [projectId, after ?? null, limit + 1],
    );
    return rows.map(toWebhook);
  }

  /** @throws {NotFoundError} */
  async get(projectId: string, id: string): Promise<WebhookView> {
    const { rows } = isId(id)
      ? await this.#pool.query(`SELECT ${WEBHOOK_COLUMNS} FROM webhooks WHERE project_id = $1 AND id = $2`, [
          projectId,
          id,
        ])
      : { rows: [] };
    if (rows[0] === undefined) throw new NotFoundError('webhook', id);
    return toWebhook(rows[0]);
  }

  /** Its deliveries go too, those that wait as well. @throws {NotFoundError} */
  async delete(projectId: string, id: string): Promise<void> {
    const { rowCount } = isId(id)
      ? await this.#pool.query('DELETE FROM webhooks WHERE project_id = $1 AND id = $2', [projectId, id])
      : { rowCount: 0 };
    if (rowCount === 0) throw new NotFoundError('webhook', id);
  }

  /** Up to `limit + 1` deliveries of a webhook, newest first. @throws {NotFoundError} */
  async deliveries(projectId: string, id: string, { limit, after }: PageQuery): Promise<WebhookDeliveryView[]> {
    await this.get(projectId, id);
    const { rows } = await this.#pool.query(
      `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries WHERE webhook_id = $1 AND ($2::text IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [id, after ?? null, limit + 1],
    );
    return rows.map(toDelivery);
  }

  /** Has a delivery tried again from the start, at once. @throws {NotFoundError} */
  async redeliver(projectId: string, id: string, delivery: string): Promise<WebhookDeliveryView> {
    await this.get(projectId, id);
    const row: unknown = isId(delivery)
      ? await withTransaction(this.#pool, async (client) => {
          const { rows } = await client.query(
            `UPDATE webhook_deliveries SET status = 'waiting', attempts = 0, next_at = now(), finished_at = NULL
             WHERE webhook_id = $1 AND id = $2 RETURNING ${DELIVERY_COLUMNS}`,
            [id, delivery],
          );
          await notify(client, 'fitserve_webhook', id);
          return rows[0];
        })
      : undefined;
    if (row === undefined) throw new NotFoundError('webhook_delivery', delivery);
    return toDelivery(row);
  }
}

function toWebhook(row: unknown): WebhookView {
  const { created_at, ...webhook } = webhookRowSchema.parse(row);
  return { ...webhook, created_at: created_at.toISOString() };
}

function toDelivery(row: unknown): WebhookDeliveryView {
  const { next_at, created_at, finished_at, ...delivery } = deliveryRowSchema.parse(row);
  return {
    ...delivery,
    next_at: next_at?.toISOString() ?? null,
    created_at: created_at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
  };
}
