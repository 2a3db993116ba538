import { InvalidError } from '../errors.js';
import type { PostedPredict } from './posted-predict.js';
import { predictionJson } from './prediction-json.js';
import type { Predictor } from './predictor.js';

export interface InferenceServiceDeps {
  readonly predictor: Predictor;
}

/** Predictions by the weights of jobs. */
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
}
