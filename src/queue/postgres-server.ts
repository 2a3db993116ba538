import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import pg from 'pg';
import { KEPT_EVENTS, NAMESPACE, QUEUE_NAME } from './names.js';
import type { QueueServer } from './server.js';

/** Between two looks for a delivery that failed: BullMQ itself looks again at once, as fast as Postgres can refuse. */
const FAILED_FETCH_PAUSE_MS = 250;
/** Connections of either end; it needs one at a time, and one more to renew locks meanwhile. */
const POOL_SIZE = 3;

/** BullMQ on Postgres, in a schema of its own, which it makes and migrates itself. */
export function postgresServer(connectionString: string, connectionTimeoutMillis: number): QueueServer {
  const connection = {
    connectionString,
    connectionTimeoutMillis,
    schema: NAMESPACE,
    migrate: true,
    max: POOL_SIZE,
    application_name: 'fitserve queue',
    Client: HeardClient,
  };
  return {
    kind: 'postgres',
    openEntrance: () => {
      const queue = new Queue(QUEUE_NAME, { connection, streams: KEPT_EVENTS }, createPostgresBackend);
      return {
        queue,
        check: async () => {
          await queue.getJobCounts('wait');
        },
        close: () => queue.close(),
      };
    },
    openExit: (process, options) => {
      const worker = new Worker(QUEUE_NAME, process, { ...options, connection }, createPatientBackend);
      return { worker, cut: () => worker.disconnect() };
    },
  };
}

/**
 * A connection that BullMQ has taken out of its pool, to look for its tables, and that Postgres cuts between two queries emits an
 * 'error' for which BullMQ does not listen, and an unheard one ends the process. The query that follows fails and tells of it.
 */
class HeardClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

const createPatientBackend: typeof createPostgresBackend = (...args) => {
  const backend = createPostgresBackend(...args);
  const fetch = backend.moveToActive.bind(backend);
  backend.moveToActive = (...fetchArgs) =>
    fetch(...fetchArgs).catch(async (error: unknown) => {
      await sleep(FAILED_FETCH_PAUSE_MS);
      throw error;
    });
  return backend;
};
