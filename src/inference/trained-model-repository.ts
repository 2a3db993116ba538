import { z } from 'zod';
import { datasetSpecSchema } from '../data/dataset-spec.js';
import { fittedPreparationSchema, preparingPlanSchema } from '../data/preparing/preparing-plan.js';
import type { Queryable } from '../database/sql.js';
import { type CheckpointState, checkpointStateSchema } from '../engine/checkpoint.js';
import { modelDefinitionSchema } from '../engine/training-spec.js';
import { ConflictError, NotFoundError, ServiceError } from '../errors.js';
import { isId } from '../ids.js';
import type { CheckpointChoice } from './inference-schemas.js';

/** What a job trained: its network, and the data that it learned from. Both never change. */
export const trainedSchema = modelDefinitionSchema.extend({
  dataset: z.object({ spec: datasetSpecSchema }),
  /** How its rows were prepared, and what was fitted for it. */
  preparing: z.object({ plan: preparingPlanSchema, fitted: fittedPreparationSchema }).optional(),
});
export type Trained = z.infer<typeof trainedSchema>;

/** Weights of a model: those at the end of an epoch of one of its jobs. */
export interface WeightsRef {
  readonly job: string;
  readonly epoch: number;
}

/** Where the bytes of a checkpoint's weights are, and what they hold. */
export interface StoredWeights {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly state: CheckpointState;
}

/** A dataset to evaluate on. */
export const storedDatasetSchema = z.object({ id: z.string(), spec: datasetSpecSchema, sha256: z.string() });
export type StoredDataset = z.infer<typeof storedDatasetSchema>;

const refSchema = z.object({ job: z.string().nullable(), epoch: z.int().nullable() });
const weightsSchema = z
  .object({ size_bytes: z.coerce.number<string>(), sha256: z.string(), state: checkpointStateSchema })
  .transform(({ size_bytes, sha256, state }): StoredWeights => ({ sizeBytes: size_bytes, sha256, state }));

/** For each name the newest job of a model that can answer by it, and the epoch. */
const PICKS = {
  final: `SELECT id, final_epoch AS epoch FROM jobs
          WHERE model_id = model.id AND status = 'succeeded' AND final_epoch IS NOT NULL`,
  latest: `SELECT id, (SELECT max(epoch) FROM checkpoints WHERE job_id = jobs.id) AS epoch FROM jobs
           WHERE model_id = model.id AND EXISTS (SELECT FROM checkpoints WHERE job_id = jobs.id)`,
  best: `SELECT id, (best->>'epoch')::int AS epoch FROM jobs
         WHERE model_id = model.id AND EXISTS (
           SELECT FROM checkpoints WHERE job_id = jobs.id AND checkpoints.epoch = (best->>'epoch')::int)`,
} as const satisfies Record<Extract<CheckpointChoice, string>, string>;

/** What has been trained, in Postgres: for reading only. */
export class TrainedModelRepository {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /**
   * The weights that a choice stands for now.
   * @throws {NotFoundError} for a model, or a job of the choice, that is not the project's.
   * @throws {ConflictError} `model_not_trained` when there are no such weights yet.
   */
  async pick(projectId: string, modelId: string, choice: CheckpointChoice): Promise<WeightsRef> {
    if (!isId(modelId)) throw new NotFoundError('model', modelId);
    return typeof choice === 'string'
      ? this.#pickByName(projectId, modelId, choice)
      : this.#pickEpoch(projectId, modelId, choice);
  }

  /** @throws {NotFoundError} when the job is gone. */
  async trained(job: string): Promise<Trained> {
    const { rows } = await this.#database.query(
      `SELECT CASE WHEN preparation IS NULL THEN definition
         ELSE jsonb_set(definition, '{preparing,fitted}', preparation) END AS definition FROM jobs WHERE id = $1`,
      [job],
    );
    if (rows[0] === undefined) throw new NotFoundError('job', job);
    return trainedSchema.parse(rows[0].definition);
  }

  /** @throws {NotFoundError} when the checkpoint is gone. */
  async weights({ job, epoch }: WeightsRef): Promise<StoredWeights> {
    const { rows } = await this.#database.query(
      'SELECT size_bytes, sha256, state FROM checkpoints WHERE job_id = $1 AND epoch = $2',
      [job, epoch],
    );
    if (rows[0] === undefined) throw new NotFoundError('checkpoint', `${job}/${epoch}`);
    return weightsSchema.parse(rows[0]);
  }

  /** @throws {ServiceError} 404 for a dataset that is not the project's, with the pointer `/dataset`. */
  async dataset(projectId: string, id: string): Promise<StoredDataset> {
    const { rows } = isId(id)
      ? await this.#database.query('SELECT id, spec, sha256 FROM datasets WHERE project_id = $1 AND id = $2', [
          projectId,
          id,
        ])
      : { rows: [] };
    if (rows[0] === undefined) throw pointing(new NotFoundError('dataset', id), '/dataset', id);
    return storedDatasetSchema.parse(rows[0]);
  }

  async #pickByName(projectId: string, modelId: string, name: keyof typeof PICKS): Promise<WeightsRef> {
    const { rows } = await this.#database.query(
      `SELECT picked.id AS job, picked.epoch FROM models model
       LEFT JOIN LATERAL (${PICKS[name]} ORDER BY id DESC LIMIT 1) picked ON true
       WHERE model.project_id = $1 AND model.id = $2`,
      [projectId, modelId],
    );
    if (rows[0] === undefined) throw new NotFoundError('model', modelId);
    const { job, epoch } = refSchema.parse(rows[0]);
    if (job === null || epoch === null) throw notTrained(modelId, name);
    return { job, epoch };
  }

  async #pickEpoch(projectId: string, modelId: string, { job, epoch }: WeightsRef): Promise<WeightsRef> {
    const { rows } = await this.#database.query(
      `SELECT job.id AS job, checkpoint.epoch FROM models model
       LEFT JOIN jobs job ON job.model_id = model.id AND job.id = $3
       LEFT JOIN checkpoints checkpoint ON checkpoint.job_id = job.id AND checkpoint.epoch = $4
       WHERE model.project_id = $1 AND model.id = $2`,
      [projectId, modelId, isId(job) ? job : '', epoch],
    );
    if (rows[0] === undefined) throw new NotFoundError('model', modelId);
    const found = refSchema.parse(rows[0]);
    if (found.job === null) {
      const detail = `The model ${modelId} has no job ${JSON.stringify(job)}.`;
      throw pointing(new ServiceError(404, 'job_not_found', detail), '/checkpoint/job', job);
    }
    if (found.epoch === null) {
      const detail = `The job ${job} has no checkpoint of epoch ${epoch}.`;
      throw pointing(new ServiceError(404, 'checkpoint_not_found', detail), '/checkpoint/epoch', epoch);
    }
    return { job, epoch };
  }
}

function notTrained(modelId: string, name: keyof typeof PICKS): ConflictError {
  const lacks =
    name === 'final'
      ? 'has no job that has succeeded yet; "checkpoint": "latest" asks one that still runs'
      : `has no job with a ${name === 'best' ? 'best ' : ''}checkpoint yet`;
  return new ConflictError('model_not_trained', `The model ${modelId} ${lacks}.`);
}

/** The same error, with the place in the body that names what is missing. */
function pointing(error: ServiceError, pointer: string, received: unknown): ServiceError {
  const errors = [{ pointer, detail: error.message, received }];
  return new ServiceError(error.status, error.code, error.message, { errors });
}
