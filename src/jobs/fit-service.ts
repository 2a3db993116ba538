import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type CheckpointName, resolveCheckpoint, type StoredCheckpoint } from '../checkpoints/checkpoint-repository.js';
import { type DatasetStatistics, datasetStatisticsSchema } from '../data/statistics.js';
import { type Database, withTransaction } from '../database/client.js';
import type { Quotas } from '../database/quotas.js';
import type { Queryable } from '../database/sql.js';
import { declaredInputShape } from '../engine/plan/declared-input.js';
import type { ModelLimits } from '../engine/plan/model-limits.js';
import { inputShapeOf, type NetworkPlan, weightsOf } from '../engine/plan/network-plan.js';
import { ConflictError, InvalidError, NotFoundError, ServiceError } from '../errors.js';
import { isId, newId } from '../ids.js';
import { architectureSchema } from '../keras-format/architecture.js';
import { compileSchema } from '../keras-format/compile.js';
import type { Fit } from '../keras-format/fit.js';
import type { Split } from '../keras-format/split.js';
import { planFit } from './fit-plan.js';
import { type JobDefinition, jobDatasetSchema } from './job-definition.js';
import { insertJob, type NewJob } from './job-repository.js';

const SEED_BOUND = 2 ** 31 - 1;

const modelRowSchema = z.object({
  architecture: architectureSchema,
  compile: compileSchema.nullable(),
  input_shape: z.array(z.int()).nullable(),
});
type ModelRow = z.infer<typeof modelRowSchema>;
type JobDataset = z.infer<typeof jobDatasetSchema>;

export interface FitDeps {
  readonly database: Pick<Database, 'pool'>;
  readonly limits: ModelLimits;
}

/**
 * Makes the job of a fit: checks that model, data and fit go together, keeps the definition as it is now, and leaves word
 * for the queue in the outbox, all in one transaction. @returns the job's id.
 * @throws {NotFoundError} {ConflictError} {InvalidError} with pointers into the body of the fit.
 */
export function createJob(
  { database, limits }: FitDeps,
  projectId: string,
  modelId: string,
  fit: Fit,
): Promise<string> {
  return withTransaction(database.pool, (client) => addJob(client, limits, projectId, modelId, fit));
}

/** What a job is made within. */
export interface JobSurroundings {
  readonly quotas?: Pick<Quotas, 'requireCheckpointRoom' | 'requirePlaceInQueue'>;
  readonly origin?: NewJob['origin'];
}

/** The same inside the caller's transaction. */
export async function addJob(
  client: Queryable,
  limits: ModelLimits,
  projectId: string,
  modelId: string,
  fit: Fit,
  { quotas, origin }: JobSurroundings = {},
): Promise<string> {
  const model = await lockModel(client, projectId, modelId);
  const { compile } = model;
  if (compile === null) {
    const detail = `The model ${JSON.stringify(modelId)} has no compile yet; PUT /v1/models/${modelId}/compile gives it one.`;
    throw new ConflictError('model_not_compiled', detail);
  }
  const dataset = await lockDataset(client, projectId, fit.dataset, '/dataset');
  const { validation_dataset: other } = fit;
  const validation =
    other === undefined ? undefined : await lockDataset(client, projectId, other, '/validation_dataset');
  const { network, preparing, stepsPerEpoch } = planFit({
    architecture: model.architecture,
    compile,
    inputShape: model.input_shape ?? undefined,
    fit,
    dataset: dataset.spec,
    statistics: fit.split?.stratify ? await statisticsOf(client, dataset.id) : undefined,
    validation: validation?.spec,
    limits,
  });
  const initial = fit.initial && (await findInitial(client, projectId, fit.initial, network));
  await settleInputShape(client, modelId, model, network);
  const definition: JobDefinition = {
    architecture: model.architecture,
    compile,
    inputShape: [...inputShapeOf(network)],
    dataset,
    ...(validation === undefined ? {} : { validation }),
    ...(preparing === undefined ? {} : { preparing }),
    ...(initial === undefined ? {} : { initial: { job: initial.jobId, epoch: initial.epoch } }),
  };
  const id = newId('job');
  const seed = fit.seed ?? randomInt(SEED_BOUND);
  const prepare = fit.prepare ?? dataset.spec.prepare;
  const { split } = fit;
  const stored = {
    ...fit,
    seed,
    ...(split && { split: { ...split, ...seedOf(split, seed) } }),
    ...(prepare === undefined ? {} : { prepare }),
  };
  await quotas?.requireCheckpointRoom(client, projectId);
  await quotas?.requirePlaceInQueue(client, projectId);
  await insertJob(client, {
    id,
    projectId,
    modelId,
    fit: stored,
    definition,
    stepsPerEpoch,
    ...(origin && { origin }),
  });
  return id;
}

