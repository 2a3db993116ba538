import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Config, environmentOf } from '../config.js';
import { openDatabase } from '../database/client.js';
import { connectPostgres, type PostgresAccess } from '../database/connect.js';
import { migrate } from '../database/migrate.js';
import { type EngineStatus, readySchema } from '../health/health-routes.js';
import type { Logger } from '../logger.js';
import { bootstrapKey, FIRST_KEY_FILE } from '../projects/bootstrap-key.js';
import { KeyRepository } from '../projects/key-repository.js';
import { KeyService } from '../projects/key-service.js';
import { serverMessageSchema } from './messages.js';
import { ServiceProcess } from './service-process.js';
import { StartError } from './start-failure.js';
import { waitForDatabase } from './wait-for-database.js';

const SERVER = new URL('../server.js', import.meta.url);
const WORKER = new URL('../worker.js', import.meta.url);
const READY_POLL_MS = 100;

/** A running service: embedded Postgres (unless DATABASE_URL names another), API and worker, as one process tree. */
export interface Service {
  /** Where the API answers: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The key that was made at this start, or that an earlier start or a setting made; undefined where none is known here. */
  readonly apiKey: string | undefined;
  /** Whether `apiKey` was made at this start, so that its owner has not seen it yet. */
  readonly isKeyNew: boolean;
  /** Process ids, for those who look after them. */
  readonly pids: { readonly server: number; readonly worker: number };
  /** Waits until the service is ready and its engine loaded; null when the engine is not loaded by then. @throws {StartError} */
  engine(timeoutMs: number): Promise<EngineStatus | null>;
  /** Rejects when a part cannot go on; never resolves. */
  readonly failed: Promise<never>;
  /** Ends all of it, in order: no new requests, then the jobs in hand, then Postgres. */
  stop(): Promise<void>;
}

/**
 * Starts everything and resolves when the API listens. A process that dies later is started again.
 * @throws {StartError} and others that exitWithFailure explains, or the reason of `signal`; nothing is left running then.
 */
export async function startService(config: Config, logger: Logger, signal?: AbortSignal): Promise<Service> {
  const postgres = await connectPostgres(config, logger);
  try {
    const key = await prepareDatabase(config, postgres, logger, signal);
    signal?.throwIfAborted();
    return await startProcesses(config, postgres, logger, key, signal);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Migrations and the first key, seen to before any process needs them. */
async function prepareDatabase(
  config: Config,
  { connectionString }: PostgresAccess,
  logger: Logger,
  signal: AbortSignal | undefined,
): Promise<Pick<Service, 'apiKey' | 'isKeyNew'>> {
  const database = openDatabase(config, connectionString, logger);
  try {
    await waitForDatabase(database, logger, signal);
    await migrate(connectionString, logger);
    const keys = new KeyService(new KeyRepository(database), logger);
    const made = await bootstrapKey(config, keys, database);
    return { apiKey: made ?? config.BOOTSTRAP_API_KEY ?? (await keptKey(config)), isKeyNew: made !== undefined };
  } finally {
    await database.close();
  }
}

async function keptKey({ DATA_DIR }: Config): Promise<string | undefined> {
  const kept = await readFile(join(DATA_DIR, FIRST_KEY_FILE), 'utf8').catch(() => '');
  return kept.trim() === '' ? undefined : kept.trim();
}

async function startProcesses(
  config: Config,
  postgres: PostgresAccess,
  logger: Logger,
  key: Pick<Service, 'apiKey' | 'isKeyNew'>,
  signal: AbortSignal | undefined,
): Promise<Service> {
  let url: string | undefined;
  let listening: (url: string) => void = () => undefined;
  const firstListening = new Promise<string>((resolve) => {
    listening = resolve;
  });
  const environment = (): NodeJS.ProcessEnv => {
    // A server that is started again keeps the free port that it took at first.
    const PORT = url === undefined ? config.PORT : Number(new URL(url).port || config.PORT);
    return environmentOf({ ...config, PORT, DATABASE_URL: postgres.connectionString, BOOTSTRAP_API_KEY: undefined });
  };
  const onMessage = (message: unknown) => {
    const parsed = serverMessageSchema.safeParse(message);
    if (!parsed.success) return;
    url = parsed.data.url;
    listening(url);
  };
  const hasWorked = () => url !== undefined;
  const server = new ServiceProcess({ name: 'server', modulePath: SERVER, environment, onMessage, hasWorked, logger });
  const worker = new ServiceProcess({ name: 'worker', modulePath: WORKER, environment, hasWorked: () => true, logger });
  const failed = Promise.race([server.failed, worker.failed]);
  failed.catch(() => undefined);
  const stopProcesses = async () => {
    await server.stop(config.SHUTDOWN_GRACE_MS);
    await worker.stop(config.SHUTDOWN_GRACE_MS);
  };
  try {
    const address = await Promise.race([firstListening, failed, whenAborted(signal)]);
    return {
      ...key,
      url: address,
      get pids() {
        return { server: server.pid, worker: worker.pid };
      },
      engine: (timeoutMs) => Promise.race([waitForEngine(address, timeoutMs), failed]),
      failed,
      stop: async () => {
        await stopProcesses();
        await postgres.stop();
      },
    };
  } catch (error) {
    await stopProcesses();
    throw error;
  }
}

function whenAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function waitForEngine(url: string, timeoutMs: number): Promise<EngineStatus | null> {
  let last = 'it does not answer';
  for (const deadline = Date.now() + timeoutMs; ; await sleep(READY_POLL_MS)) {
    const answer = await askReadiness(url);
    if (answer.engine !== null) return answer.engine;
    last = answer.complaint ?? '';
    if (Date.now() < deadline) continue;
    if (last === '') return null;
    throw new StartError(`The service is not ready: ${last}.`);
  }
}

const unreadySchema = z.object({ detail: z.string() });

async function askReadiness(url: string): Promise<{ engine: EngineStatus | null; complaint?: string }> {
  try {
    const response = await fetch(new URL('/readyz', url));
    const body: unknown = await response.json();
    if (response.ok) return { engine: readySchema.parse(body).engine };
    return { engine: null, complaint: unreadySchema.parse(body).detail };
  } catch {
    return { engine: null, complaint: 'it does not answer' };
  }
}
