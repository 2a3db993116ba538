import type { Config } from './config.js';
import type { Database } from './database/client.js';
import type { EngineInfo } from './engine/training-spec.js';
import { healthRoutes } from './health/health-routes.js';
import type { App } from './http/app-type.js';
import { createApp } from './http/create-app.js';
import type { Logger } from './logger.js';
import { workerMetricsRoutes } from './metrics/metrics-routes.js';
import type { WorkerMetrics } from './metrics/worker-metrics.js';
import { KeyRepository } from './projects/key-repository.js';
import { KeyService } from './projects/key-service.js';

/** What a worker answers at its own port: whether it runs and has what it needs, and its figures. It does not listen. */
export async function buildWorkerApp(deps: {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly queue: { ping(): Promise<void> };
  readonly engine: EngineInfo;
  readonly metrics: WorkerMetrics;
  readonly trainers: { pids(): readonly number[] };
}): Promise<App> {
  const { config, logger, database } = deps;
  const keys = new KeyService(new KeyRepository(database), logger);
  const app = await createApp({
    config,
    logger,
    pool: database.pool,
    authenticate: (key, address) => keys.authenticate(key, address),
  });
  await healthRoutes(app, { ...deps, engineStatus: () => deps.engine });
  await workerMetricsRoutes(app, deps);
  await app.ready();
  return app;
}
