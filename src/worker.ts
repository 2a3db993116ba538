import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readCheckpointBytes } from './checkpoints/checkpoint-repository.js';
import { type Config, cores, loadConfig } from './config.js';
import { openDatabase } from './database/client.js';
import { openDatasetCache } from './database/dataset-cache.js';
import { migrate } from './database/migrate.js';
import { openNotifications } from './database/notifications.js';
import { openRoom } from './database/room.js';
import { trainingThreads } from './engine/plan/training-threads.js';
import type { EngineInfo } from './engine/training-spec.js';
import { startInferenceWorker } from './inference/inference-worker.js';
import { confinement, hideFromChildren } from './isolation/confinement.js';
import { createAttemptStore } from './jobs/attempt-repository.js';
import { openJobWatch } from './jobs/job-watch.js';
import { startReconciler } from './jobs/reconciler.js';
import { exitWithFailure, listenFailure, StartError } from './launch/start-failure.js';
import { startTracing } from './launch/start-tracing.js';
import { stopOnSignal } from './launch/stop-signals.js';
import { waitForDatabase } from './launch/wait-for-database.js';
import { createLogger, type Logger } from './logger.js';
import { WorkerMetrics } from './metrics/worker-metrics.js';
import { createQueueBackend } from './queue/queue.js';
import { startRelay } from './queue/relay.js';
import { ChildPool, EngineLoadError } from './trainer/child-pool.js';
import { openScratchRoot } from './trainer/scratch.js';
import { Supervisor } from './trainer/supervisor.js';
import { buildWorkerApp } from './worker-app.js';

/** Takes jobs and trains them, in processes of their own: `node dist/src/worker.js`. As many as wanted may run. */
async function main(config: Config, logger: Logger): Promise<void> {
  const { DATABASE_URL: connectionString } = config;
  if (connectionString === undefined) {
    throw new StartError(
      'A worker by itself needs DATABASE_URL; `npm start` runs everything, with a Postgres of its own.',
    );
  }
  // Closed from the last to the first, so that each may rely on those before it.
  const closers: (() => Promise<unknown>)[] = [];
  let isStopping = false;
  stopOnSignal(
    async () => {
      isStopping = true;
      for (const close of closers.reverse()) await close();
    },
    config.SHUTDOWN_GRACE_MS,
    logger,
  );
  try {
    await start(config, connectionString, logger, closers);
  } catch (error) {
    // What was closed under a start that had not come to its end is no failure.
    if (!isStopping) throw error;
  }
}

async function start(
  config: Config,
  connectionString: string,
  logger: Logger,
  closers: (() => Promise<unknown>)[],
): Promise<void> {
  const workerId = `worker-${process.pid}-${randomBytes(4).toString('hex')}`;
  const scratch = await openScratchRoot(join(config.DATA_DIR, 'scratch'), workerId);
  closers.push(() => scratch.remove());
  const cacheFolder = join(config.DATA_DIR, 'cache');
  hideFromChildren(config.DATA_DIR);
  announceConfinement(logger);
  const pool = new ChildPool({
    files: {
      dataDir: config.DATA_DIR,
      own: scratch.path,
      reads: [cacheFolder],
      fileBytes: config.TRAINING_FILE_BYTES,
    },
    size: config.WORKER_CONCURRENCY,
    engine: config.ENGINE,
    // Most models are small, and a job that is worth more threads gets a child of its own.
    threads: config.ENGINE_THREADS || 1,
    logger,
  });
  closers.push(() => pool.close());
  closers.push(await startTracing(config, 'fitserve-worker'));
  // Loading takes seconds: the rest is made ready meanwhile.
  const loading = pool.warm();
  loading.catch(() => undefined);

  const database = openDatabase(config, connectionString, logger);
  closers.push(() => database.close());
  await waitForDatabase(database, logger);
  await migrate(connectionString, logger);

  const datasets = openDatasetCache({
    dir: cacheFolder,
    limitBytes: config.CACHE_LIMIT_BYTES,
    database,
  });
  closers.push(() => datasets.close());
  const notifications = openNotifications(connectionString, config.DATABASE_CONNECT_TIMEOUT_MS, logger);
  closers.push(() => notifications.close());
  const queue = createQueueBackend(config, connectionString, logger);
  closers.push(() => queue.close());
  const relay = startRelay({ database, queue, notifications, logger, config });
  closers.push(() => relay.stop());
  const reconciler = startReconciler({ database, queue, config, logger });
  closers.push(() => reconciler.stop());
  const watch = await openJobWatch(notifications);
  closers.push(async () => watch.close());

  const engine = await engineOf(loading);
  announceEngine(engine, logger);
  const metrics = new WorkerMetrics();
  const supervisor = new Supervisor({
    store: createAttemptStore(database, config.PROJECT_MAX_RUNNING),
    datasets,
    pool,
    room: openRoom(config, database.pool),
    scratchRoot: scratch.path,
    workerId,
    observer: metrics,
    watchJob: watch.watch,
    threadsFor: ({ model, fit }) =>
      config.ENGINE_THREADS || trainingThreads(model, fit.batchSize, { cores, jobs: config.WORKER_CONCURRENCY }),
    logger,
    config,
  });
  const consumer = queue.createConsumer({
    concurrency: config.WORKER_CONCURRENCY,
    // A delivery that the queue takes back is no reason to stop: who may train a job is decided by its claim.
    process: ({ jobId }) => supervisor.runNext(jobId),
  });
  closers.push(() => Promise.all([consumer.close(config.SHUTDOWN_GRACE_MS), supervisor.stop()]));
  const inference = await startInferenceWorker({
    workerId,
    database,
    datasets,
    notifications,
    readCheckpoint: (checkpoint, end) => readCheckpointBytes(database.pool, checkpoint, end),
    logger,
    config,
  });
  closers.push(() => inference.stop());
  if (config.WORKER_PORT !== undefined) {
    const app = await buildWorkerApp({ config, logger, database, queue, engine, metrics, trainers: pool });
    closers.push(() => app.close());
    const url = await app.listen({ host: config.HOST, port: config.WORKER_PORT }).catch((error: unknown) => {
      throw listenFailure(error, config.HOST, config.WORKER_PORT ?? 0, 'WORKER_PORT');
    });
    logger.info({ url }, 'listening');
  }
  logger.info({ workerId, queue: queue.kind }, 'waiting for jobs');
}

/** @throws {StartError} where the engine that is insisted on is not there: jobs are left to workers that have it. */
async function engineOf(loading: Promise<EngineInfo>): Promise<EngineInfo> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof EngineLoadError) throw new StartError(error.message, { cause: error });
    throw error;
  }
}

/** Says once what the children that this process forks are not kept from here. */
function announceConfinement(logger: Logger): void {
  const { missing } = confinement();
  if (missing.length > 0) logger.warn({ missing }, 'the system does not keep child processes from all of this');
}

function announceEngine(engine: EngineInfo, logger: Logger): void {
  if (engine.backend === 'tensorflow') logger.info({ engine }, 'the engine is native TensorFlow');
  else logger.warn({ engine }, 'NO NATIVE TENSORFLOW: training runs on the JavaScript backend, many times slower');
}

try {
  const config = loadConfig();
  await main(config, createLogger(config, 'worker'));
} catch (error) {
  exitWithFailure(error);
}
