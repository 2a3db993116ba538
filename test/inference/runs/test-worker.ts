import { readCheckpointBytes } from '../../../src/checkpoints/checkpoint-repository.js';
import { openNotifications } from '../../../src/database/notifications.js';
import { startInferenceWorker } from '../../../src/inference/inference-worker.js';
import type { RunWorker } from '../../../src/inference/runs/run-worker.js';
import { atEnd } from '../../support/cleanup.js';
import { silentLogger } from '../../support/config.js';
import { waitFor } from '../../support/wait-for.js';
import type { InferenceApp } from '../inference-app.js';

/** What a worker does in the background, on the app's database; it stops when the file's tests are over, or before. */
export async function inferenceWorker(api: InferenceApp): Promise<RunWorker> {
  const { config, connectionString, database, datasetCache } = api;
  const notifications = openNotifications(connectionString, config.DATABASE_CONNECT_TIMEOUT_MS, silentLogger);
  atEnd(() => notifications.close());
  const worker = await startInferenceWorker({
    config,
    database,
    notifications,
    datasets: datasetCache,
    workerId: 'worker',
    readCheckpoint: (checkpoint, end) => readCheckpointBytes(database.pool, checkpoint, end),
    logger: silentLogger,
  });
  atEnd(() => worker.stop());
  return worker;
}

/** Polls a run until it has ended. @returns it as it is answered then. */
export async function whenEnded(
  api: InferenceApp,
  location: string,
): Promise<{ status: string } & Record<string, unknown>> {
  return waitFor(`the end of ${location}`, async () => {
    const answer = await api.send('GET', location);
    const run: { status: string } = answer.json();
    return run.status === 'queued' || run.status === 'running' ? null : { ...run };
  });
}
