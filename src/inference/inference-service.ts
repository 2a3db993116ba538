import type { CachedDataset, DatasetCache } from '../database/dataset-cache.js';
import type { TemporaryFiles } from '../database/temporary-files.js';
import { dataFilesOf } from '../engine/data-files.js';
import { checkData } from '../engine/plan/check-data.js';
import type { DataFiles, TensorFile } from '../engine/training-spec.js';
import { InvalidError } from '../errors.js';
import { toJsonNumbers } from '../http/json-number.js';
import { perClass } from './class-report.js';
import { mappedTargets, matchInputs, matchTargets, outlineOf, type TargetMapping } from './evaluation-data.js';
import type { InferencePool } from './inference-pool.js';
import type { Evaluate, EvaluationView } from './inference-schemas.js';
import type { PostedPredict } from './posted-predict.js';
import { predictionJson } from './prediction-json.js';
import type { Predictor } from './predictor.js';
import type { StoredDataset, TrainedModelRepository } from './trained-model-repository.js';
import type { TrainedModel, TrainedModels } from './trained-models.js';
import { InferenceError } from './warm-child.js';

export interface InferenceServiceDeps {
  readonly repository: Pick<TrainedModelRepository, 'dataset'>;
  readonly models: Pick<TrainedModels, 'source'>;
  readonly predictor: Predictor;
  readonly pool: Pick<InferencePool, 'evaluate'>;
  readonly datasets: Pick<DatasetCache, 'materialize'>;
  readonly files: TemporaryFiles;
}

/** Predictions and evaluations by the weights of jobs. */
export class InferenceService {
  readonly #deps: InferenceServiceDeps;

  constructor(deps: InferenceServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Predicts posted rows. @returns the answer as JSON.
   * @throws {InvalidError} {NotFoundError} {ConflictError} `model_not_trained` {UnavailableError}
   */
  async predict(projectId: string, modelId: string, { choice, topK, body }: PostedPredict): Promise<string> {
    const { model, predicted } = await this.#deps.predictor.predictBody(projectId, modelId, choice, body);
    if (topK !== undefined && model.classes === undefined) {
      const detail = "is for models whose one output tells classes apart; this one's are no probabilities of classes";
      throw new InvalidError([{ pointer: '/top_k', detail, received: topK }]);
    }
    return predictionJson(predicted, model.classes, topK);
  }

  /**
   * Evaluates a model on a dataset.
   * @throws {InvalidError} at `/dataset` when the dataset does not fit the model; and as `predict` does.
   */
  async evaluate(projectId: string, modelId: string, posted: Evaluate): Promise<EvaluationView> {
    const { repository, models, pool, predictor } = this.#deps;
    const { weights, model } = await predictor.choose(projectId, modelId, posted.checkpoint);
    const dataset = await repository.dataset(projectId, posted.dataset);
    const trainedOn = model.trained.dataset.spec;
    const mappings = matchTargets(trainedOn, dataset.spec);
    const { prepared, recoding } = matchInputs(model.trained, dataset.spec);
    checkData(model.plan, model.trained.compile, outlineOf(prepared, trainedOn, mappings), '/dataset');
    const { preparing } = model.trained;
    const found = await this.#withData(projectId, dataset, model, mappings, (data, folder) =>
      pool
        .evaluate(
          models.source(weights, model),
          data,
          posted.batch_size,
          preparing && { ...preparing, recoding, folder },
        )
        .catch((error: unknown) => {
          throw error instanceof InferenceError && error.code !== undefined
            ? new InvalidError([{ pointer: '/dataset', detail: error.message }])
            : error;
        }),
    );
    return {
      rows: found.rows,
      metrics: toJsonNumbers(found.metrics),
      ...classesOf(found.confusionMatrix, trainedOn.targets[0]?.classes ?? []),
      ...weights,
    };
  }

  /** Does `work` with the dataset in local files, its targets as the class numbers of the training, and a folder for files of its own. */
  async #withData<Result>(
    projectId: string,
    dataset: StoredDataset,
    model: TrainedModel,
    mappings: readonly TargetMapping[],
    work: (data: DataFiles, folder: string) => Promise<Result>,
  ): Promise<Result> {
    const cached = await this.#materialize(projectId, dataset);
    try {
      // Raw data is prepared as that of the training was, unless it brings a scale of its own.
      const scale = dataset.spec.scale ?? model.trained.dataset.spec.scale;
      const data = dataFilesOf({ ...dataset.spec, scale }, cached.files);
      const targets: TensorFile[] = [];
      const folder = await this.#deps.files.folder();
      const written: { remove(): Promise<void> }[] = [folder];
      try {
        for (const [index, target] of data.targets.entries()) {
          const mapping = mappings[index] ?? null;
          const file = mapping && (await this.#deps.files.write(mappedTargets(target, mapping)));
          if (file) written.push(file);
          targets.push(file ? { ...target, path: file.path, dtype: 'int32' } : target);
        }
        return await work({ ...data, targets }, folder.path);
      } finally {
        await Promise.all(written.map((file) => file.remove()));
      }
    } finally {
      await cached.release();
    }
  }

  async #materialize(projectId: string, { id, spec, sha256 }: StoredDataset): Promise<CachedDataset> {
    try {
      return await this.#deps.datasets.materialize(id, spec, sha256);
    } catch (error) {
      // It may have been deleted meanwhile; then that is the answer.
      await this.#deps.repository.dataset(projectId, id);
      throw error;
    }
  }
}

function classesOf(matrix: number[][] | undefined, classes: readonly string[]) {
  if (matrix === undefined) return {};
  const labels = matrix.map((_, index) => classes[index] ?? String(index));
  return { classes: labels, confusion_matrix: matrix, per_class: perClass(labels, matrix) };
}
