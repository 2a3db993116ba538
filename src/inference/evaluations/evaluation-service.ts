import type { InferencePool } from '../inference-pool.js';
import type { RunQuery, RunRepository } from '../runs/run-repository.js';
import type { RunRow } from '../runs/run-schemas.js';
import type { SideProcess } from '../side-process.js';
import type { TrainedModelRepository } from '../trained-model-repository.js';
import type { Evaluate, Evaluated, EvaluationSummary, EvaluationView } from './evaluation-schemas.js';
import { toEvaluation, toEvaluationSummary } from './evaluation-view.js';
import type { Evaluator } from './evaluator.js';

export interface EvaluationServiceDeps {
  readonly repository: Pick<TrainedModelRepository, 'pick' | 'dataset'>;
  readonly runs: RunRepository;
  readonly evaluator: Evaluator;
  /** The processes that predict: they take what is short. */
  readonly pool: Pick<InferencePool, 'evaluate'>;
  /** A process apart, for what takes longer. */
  readonly side: Pick<SideProcess, 'evaluate'>;
}

/** Evaluations: made at once or by a worker, and kept. */
export class EvaluationService {
  readonly #deps: EvaluationServiceDeps;

  constructor(deps: EvaluationServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Evaluates a model on a dataset now, always anew, and keeps what was found.
   * @throws {InvalidError} at `/dataset` when the dataset does not fit the model; {NotFoundError}; {UnavailableError};
   *   {ConflictError} `model_not_trained`.
   */
  async evaluate(projectId: string, modelId: string, posted: Evaluate): Promise<Evaluated> {
    const { evaluator, runs, pool, side } = this.#deps;
    const { work, isShort } = await this.#check(projectId, modelId, posted);
    const startedAt = performance.now();
    const found = await evaluator.evaluate(isShort ? pool : side, projectId, work);
    const row = await runs.insert(projectId, modelId, {
      ...newRun(work),
      found: { ...found, durationMs: performance.now() - startedAt },
    });
    return { ...toEvaluation(row, null), rows: found.figures.rows, ...found.result };
  }

  /** Leaves an evaluation to a worker, once it is known that model and dataset go together. @throws as `evaluate` does. */
  async enqueue(projectId: string, modelId: string, posted: Evaluate): Promise<EvaluationView> {
    const { work } = await this.#check(projectId, modelId, posted);
    return toEvaluation(await this.#deps.runs.insert(projectId, modelId, newRun(work)), null);
  }

  /** @throws {NotFoundError} */
  async get(projectId: string, modelId: string, id: string): Promise<{ row: RunRow; view: () => EvaluationView }> {
    const { row, result } = await this.#deps.runs.find(projectId, modelId, id);
    return { row, view: () => toEvaluation(row, result) };
  }

  /** @throws {NotFoundError} */
  async list(projectId: string, modelId: string, query: RunQuery): Promise<EvaluationSummary[]> {
    return (await this.#deps.runs.list(projectId, modelId, query)).map(toEvaluationSummary);
  }

  async #check(projectId: string, modelId: string, posted: Evaluate) {
    const { repository, evaluator } = this.#deps;
    const weights = await repository.pick(projectId, modelId, posted.checkpoint);
    const dataset = await repository.dataset(projectId, posted.dataset);
    const { batch_size, worst } = posted;
    const work = { weights, dataset, batch_size, worst };
    return { work, ...(await evaluator.check(work)) };
  }
}

function newRun({ weights, dataset, batch_size, worst }: Parameters<Evaluator['evaluate']>[2]) {
  return { weights, dataset: dataset.id, rows: dataset.spec.rows, request: { batch_size, worst } };
}
