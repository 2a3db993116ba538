import { inOrder } from '../data/images/in-order.js';
import type { AppliedPreparation } from './applied-preparation.js';
import type { OpenBody } from './body-reader.js';
import type { InferencePool, Prediction } from './inference-pool.js';
import type { CheckpointChoice } from './inference-schemas.js';
import type { PredictRows } from './input-layout.js';
import type { PictureRows } from './picture-rows.js';
import { joined } from './prediction-batch.js';
import type { TrainedModelRepository, WeightsRef } from './trained-model-repository.js';
import type { TrainedModel, TrainedModels } from './trained-models.js';
import type { ModelSource } from './warm-child.js';

/** Numbers that go to a process at once: 1 MB, which is copied in a millisecond or two. */
const NUMBERS_AT_ONCE = 2 ** 18;

/** Parts of a request under way: one is copied while the other is worked on. */
const PARTS_AT_ONCE = 2;

export interface PredictorDeps {
  readonly repository: Pick<TrainedModelRepository, 'pick'>;
  readonly models: Pick<TrainedModels, 'get' | 'source'>;
  readonly pool: Pick<InferencePool, 'predict'>;
  readonly pictures: Pick<PictureRows, 'develop'>;
}

/** A model with the weights that answer for it: everything that a prediction needs but the rows. */
export interface AnsweringModel {
  readonly weights: WeightsRef;
  readonly model: TrainedModel;
}

/** What a model made of rows, typed. */
export interface TypedPrediction extends WeightsRef {
  /** For each output of the model its name, the sizes of one row, and the numbers (float32) of all rows, one after another. */
  readonly outputs: Prediction;
  readonly rows: number;
}

/**
 * Predicts rows that are numbers already, whatever they were posted as. The routes of all protocols use it: each reads its
 * body by the layouts of the model that answers, and writes the typed outputs as its clients know them.
 */
export class Predictor {
  readonly #deps: PredictorDeps;

  constructor(deps: PredictorDeps) {
    this.#deps = deps;
  }

  /**
   * The model that answers for a choice of weights, with the layouts that its rows are posted in.
   * @throws {NotFoundError} {ConflictError} `model_not_trained`
   */
  async choose(projectId: string, modelId: string, choice: CheckpointChoice): Promise<AnsweringModel> {
    const weights = await this.#deps.repository.pick(projectId, modelId, choice);
    return { weights, model: await this.#deps.models.get(weights.job) };
  }

  /**
   * Predicts raw rows, laid out as `model.layouts` has it for each input of the model; they are prepared as in training.
   * @throws {UnavailableError} and whatever the pool's predict throws.
   */
  async predict({ weights, model }: AnsweringModel, rows: PredictRows): Promise<TypedPrediction> {
    const source = this.#deps.models.source(weights, model);
    const outputs = await this.#predictInParts(source, rows, model.preparation);
    return { outputs, rows: rows.rows, ...weights };
  }

  /** Predicts the rows of an open body, which is let go of before the work begins. @throws as `choose`, the body and `predict` do. */
  async predictBody(
    projectId: string,
    modelId: string,
    choice: CheckpointChoice,
    body: Pick<OpenBody<unknown>, 'read' | 'close'>,
  ): Promise<{ readonly model: TrainedModel; readonly predicted: TypedPrediction }> {
    const { answering, rows } = await this.#layOut(projectId, modelId, choice, body).finally(() => body.close());
    return { model: answering.model, predicted: await this.predict(answering, rows) };
  }

  async #layOut(projectId: string, modelId: string, choice: CheckpointChoice, body: Pick<OpenBody<unknown>, 'read'>) {
    const answering = await this.choose(projectId, modelId, choice);
    const { layouts } = answering.model;
    return { answering, rows: await this.#deps.pictures.develop(await body.read(layouts), layouts) };
  }

  async #predictInParts(
    source: ModelSource,
    { inputs, rows }: PredictRows,
    preparation: AppliedPreparation,
  ): Promise<Prediction> {
    const sizes = inputs.map(({ length }) => length / rows);
    const numbersPerRow = sizes.reduce((sum, size, index) => sum + Math.max(size, preparation.widthOf(index)), 0);
    const mostRows = Math.max(1, Math.floor(NUMBERS_AT_ONCE / Math.max(1, numbersPerRow)));
    // Passes are compiled for powers of two; other numbers of rows are filled up to the next one.
    const rowsAtOnce = 2 ** Math.floor(Math.log2(mostRows));
    const starts = Array.from({ length: Math.ceil(rows / rowsAtOnce) }, (_, part) => part * rowsAtOnce);
    const parts: Prediction[] = [];
    for await (const part of inOrder(starts, PARTS_AT_ONCE, async (from) => {
      const count = Math.min(rowsAtOnce, rows - from);
      const part = inputs.map((values, index) => {
        const size = sizes[index] ?? 0;
        return preparation.prepare(index, values.subarray(from * size, (from + count) * size));
      });
      return preparation.restore(await this.#deps.pool.predict(source, part, count, preparation.scaling));
    })) {
      parts.push(part);
    }
    const [first = []] = parts;
    if (parts.length <= 1) return first;
    return first.map((output, index) => ({
      ...output,
      values: joined(parts.map((part) => part[index]?.values ?? new Float32Array(0))),
    }));
  }
}
