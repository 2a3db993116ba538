import type { TemporaryFiles } from '../../database/temporary-files.js';
import { dataFilesOf } from '../../engine/data-files.js';
import { checkData } from '../../engine/plan/check-data.js';
import { activationsPerRow, sizeOf, weightsOf } from '../../engine/plan/network-plan.js';
import type { DataFiles, TensorFile } from '../../engine/training-spec.js';
import { InvalidError } from '../../errors.js';
import { type DatasetFilesDeps, withDataset } from '../dataset-files.js';
import type { SideProcess } from '../side-process.js';
import type { StoredDataset, WeightsRef } from '../trained-model-repository.js';
import type { TrainedModel, TrainedModels } from '../trained-models.js';
import { InferenceError } from '../warm-child.js';
import { mappedTargets, matchInputs, matchTargets, outlineOf, type TargetMapping } from './evaluation-data.js';
import type { EvaluationFigures, EvaluationRequest, EvaluationResult } from './evaluation-schemas.js';
import { figuresOf, resultOf } from './evaluation-view.js';
import { showWorst } from './worst-rows.js';

export interface EvaluatorDeps extends DatasetFilesDeps {
  readonly models: Pick<TrainedModels, 'get' | 'source'>;
  readonly files: TemporaryFiles;
}

/** What to evaluate on what. */
export interface EvaluationWork extends EvaluationRequest {
  readonly weights: WeightsRef;
  readonly dataset: StoredDataset;
}

export interface FoundEvaluation {
  readonly figures: EvaluationFigures;
  readonly result: EvaluationResult;
}

/** Multiplications of an evaluation that takes about a tenth of a second of one core. */
const SHORT_WORK = 2 ** 30;

/** Evaluates models on datasets, in a process that is handed in. */
export class Evaluator {
  readonly #deps: EvaluatorDeps;

  constructor(deps: EvaluatorDeps) {
    this.#deps = deps;
  }

  /**
   * Checks that a dataset goes with the model.
   * @returns whether the work is so short that a process which predicts may do it beside.
   * @throws {InvalidError} at `/dataset` when it does not.
   */
  async check({ weights, dataset }: Pick<EvaluationWork, 'weights' | 'dataset'>): Promise<{ isShort: boolean }> {
    const model = await this.#deps.models.get(weights.job);
    match(model, dataset);
    const params = weightsOf(model.plan).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    return { isShort: dataset.spec.rows * (params + activationsPerRow(model.plan)) <= SHORT_WORK };
  }

  /**
   * Evaluates a model on a dataset. @param onRows hears how many rows are done.
   * @throws {InvalidError} at `/dataset` when the dataset does not fit the model; and whatever `process` throws.
   */
  async evaluate(
    process: Pick<SideProcess, 'evaluate'>,
    projectId: string,
    { weights, dataset, batch_size, worst }: EvaluationWork,
    onRows?: (done: number) => void,
  ): Promise<FoundEvaluation> {
    const { models } = this.#deps;
    const model = await models.get(weights.job);
    const { mappings, recoding } = match(model, dataset);
    const { preparing } = model.trained;
    return withDataset(this.#deps, projectId, dataset, (paths) =>
      this.#withTargets(filesOf(dataset, model, paths), mappings, async (data, folder) => {
        const task = {
          data,
          batchSize: batch_size,
          worst,
          isRegression: dataset.spec.task === 'regression' && model.trained.dataset.spec.task === 'regression',
          ...(preparing && { preparing: { ...preparing, recoding, folder } }),
        };
        const found = await process.evaluate(models.source(weights, model), task, onRows).catch((error: unknown) => {
          throw error instanceof InferenceError && error.code !== undefined
            ? new InvalidError([{ pointer: '/dataset', detail: error.message }])
            : error;
        });
        const labels = model.trained.dataset.spec.targets[0]?.classes ?? [];
        const worstRows = await showWorst(found.worst, model, dataset.spec, paths);
        return { figures: figuresOf(found), result: resultOf(found, labels, worstRows) };
      }),
    );
  }

  /** Does `work` with targets that are the class numbers of the training, and a folder for files of its own. */
  async #withTargets<Result>(
    data: DataFiles,
    mappings: readonly TargetMapping[],
    work: (data: DataFiles, folder: string) => Promise<Result>,
  ): Promise<Result> {
    const { files } = this.#deps;
    const targets: TensorFile[] = [];
    const folder = await files.folder();
    const written: { remove(): Promise<void> }[] = [folder];
    try {
      for (const [index, target] of data.targets.entries()) {
        const mapping = mappings[index] ?? null;
        const file = mapping && (await files.write(mappedTargets(target, mapping)));
        if (file) written.push(file);
        targets.push(file ? { ...target, path: file.path, dtype: 'int32' } : target);
      }
      return await work({ ...data, targets }, folder.path);
    } finally {
      await Promise.all(written.map((file) => file.remove()));
    }
  }
}

function match({ trained, plan }: TrainedModel, dataset: StoredDataset) {
  const trainedOn = trained.dataset.spec;
  const mappings = matchTargets(trainedOn, dataset.spec);
  const { prepared, recoding } = matchInputs(trained, dataset.spec);
  checkData(plan, trained.compile, outlineOf(prepared, trainedOn, mappings), '/dataset');
  return { mappings, recoding };
}

/** Raw data is prepared as that of the training was, unless it brings a scale of its own. */
function filesOf({ spec }: StoredDataset, { trained }: TrainedModel, paths: readonly string[]): DataFiles {
  return dataFilesOf({ ...spec, scale: spec.scale ?? trained.dataset.spec.scale }, paths);
}
