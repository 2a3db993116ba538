import { z } from 'zod';
import { datasetSpecSchema } from '../data/dataset-spec.js';
import { fittedPreparationSchema, preparingPlanSchema } from '../data/preparing/preparing-plan.js';
import type { Queryable } from '../database/sql.js';
import { type CheckpointState, checkpointStateSchema } from '../engine/checkpoint.js';
import { modelDefinitionSchema } from '../engine/training-spec.js';
import { NotFoundError, ServiceError } from '../errors.js';
import { isId } from '../ids.js';
import type { CheckpointChoice } from './inference-schemas.js';
import { drawWeights, findWeights, type SharedWeights, type WeightsRef } from './serving/find-weights.js';
import { SharedLookUp } from './shared-look-up.js';

export type { WeightsRef } from './serving/find-weights.js';

/** What a job trained: its network, and the data that it learned from. Both never change. */
export const trainedSchema = modelDefinitionSchema.extend({
  dataset: z.object({ spec: datasetSpecSchema }),
  /** How its rows were prepared, and what was fitted for it. */
  preparing: z.object({ plan: preparingPlanSchema, fitted: fittedPreparationSchema }).optional(),
});
export type Trained = z.infer<typeof trainedSchema>;

/** Where the bytes of a checkpoint's weights are, and what they hold. */
export interface StoredWeights {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly state: CheckpointState;
}

/** A dataset to evaluate on. */
export const storedDatasetSchema = z.object({ id: z.string(), spec: datasetSpecSchema, sha256: z.string() });
export type StoredDataset = z.infer<typeof storedDatasetSchema>;

const weightsSchema = z
  .object({ size_bytes: z.coerce.number<string>(), sha256: z.string(), state: checkpointStateSchema })
  .transform(({ size_bytes, sha256, state }): StoredWeights => ({ sizeBytes: size_bytes, sha256, state }));

/** What has been trained, in Postgres: for reading only. */
export class TrainedModelRepository {
  readonly #database: Queryable;
  readonly #picks = new SharedLookUp<SharedWeights[]>();

  constructor(database: Queryable) {
    this.#database = database;
  }

  /**
   * The weights that a choice stands for now; where several share the requests, those of this one. Requests that come together
   * are one query. @throws as findWeights does.
   */
  async pick(projectId: string, modelId: string, choice: CheckpointChoice): Promise<WeightsRef> {
    const asked = JSON.stringify([projectId, modelId, choice]);
    const found = await this.#picks.get(asked, () => findWeights(this.#database, projectId, modelId, choice));
    return drawWeights(found, Math.random());
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
}

/** The same error, with the place in the body that names what is missing. */
function pointing(error: ServiceError, pointer: string, received: unknown): ServiceError {
  const errors = [{ pointer, detail: error.message, received }];
  return new ServiceError(error.status, error.code, error.message, { errors });
}
