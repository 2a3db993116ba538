import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../logger.js';
import { type AnyTransaction, execute } from './sql.js';

/** What processes tell each other through Postgres: a job waits in the outbox, has changed, is to be told to webhooks; an inference run waits or has changed. The payload is an id. */
export type Channel = 'fitserve_outbox' | 'fitserve_job' | 'fitserve_webhook' | 'fitserve_run';

type Handler = (payload: string) => void;

/** LISTEN on one connection that comes back by itself. Handlers must not throw and should return soon. */
export interface Notifications {
  /**
   * Calls `handler` for each notification. When it resolves, either the subscription holds or Postgres is away and
   * onReconnect will tell; so what is read from the tables afterwards misses nothing. @returns what ends it.
   */
  listen(channel: Channel, handler: Handler): Promise<() => void>;
  /** Calls `handler` each time that the connection stands, the first included: what was sent before is gone, look again. */
  onReconnect(handler: () => void): () => void;
  close(): Promise<void>;
}

const BACKOFF_MS = [50, 200, 1_000, 3_000] as const;
const KEEP_ALIVE_DELAY_MS = 10_000;

/** Sends a notification when the transaction commits. */
export function notify(transaction: AnyTransaction, channel: Channel, payload: string): Promise<void> {
  return execute(transaction, 'SELECT pg_notify($1, $2)', [channel, payload]);
}

/** Opens the process's one connection for notifications; the first attempt starts at once. */
export function openNotifications(connectionString: string, connectTimeoutMs: number, logger: Logger): Notifications {
  const handlers = new Map<string, Set<Handler>>();
  const reconnectHandlers = new Set<() => void>();
  const closing = new AbortController();
  let client: pg.Client | undefined;

  /** One connection from its start to its end. */
  const connectOnce = async (onReady: () => void): Promise<void> => {
    const current = new pg.Client({
      connectionString,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
      application_name: 'fitserve notifications',
    });
    const ended = new Promise<void>((resolve) => current.once('end', resolve));
    current.on('error', (error) => logger.debug({ err: error }, 'the connection for notifications was lost'));
    current.on('notification', ({ channel, payload }) => {
      for (const handler of handlers.get(channel) ?? []) handler(payload ?? '');
    });
    const end = () => void current.end().catch(() => undefined);
    closing.signal.addEventListener('abort', end, { once: true });
    try {
      await current.connect();
      for (const channel of handlers.keys()) await current.query(`LISTEN ${channel}`);
      client = current;
      onReady();
      await ended;
    } finally {
      client = undefined;
      closing.signal.removeEventListener('abort', end);
      end();
    }
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!closing.signal.aborted) {
      await connectOnce(() => {
        failures = 0;
        for (const handler of reconnectHandlers) handler();
      }).catch((error: unknown) => logger.debug({ err: error }, 'no connection for notifications'));
      if (closing.signal.aborted) return;
      const delay = BACKOFF_MS[Math.min(failures++, BACKOFF_MS.length - 1)];
      await sleep(delay, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const running = run();

  return {
    listen: async (channel, handler) => {
      const set = handlers.get(channel) ?? new Set();
      handlers.set(channel, set);
      set.add(handler);
      // A second LISTEN on a channel changes nothing, and one that fails is made again when the connection is back.
      await client?.query(`LISTEN ${channel}`).catch(() => undefined);
      return () => void set.delete(handler);
    },
    onReconnect: (handler) => {
      reconnectHandlers.add(handler);
      return () => void reconnectHandlers.delete(handler);
    },
    close: async () => {
      closing.abort();
      await running;
    },
  };
}