/** The model, kept from being changed or deleted until the job stands. Fits of one model follow one another. */
async function lockModel(client: Queryable, projectId: string, id: string): Promise<ModelRow> {
  if (!isId(id)) throw new NotFoundError('model', id);
  const found = await client.query(
    'SELECT architecture, compile, input_shape FROM models WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE',
    [projectId, id],
  );
  if (found.rows[0] === undefined) throw new NotFoundError('model', id);
  return modelRowSchema.parse(found.rows[0]);
}

/** A dataset, kept from being deleted until the job that needs it stands. */
async function lockDataset(client: Queryable, projectId: string, id: string, pointer: string): Promise<JobDataset> {
  if (!isId(id)) throw pointingAt(pointer, id, new NotFoundError('dataset', id));
  const found = await client.query(
    'SELECT id, spec, sha256 FROM datasets WHERE project_id = $1 AND id = $2 FOR SHARE',
    [projectId, id],
  );
  if (found.rows[0] === undefined) throw pointingAt(pointer, id, new NotFoundError('dataset', id));
  return jobDatasetSchema.parse(found.rows[0]);
}

/** A split that is drawn keeps its seed in the job, so that it never changes. */
function seedOf({ method, seed }: Split, drawn: number): { seed?: number } {
  return method === 'random' ? { seed: seed ?? drawn } : {};
}

async function statisticsOf(client: Queryable, datasetId: string): Promise<DatasetStatistics> {
  const found = await client.query('SELECT statistics FROM datasets WHERE id = $1', [datasetId]);
  return datasetStatisticsSchema.parse(z.object({ statistics: z.unknown() }).parse(found.rows[0]).statistics);
}

/** The checkpoint to start from. Its epoch is settled now: `latest` of a running job would be another one later. */
async function findInitial(
  client: Queryable,
  projectId: string,
  { job, checkpoint }: { readonly job: string; readonly checkpoint: CheckpointName },
  network: NetworkPlan,
): Promise<StoredCheckpoint> {
  const found = await resolveCheckpoint(client, { projectId, jobId: job }, checkpoint).catch((error: unknown) => {
    if (error instanceof NotFoundError) throw pointingAt('/initial/job', job, error);
    if (error instanceof ServiceError) throw pointingAt('/initial/checkpoint', checkpoint, error);
    throw error;
  });
  const given = found.state.tensors.filter(({ role }) => role === 'weight');
  const wanted = weightsOf(network);
  const odd = wanted.findIndex(({ shape }, index) => given[index]?.shape.join() !== shape.join());
  if (odd === -1 && given.length === wanted.length) return found;
  const index = odd === -1 ? wanted.length : odd;
  const detail = `its weights are not those of this model: weight ${index} is ${shown(given[index])} there and ${shown(wanted[index])} here`;
  throw new InvalidError([{ pointer: '/initial/job', detail, received: job }]);
}

function shown(weight: { readonly name: string; readonly shape: readonly number[] } | undefined): string {
  return weight === undefined ? 'none' : `${weight.name} of shape [${weight.shape.join(', ')}]`;
}

/** The same error, with the place in the body that names what is missing. */
function pointingAt(pointer: string, received: unknown, error: ServiceError): ServiceError {
  const errors = [{ pointer, detail: error.message, received }];
  return new ServiceError(error.status, error.code, error.message, { errors });
}

/** A model whose architecture names no input shape takes that of its first fit's data, for good. */
async function settleInputShape(client: Queryable, id: string, model: ModelRow, network: NetworkPlan): Promise<void> {
  // A model of several inputs names all their sizes.
  if (model.input_shape !== null || network.inputs.length > 1) return;
  if (declaredInputShape(model.architecture.config.layers, '') !== undefined) return;
  await client.query('UPDATE models SET input_shape = $2 WHERE id = $1', [id, JSON.stringify(inputShapeOf(network))]);
}
