import { Readable } from 'node:stream';
import type { Database } from '../../database/client.js';
import { ConflictError } from '../../errors.js';
import type { RunQuery, RunRepository } from '../runs/run-repository.js';
import { type RunRow, toRunView } from '../runs/run-schemas.js';
import type { TrainedModelRepository } from '../trained-model-repository.js';
import type { BatchPredictor } from './batch-predictor.js';
import {
  type BatchPredict,
  type BatchPredictionView,
  type BatchRequest,
  type BatchResult,
  batchRequestSchema,
  batchResultSchema,
} from './batch-schemas.js';

export interface BatchServiceDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly repository: Pick<TrainedModelRepository, 'pick' | 'dataset'>;
  readonly runs: RunRepository;
  readonly predictor: Pick<BatchPredictor, 'plan'>;
}

/** The file of a batch prediction. */
export interface BatchFile {
  readonly format: BatchRequest['format'];
  readonly sizeBytes: number;
  readonly stream: Readable;
}

/** Batch predictions, as their clients see them; a worker makes them. */
export class BatchService {
  readonly #deps: BatchServiceDeps;

  constructor(deps: BatchServiceDeps) {
    this.#deps = deps;
  }

  /** @throws {InvalidError} {NotFoundError} {ConflictError} `model_not_trained` */
  async enqueue(projectId: string, modelId: string, posted: BatchPredict): Promise<BatchPredictionView> {
    const { repository, runs, predictor } = this.#deps;
    const weights = await repository.pick(projectId, modelId, posted.checkpoint);
    const dataset = await repository.dataset(projectId, posted.dataset);
    const request = await predictor.plan(weights, dataset, posted);
    const row = await runs.insert(projectId, modelId, {
      weights,
      dataset: dataset.id,
      rows: dataset.spec.rows,
      request,
    });
    return toBatchPrediction(row, null);
  }

  /** @throws {NotFoundError} */
  async get(projectId: string, modelId: string, id: string): Promise<{ row: RunRow; view: BatchPredictionView }> {
    const { row, result } = await this.#deps.runs.find(projectId, modelId, id);
    return { row, view: toBatchPrediction(row, result) };
  }

  /** @throws {NotFoundError} */
  async list(projectId: string, modelId: string, query: RunQuery): Promise<BatchPredictionView[]> {
    return (await this.#deps.runs.list(projectId, modelId, query)).map((row) => toBatchPrediction(row, row.figures));
  }

  /** The file of a batch prediction. @throws {NotFoundError} {ConflictError} `not_succeeded` as long as there is none. */
  async file(projectId: string, modelId: string, id: string): Promise<BatchFile> {
    const { row, result } = await this.#deps.runs.find(projectId, modelId, id);
    if (row.status !== 'succeeded') {
      throw new ConflictError('not_succeeded', `The batch prediction ${id} is ${row.status}; it has no file.`);
    }
    const { size_bytes } = batchResultSchema.parse(result);
    const { format } = batchRequestSchema.parse(row.request);
    return { format, sizeBytes: size_bytes, stream: Readable.from(this.#pieces(id)) };
  }

  async *#pieces(id: string): AsyncGenerator<Buffer> {
    for (let index = 0; ; index++) {
      const { rows } = await this.#deps.database.pool.query<{ bytes: Buffer }>(
        'SELECT bytes FROM inference_run_parts WHERE run_id = $1 AND index = $2',
        [id, index],
      );
      const bytes = rows[0]?.bytes;
      if (bytes === undefined) return;
      yield bytes;
    }
  }
}

export function toBatchPrediction(row: RunRow, result: unknown): BatchPredictionView {
  const { part_rows: _, ...request } = batchRequestSchema.parse(row.request);
  const found: BatchResult | null = batchResultSchema.nullable().parse(result);
  return { ...toRunView(row), ...request, ...found };
}
