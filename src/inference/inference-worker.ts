import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import type { DatasetCache } from '../database/dataset-cache.js';
import { TemporaryFiles } from '../database/temporary-files.js';
import { BatchPredictor } from './batch/batch-predictor.js';
import { evaluationWork } from './evaluations/evaluation-work.js';
import { Evaluator } from './evaluations/evaluator.js';
import { RunStore } from './runs/run-store.js';
import { type RunWorker, type RunWorkerDeps, startRunWorker } from './runs/run-worker.js';
import { SideProcess } from './side-process.js';
import { TrainedModelRepository } from './trained-model-repository.js';
import { type ReadCheckpoint, TrainedModels } from './trained-models.js';
import { INFERENCE_FILES, inferenceFiles, type WarmChildOptions } from './warm-child.js';

export interface InferenceWorkerDeps extends Pick<RunWorkerDeps, 'workerId' | 'notifications' | 'logger'> {
  readonly config: RunWorkerDeps['config'] &
    WarmChildOptions['config'] &
    Pick<Config, 'DATA_DIR' | 'TRAINING_FILE_BYTES'>;
  readonly database: Pick<Database, 'pool'>;
  readonly datasets: Pick<DatasetCache, 'materialize'>;
  readonly readCheckpoint: ReadCheckpoint;
}

/** Evaluates and predicts in the background what was left to workers. */
export async function startInferenceWorker(deps: InferenceWorkerDeps): Promise<RunWorker> {
  const { config, logger, database, datasets, readCheckpoint } = deps;
  const repository = new TrainedModelRepository(database.pool);
  const files = new TemporaryFiles(config.DATA_DIR, INFERENCE_FILES);
  const models = new TrainedModels({ repository, files, readCheckpoint });
  const evaluator = new Evaluator({ repository, models, files, datasets });
  const predictor = new BatchPredictor({ repository, models, datasets });
  const process = new SideProcess({ config, logger, files: inferenceFiles(config) });
  const worker = await startRunWorker({
    ...deps,
    store: new RunStore(database),
    process,
    works: { evaluation: evaluationWork(repository, evaluator), batch_prediction: predictor.work },
  });
  return {
    stop: async () => {
      await worker.stop();
      await process.close();
    },
  };
}
