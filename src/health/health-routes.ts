import { z } from 'zod';
import type { Database } from '../database/client.js';
import { pendingMigrations } from '../database/migrate.js';
import { UnavailableError } from '../errors.js';
import type { App } from '../http/app-type.js';
import { problemResponses } from '../http/problem-responses.js';
import type { Logger } from '../logger.js';
import { NotReadyError, Readiness } from './readiness.js';

/** Which engine does the arithmetic, and why where it is not the fast one. */
export interface EngineStatus {
  readonly backend: 'tensorflow' | 'cpu';
  readonly version: string;
  readonly reason?: string | undefined;
}

export interface HealthDeps {
  readonly database: Pick<Database, 'ping' | 'pool'>;
  readonly queue: { ping(): Promise<void> };
  /** Null until a child process has loaded the engine. */
  readonly engineStatus: () => EngineStatus | null;
  readonly logger: Pick<Logger, 'warn'>;
}

const liveSchema = z.object({ status: z.literal('live') });

export const readySchema = z
  .object({
    status: z.literal('ready'),
    engine: z
      .object({
        backend: z.enum(['tensorflow', 'cpu']),
        version: z.string(),
        reason: z.string().optional().describe('why it is not the fast one'),
      })
      .nullable()
      .describe('what does the arithmetic; null until it has been loaded'),
  })
  .meta({ id: 'Readiness' });

/**
 * `/livez`: this process runs. `/readyz`: what it needs is there too. `/v2/health/live` and `/v2/health/ready` say the same in the
 * Open Inference Protocol. All are open, and answer within 2 s.
 */
export async function healthRoutes(app: App, { database, queue, engineStatus, logger }: HealthDeps): Promise<void> {
  let isMigrated = false;
  const readiness = new Readiness(
    {
      database: () => database.ping(),
      migrations: async () => {
        if (isMigrated) return;
        const pending = await pendingMigrations(database.pool);
        if (pending.length > 0) throw new NotReadyError(`are not applied: ${pending.join(', ')}`);
        isMigrated = true;
      },
      queue: () => queue.ping(),
    },
    logger,
  );

  app.get(
    '/livez',
    {
      config: { open: true },
      schema: {
        operationId: 'getLiveness',
        summary: 'Whether this process runs',
        tags: ['service'],
        response: { 200: liveSchema },
      },
    },
    async () => ({ status: 'live' as const }),
  );

  app.get(
    '/readyz',
    {
      config: { open: true },
      schema: {
        operationId: 'getReadiness',
        summary: 'Whether database, migrations and queue are there, and which engine does the arithmetic',
        tags: ['service'],
        response: { 200: readySchema, ...problemResponses(503) },
      },
    },
    async () => {
      await requireReady(readiness);
      return { status: 'ready' as const, engine: engineStatus() };
    },
  );

  app.get(
    '/v2/health/live',
    {
      config: { open: true },
      schema: {
        operationId: 'inferServerLive',
        summary: 'Whether this process runs, as the Open Inference Protocol asks it',
        tags: ['Open Inference Protocol'],
        response: { 200: z.object({ live: z.literal(true) }) },
      },
    },
    async () => ({ live: true as const }),
  );

  app.get(
    '/v2/health/ready',
    {
      config: { open: true },
      schema: {
        operationId: 'inferServerReady',
        summary: 'Whether database, migrations and queue are there, as the Open Inference Protocol asks it',
        tags: ['Open Inference Protocol'],
        response: { 200: z.object({ ready: z.literal(true) }), ...problemResponses(503) },
      },
    },
    async () => {
      await requireReady(readiness);
      return { ready: true as const };
    },
  );
}

/** @throws {UnavailableError} that names what is missing. */
async function requireReady(readiness: Readiness): Promise<void> {
  const missing = Object.entries(await readiness.missing());
  if (missing.length === 0) return;
  const parts = missing.map(([part, why]) => `${part}: ${why.replace(/\.$/, '')}`);
  throw new UnavailableError(`Not ready: ${parts.join('; ')}.`, { retryAfterS: 1 });
}
