import type { RunWork } from '../runs/run-attempt.js';
import type { TrainedModelRepository } from '../trained-model-repository.js';
import { evaluationRequestSchema } from './evaluation-schemas.js';
import type { Evaluator } from './evaluator.js';

/** What a worker does for an evaluation. */
export function evaluationWork(repository: Pick<TrainedModelRepository, 'dataset'>, evaluator: Evaluator): RunWork {
  return async ({ projectId, dataset, weights, request }, { process, onRows }) => {
    const work = {
      ...evaluationRequestSchema.parse(request),
      weights,
      dataset: await repository.dataset(projectId, dataset),
    };
    return evaluator.evaluate(process, projectId, work, onRows);
  };
}
