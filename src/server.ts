import { join } from 'node:path';
import { buildApp } from './app.js';
import { type Config, loadConfig } from './config.js';
import { openDatabase } from './database/client.js';
import { connectPostgres } from './database/connect.js';
import { openDatasetCache } from './database/dataset-cache.js';
import { migrate } from './database/migrate.js';
import { openNotifications } from './database/notifications.js';
import { InferencePool } from './inference/inference-pool.js';
import { inferenceFiles } from './inference/warm-child.js';
import { hideFromChildren } from './isolation/confinement.js';
import { startReconciler } from './jobs/reconciler.js';
import { showFirstKey } from './launch/first-key.js';
import { tellParent } from './launch/messages.js';
import { exitWithFailure, listenFailure } from './launch/start-failure.js';
import { startTracing } from './launch/start-tracing.js';
import { stopOnSignal } from './launch/stop-signals.js';
import { waitForDatabase } from './launch/wait-for-database.js';
import { createLogger, type Logger } from './logger.js';
import { ServiceMetrics } from './metrics/service-metrics.js';
import { bootstrapKey } from './projects/bootstrap-key.js';
import { KeyRepository } from './projects/key-repository.js';
import { KeyService } from './projects/key-service.js';
import { createQueueBackend } from './queue/queue.js';
import { startRelay } from './queue/relay.js';
import { startWebhookDispatcher } from './webhooks/webhook-dispatcher.js';

/** The API, and what looks after the queue: `node dist/src/server.js`. Workers are started apart. */
async function main(config: Config, logger: Logger): Promise<void> {
  const stopTracing = await startTracing(config, 'fitserve-server');
  hideFromChildren(config.DATA_DIR);
  // Its processes load TensorFlow for seconds: the rest is made ready meanwhile.
  const metrics = new ServiceMetrics();
  const inference = new InferencePool({ config, logger, observer: metrics, files: inferenceFiles(config) });
  const postgres = await connectPostgres(config, logger);
  const { connectionString } = postgres;
  const database = openDatabase(config, connectionString, logger);
  await waitForDatabase(database, logger);
  await migrate(connectionString, logger);
  const keys = new KeyService(new KeyRepository(database), logger);
  showFirstKey(await bootstrapKey(config, keys, database), config);

  const notifications = openNotifications(connectionString, config.DATABASE_CONNECT_TIMEOUT_MS, logger);
  const queue = createQueueBackend(config, connectionString, logger);
  const relay = startRelay({ database, queue, notifications, logger, config });
  const reconciler = startReconciler({ database, queue, config, logger });
  const webhooks = startWebhookDispatcher({ database, notifications, config, logger });
  const datasetCache = openDatasetCache({
    dir: join(config.DATA_DIR, 'cache'),
    limitBytes: config.CACHE_LIMIT_BYTES,
    database,
  });
  const app = await buildApp({
    config,
    logger,
    database,
    notifications,
    queue,
    keys,
    inference,
    metrics,
    datasetCache,
  });

  stopOnSignal(
    async () => {
      await app.close();
      await Promise.all([relay.stop(), reconciler.stop(), webhooks.stop()]);
      await Promise.all([inference.close(), datasetCache.close(), queue.close(), notifications.close()]);
      await database.close();
      await postgres.stop();
      await stopTracing();
    },
    config.SHUTDOWN_GRACE_MS,
    logger,
  );

  const url = await app.listen({ host: config.HOST, port: config.PORT }).catch((error: unknown) => {
    throw listenFailure(error, config.HOST, config.PORT);
  });
  logger.info({ url, queue: queue.kind }, 'listening');
  if (process.send === undefined)
    console.log(`fitserve answers at ${url} (documentation: ${url}/docs). Ctrl-C stops it.`);
  tellParent({ type: 'listening', url });
}

try {
  const config = loadConfig();
  await main(config, createLogger(config, 'server'));
} catch (error) {
  exitWithFailure(error);
}
