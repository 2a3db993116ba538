import { checkpointRoutes } from './checkpoints/checkpoint-routes.js';
import type { Config } from './config.js';
import type { Database } from './database/client.js';
import type { Notifications } from './database/notifications.js';
import { datasetRoutes } from './datasets/dataset-routes.js';
import { type EngineStatus, healthRoutes } from './health/health-routes.js';
import type { App } from './http/app-type.js';
import { createApp } from './http/create-app.js';
import { eventRoutes } from './jobs/event-routes.js';
import { jobRoutes } from './jobs/job-routes.js';
import { openJobWatch } from './jobs/job-watch.js';
import type { Logger } from './logger.js';
import { modelRoutes } from './models/model-routes.js';
import type { KeyService } from './projects/key-service.js';

/** What the API is made of. The caller opens these and closes them, after the app. */
export interface AppDeps {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly notifications: Pick<Notifications, 'listen' | 'onReconnect'>;
  readonly queue: { ping(): Promise<void> };
  readonly keys: Pick<KeyService, 'authenticate'>;
  /** Null until a child process has loaded the engine. */
  readonly engineStatus: () => EngineStatus | null;
}

/** The features of the API: one line each. */
const FEATURES: ReadonlyArray<(app: App, deps: AppDeps) => Promise<void>> = [
  healthRoutes,
  datasetRoutes,
  modelRoutes,
  jobRoutes,
  jobEvents,
  checkpointRoutes,
];

/** The whole API. It does not listen: the server does that, and tests call `inject`. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { config, logger, database, keys } = deps;
  const app = await createApp({
    config,
    logger,
    pool: database.pool,
    authenticate: (key) => keys.authenticate(key),
  });
  for (const feature of FEATURES) {
    await app.register(async (scope: App) => feature(scope, deps));
  }
  await app.ready();
  return app;
}

async function jobEvents(app: App, { database, notifications }: AppDeps): Promise<void> {
  const jobWatch = await openJobWatch(notifications);
  app.addHook('onClose', async () => jobWatch.close());
  await eventRoutes(app, { database, jobWatch });
}
