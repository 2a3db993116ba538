import { catalogRoutes } from './catalog/catalog-routes.js';
import { readCheckpointBytes } from './checkpoints/checkpoint-repository.js';
import { checkpointRoutes } from './checkpoints/checkpoint-routes.js';
import { Converter } from './checkpoints/conversion/converter.js';
import type { Config } from './config.js';
import { dashboardRoutes } from './dashboard/dashboard-routes.js';
import type { Database } from './database/client.js';
import type { DatasetCache } from './database/dataset-cache.js';
import type { Notifications } from './database/notifications.js';
import { datasetRoutes } from './datasets/dataset-routes.js';
import { healthRoutes } from './health/health-routes.js';
import type { App } from './http/app-type.js';
import { BOARD_PATH } from './http/auth.js';
import { createApp } from './http/create-app.js';
import type { InferencePool } from './inference/inference-pool.js';
import { type InferenceRoutesDeps, inferenceRoutes } from './inference/inference-routes.js';
import { eventRoutes } from './jobs/event-routes.js';
import { importRoutes } from './jobs/imports/import-routes.js';
import { jobRoutes } from './jobs/job-routes.js';
import { openJobWatch } from './jobs/job-watch.js';
import type { Logger } from './logger.js';
import { measureRequests, metricsRoutes } from './metrics/metrics-routes.js';
import { ServiceMetrics } from './metrics/service-metrics.js';
import { modelRoutes } from './models/model-routes.js';
import { auditChanges } from './projects/audit-log.js';
import { keyRoutes } from './projects/key-routes.js';
import type { KeyService } from './projects/key-service.js';
import { limitRequests } from './projects/limit-requests.js';
import { projectRoutes } from './projects/project-routes.js';
import { RateLimiter } from './projects/rate-limiter.js';
import { StoredTokens } from './projects/token-store.js';
import { queueBoard } from './queue/queue-board.js';
import { webhookRoutes } from './webhooks/webhook-routes.js';

/** What the API is made of. The caller opens these and closes them, after the app. */
export interface AppDeps {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly notifications: Pick<Notifications, 'listen' | 'onReconnect'>;
  readonly queue: { ping(): Promise<void> };
  readonly keys: Pick<KeyService, 'authenticate' | 'forget'>;
  readonly inference: Pick<InferencePool, 'predict' | 'evaluate' | 'engineInfo' | 'pids'>;
  /** What this process counts; where left out, the app's own. */
  readonly metrics?: ServiceMetrics;
  readonly datasetCache: Pick<DatasetCache, 'materialize'>;
}

/** What features share besides. */
interface FeatureDeps extends AppDeps {
  readonly metrics: ServiceMetrics;
  readonly converter: Converter;
}

/** The features of the API: one line each. */
const FEATURES: ReadonlyArray<(app: App, deps: FeatureDeps) => Promise<void>> = [
  async (app, deps) => healthRoutes(app, { ...deps, engineStatus: () => deps.inference.engineInfo() }),
  metricsRoutes,
  datasetRoutes,
  modelRoutes,
  async (app) => catalogRoutes(app),
  jobRoutes,
  importRoutes,
  jobEvents,
  webhookRoutes,
  keyRoutes,
  projectRoutes,
  checkpointRoutes,
  async (app, deps) => inferenceRoutes(app, { ...deps, readCheckpoint: storedCheckpoints(deps) }),
  async (app) => dashboardRoutes(app),
  async (app, { config }) => queueBoard(app, config, BOARD_PATH),
];

/** The whole API. It does not listen: the server does that, and tests call `inject`. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { config, logger, database, keys } = deps;
  const app = await createApp({
    config,
    logger,
    pool: database.pool,
    authenticate: (key, address) => keys.authenticate(key, address),
  });
  const metrics = deps.metrics ?? new ServiceMetrics();
  measureRequests(app, metrics);
  auditChanges(app, database.pool, config.AUDIT_KEEP_MS);
  const limiter = new RateLimiter(new StoredTokens(database.pool), logger);
  limitRequests(app, { database: database.pool, config, limiter });
  const featureDeps = { ...deps, metrics, converter: new Converter(deps) };
  for (const feature of FEATURES) {
    await app.register(async (scope: App) => feature(scope, featureDeps));
  }
  await app.ready();
  return app;
}

async function jobEvents(app: App, { database, notifications }: AppDeps): Promise<void> {
  const jobWatch = await openJobWatch(notifications);
  app.addHook('onClose', async () => jobWatch.close());
  await eventRoutes(app, { database, jobWatch });
}

function storedCheckpoints({ database }: AppDeps): InferenceRoutesDeps['readCheckpoint'] {
  return (checkpoint, end) => readCheckpointBytes(database.pool, checkpoint, end);
}
