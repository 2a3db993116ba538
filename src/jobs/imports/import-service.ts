import { z } from 'zod';
import { insertCheckpoint, measureFile } from '../../checkpoints/checkpoint-repository.js';
import { type Database, withTransaction } from '../../database/client.js';
import type { Queryable } from '../../database/sql.js';
import type { CheckpointTensor } from '../../engine/checkpoint.js';
import { type ModelLimits, NO_LIMITS } from '../../engine/plan/model-limits.js';
import { inputShapeOf, type NetworkPlan } from '../../engine/plan/network-plan.js';
import { planNetwork } from '../../engine/plan/plan-network.js';
import type { ModelDefinition } from '../../engine/training-spec.js';
import { ConflictError, InvalidError, NotFoundError } from '../../errors.js';
import { isId, newId } from '../../ids.js';
import { architectureSchema } from '../../keras-format/architecture.js';
import { compileSchema } from '../../keras-format/compile.js';
import type { JobDefinition } from '../job-definition.js';
import { STATUS_COLUMNS, statusEvent, tellEvents } from '../job-events.js';
import type { Imported } from '../job-schemas.js';
import type { ImportOptions } from './import-schemas.js';
import { importedSpec } from './imported-spec.js';

const modelRowSchema = z.object({
  architecture: architectureSchema,
  compile: compileSchema.nullable(),
  input_shape: z.array(z.int()).nullable(),
});

/** A model that weights are brought for. */
export interface ImportTarget {
  readonly definition: ModelDefinition;
  readonly plan: NetworkPlan;
}

/** Weights in a local file, laid out as a checkpoint's bytes. */
export interface WeightsFile extends Imported {
  readonly path: string;
  readonly tensors: readonly CheckpointTensor[];
}

/** An import is the one epoch of its job. */
const EPOCH = 1;

/**
 * What a model is that weights are to be matched with.
 * @throws {NotFoundError}; {ConflictError} `model_not_compiled`; {InvalidError} where its input shape is not known.
 */
export async function findTarget(
  database: Queryable,
  limits: ModelLimits,
  { projectId, modelId }: { readonly projectId: string; readonly modelId: string },
  options: ImportOptions,
): Promise<ImportTarget> {
  const { rows } = isId(modelId)
    ? await database.query('SELECT architecture, compile, input_shape FROM models WHERE project_id = $1 AND id = $2', [
        projectId,
        modelId,
      ])
    : { rows: [] };
  if (rows[0] === undefined) throw new NotFoundError('model', modelId);
  const { architecture, compile, input_shape } = modelRowSchema.parse(rows[0]);
  if (compile === null) {
    const detail = `The model ${JSON.stringify(modelId)} has no compile yet, which says what its outputs mean; PUT /v1/models/${modelId}/compile gives it one.`;
    throw new ConflictError('model_not_compiled', detail);
  }
  const pointer = '/options/input_shape';
  const plan = planNetwork(architecture, {
    inputShape: input_shape ?? options.input_shape,
    layersPointer: pointer,
    limits,
  });
  if (!plan) throw new InvalidError([{ pointer, detail: 'must be given: the model names no input shape' }]);
  const inputShape = [...inputShapeOf(plan)];
  if (options.input_shape !== undefined && options.input_shape.join() !== inputShape.join()) {
    const detail = `the model takes rows of shape [${inputShape.join(', ')}]`;
    throw new InvalidError([{ pointer, detail, received: options.input_shape }]);
  }
  return { definition: { architecture, compile, inputShape }, plan };
}

/**
 * Makes a succeeded job of weights that were trained elsewhere, with one checkpoint: a version of the model, as if a fit had
 * made it. @returns its id. @throws {NotFoundError} when the model is gone; {ConflictError} when it was changed meanwhile.
 */
export function storeImport(
  { pool }: Pick<Database, 'pool'>,
  { projectId, modelId }: { readonly projectId: string; readonly modelId: string },
  { definition, plan }: ImportTarget,
  weights: WeightsFile,
  options: ImportOptions,
): Promise<string> {
  const { path, tensors, format, files } = weights;
  const spec = importedSpec(plan, definition.compile, options);
  const job: JobDefinition = { ...definition, dataset: { id: '', spec, sha256: '' } };
  const progress = { epoch: EPOCH, epochs: EPOCH, step: 0, steps: 0, fraction: 1, eta_s: 0 };
  return withTransaction(pool, async (client) => {
    await lockUnchanged(client, { projectId, modelId }, definition);
    const id = newId('job');
    const inserted = await client.query(
      `INSERT INTO jobs (id, project_id, model_id, status, fit, definition, imported, progress, final_epoch, finished_at)
       VALUES ($1, $2, $3, 'succeeded', 'null', $4, $5, $6, $7, now()) RETURNING ${STATUS_COLUMNS}`,
      [id, projectId, modelId, JSON.stringify(job), JSON.stringify({ format, files }), JSON.stringify(progress), EPOCH],
    );
    const state = { epoch: EPOCH, step: 0, seed: 0, tensors: [...tensors], best: null };
    const measured = await measureFile(path);
    await insertCheckpoint(client, { jobId: id, epoch: EPOCH, ...measured, state, metrics: {} }, path);
    const { sizeBytes: size_bytes, sha256 } = measured;
    await tellEvents(client, id, [
      { type: 'checkpoint', data: { epoch: EPOCH, size_bytes, sha256, metrics: {} } },
      statusEvent(inserted.rows[0]),
    ]);
    return id;
  });
}

/** Its layers are fixed from now on, as it has a job; a shape that they leave open is settled, as by a first fit. */
async function lockUnchanged(
  client: Queryable,
  { projectId, modelId }: { readonly projectId: string; readonly modelId: string },
  { architecture, inputShape }: ModelDefinition,
): Promise<void> {
  const { rows } = await client.query(
    'SELECT architecture, compile, input_shape FROM models WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE',
    [projectId, modelId],
  );
  if (rows[0] === undefined) throw new NotFoundError('model', modelId);
  const found = modelRowSchema.parse(rows[0]);
  const settled = found.input_shape ?? inputShape;
  if (JSON.stringify(found.architecture) !== JSON.stringify(architecture) || settled.join() !== inputShape.join())
    throw new ConflictError(
      'model_changed',
      `The model ${JSON.stringify(modelId)} was changed while its weights came in.`,
    );
  if (found.input_shape === null && planNetwork(architecture, { layersPointer: '', limits: NO_LIMITS }) === undefined)
    await client.query('UPDATE models SET input_shape = $2 WHERE id = $1', [modelId, JSON.stringify(inputShape)]);
}
