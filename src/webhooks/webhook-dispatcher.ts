import { z } from 'zod';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import type { Notifications } from '../database/notifications.js';
import { startRungLoop } from '../database/rung-loop.js';
import type { Logger } from '../logger.js';
import { openWebhookSender, type WebhookAnswer, type WebhookSender } from './send-webhook.js';

/** Seconds to wait after the first attempt that failed, the second, ...: about three days, as Standard Webhooks advises. */
const RETRY_DELAYS_S = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;
/** A wait is made up to this much longer by chance, so that what failed together does not come back together. */
const JITTER = 0.2;
/** One at a time for each webhook, so that an address that hangs holds up its own deliveries only. */
const MOST_AT_ONCE = 100;
const INTERVAL_MS = 2_000;
/** A delivery that a process took and did not finish is free again this long after the time in which it had to be through. */
const TAKEOVER_MARGIN_MS = 10_000;
const KEPT_DAYS = 30;
const SWEEP_INTERVAL_MS = 3_600_000;

export interface WebhookDispatcherDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly notifications: Pick<Notifications, 'listen' | 'onReconnect'>;
  readonly logger: Logger;
  readonly config: Pick<Config, 'WEBHOOK_TIMEOUT_MS' | 'WEBHOOK_PRIVATE_ADDRESSES'>;
  /** Other delays are for tests. */
  readonly retryDelaysS?: readonly number[];
}

export interface WebhookDispatcher {
  /** Ends after the deliveries in hand. */
  stop(): Promise<void>;
}

const takenSchema = z.object({
  id: z.string(),
  webhook_id: z.string(),
  attempts: z.int(),
  payload: z.unknown(),
  url: z.string(),
  secret: z.string(),
});
type Taken = z.infer<typeof takenSchema>;

/**
 * Posts what webhooks are to be told, as soon as Postgres tells of it. Any number of processes may run one: each delivery is
 * taken by one at a time. One that was taken by a process that died is posted again, so that an event may come twice, with the
 * same id, but never not at all.
 */
export function startWebhookDispatcher(deps: WebhookDispatcherDeps): WebhookDispatcher {
  const { database, notifications, logger, config, retryDelaysS = RETRY_DELAYS_S } = deps;
  const sender = openWebhookSender(config.WEBHOOK_TIMEOUT_MS, config.WEBHOOK_PRIVATE_ADDRESSES);
  const inHand = new Map<string, Promise<void>>();
  let sweptAt = Number.NEGATIVE_INFINITY;

  const begin = (delivery: Taken) => {
    const done = deliver(database.pool, sender, delivery, retryDelaysS)
      .catch((error: unknown) => logger.warn({ err: error, delivery: delivery.id }, 'a delivery will be repeated'))
      .finally(() => {
        inHand.delete(delivery.webhook_id);
        loop.ring();
      });
    inHand.set(delivery.webhook_id, done);
  };
  const loop = startRungLoop({
    channel: 'fitserve_webhook',
    notifications,
    intervalMs: INTERVAL_MS,
    failing: 'webhooks wait: Postgres is away',
    logger,
    work: async () => {
      if (performance.now() - sweptAt > SWEEP_INTERVAL_MS) {
        await sweep(database.pool);
        sweptAt = performance.now();
      }
      const free = MOST_AT_ONCE - inHand.size;
      if (free === 0) return false;
      for (const delivery of await take(database.pool, [...inHand.keys()], free, config.WEBHOOK_TIMEOUT_MS)) {
        begin(delivery);
      }
      return false;
    },
  });
  return {
    stop: async () => {
      await loop.stop();
      await Promise.all(inHand.values());
      sender.close();
    },
  };
}

/** Takes the oldest delivery that is due of each webhook but those at work; nobody else takes it while it is being tried. */
async function take(
  pool: Database['pool'],
  atWork: readonly string[],
  most: number,
  timeoutMs: number,
): Promise<Taken[]> {
  const { rows } = await pool.query(
    `UPDATE webhook_deliveries delivery
     SET attempts = attempts + 1, next_at = clock_timestamp() + make_interval(secs => $3)
     FROM webhooks
     WHERE webhooks.id = delivery.webhook_id AND delivery.status = 'waiting' AND delivery.next_at <= clock_timestamp()
       AND delivery.id IN (
         SELECT DISTINCT ON (webhook_id) id FROM webhook_deliveries
         WHERE status = 'waiting' AND next_at <= clock_timestamp() AND webhook_id <> ALL ($1)
         ORDER BY webhook_id, id LIMIT $2)
     RETURNING delivery.id, delivery.webhook_id, delivery.attempts, delivery.payload, webhooks.url, webhooks.secret`,
    [atWork, most, (timeoutMs + TAKEOVER_MARGIN_MS) / 1000],
  );
  return z.array(takenSchema).parse(rows);
}

async function deliver(
  pool: Database['pool'],
  sender: WebhookSender,
  { id, attempts, payload, url, secret }: Taken,
  retryDelaysS: readonly number[],
): Promise<void> {
  const answer = await sender.send({ id, url, secret, payload });
  const delayS = retryDelaysS[attempts - 1];
  const { status, nextS } = verdict(answer, delayS);
  // Only what this attempt holds: somebody may have asked for the delivery anew, or taken it over.
  await pool.query(
    `UPDATE webhook_deliveries SET status = $3::"WebhookDeliveryStatus", answered = $4, error = $5,
       next_at = clock_timestamp() + make_interval(secs => $6),
       finished_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE clock_timestamp() END
     WHERE id = $1 AND attempts = $2 AND status = 'waiting'`,
    [id, attempts, status, answer.answered ?? null, answer.error ?? null, nextS],
  );
}

function verdict(
  answer: WebhookAnswer,
  delayS: number | undefined,
): { status: 'delivered' | 'waiting' | 'failed'; nextS: number | null } {
  if (answer.error === undefined) return { status: 'delivered', nextS: null };
  if (delayS === undefined) return { status: 'failed', nextS: null };
  return { status: 'waiting', nextS: delayS * (1 + JITTER * Math.random()) };
}

async function sweep(pool: Database['pool']): Promise<void> {
  await pool.query(`DELETE FROM webhook_deliveries WHERE finished_at < now() - make_interval(days => ${KEPT_DAYS})`);
}
