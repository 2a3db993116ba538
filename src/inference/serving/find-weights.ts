import { z } from 'zod';
import type { Queryable } from '../../database/sql.js';
import { ConflictError, NotFoundError, ServiceError } from '../../errors.js';
import { isId } from '../../ids.js';
import type { CheckpointChoice } from '../inference-schemas.js';

/** Weights of a model: those at the end of an epoch of one of its jobs. */
export interface WeightsRef {
  readonly job: string;
  readonly epoch: number;
}

/** Weights that answer a part of the requests. */
export interface SharedWeights extends WeightsRef {
  /** Its part, against the weights of the others. */
  readonly weight: number;
}

const rowSchema = z.object({ job: z.string().nullable(), epoch: z.int().nullable(), weight: z.int() });

/** The newest job of a model that can answer by a name, and the epoch. */
const NEWEST = {
  final: `SELECT id AS job, final_epoch AS epoch FROM jobs
          WHERE model_id = model.id AND status = 'succeeded' AND final_epoch IS NOT NULL ORDER BY id DESC LIMIT 1`,
  latest: `SELECT id AS job, (SELECT max(epoch) FROM checkpoints WHERE job_id = jobs.id) AS epoch FROM jobs
           WHERE model_id = model.id AND EXISTS (SELECT FROM checkpoints WHERE job_id = jobs.id) ORDER BY id DESC LIMIT 1`,
  best: `SELECT id AS job, (best->>'epoch')::int AS epoch FROM jobs
         WHERE model_id = model.id AND EXISTS (
           SELECT FROM checkpoints WHERE job_id = jobs.id AND checkpoints.epoch = (best->>'epoch')::int)
         ORDER BY id DESC LIMIT 1`,
} as const;

/** What is served of a model: the targets of its newest revision. */
const SERVED = `SELECT job_id AS job, epoch, weight, label FROM serving_targets
                WHERE model_id = model.id AND revision = (SELECT max(revision) FROM servings WHERE model_id = model.id)`;

/** A query of `job`, `epoch` and `weight` for each kind of choice, by the row `model` and the values from $3 on. */
const QUERIES = {
  served: `SELECT job, epoch, weight FROM (${SERVED}) served WHERE weight > 0
           UNION ALL SELECT job, epoch, 1 FROM (${NEWEST.final}) final WHERE NOT EXISTS (${SERVED})`,
  final: `SELECT job, epoch, 1 AS weight FROM (${NEWEST.final}) final`,
  latest: `SELECT job, epoch, 1 AS weight FROM (${NEWEST.latest}) latest`,
  best: `SELECT job, epoch, 1 AS weight FROM (${NEWEST.best}) best`,
  epoch: `SELECT job.id AS job, checkpoint.epoch, 1 AS weight
          FROM jobs job LEFT JOIN checkpoints checkpoint ON checkpoint.job_id = job.id AND checkpoint.epoch = $4::int
          WHERE job.model_id = model.id AND job.id = $3`,
  version:
    'SELECT id AS job, final_epoch AS epoch, 1 AS weight FROM jobs WHERE model_id = model.id AND model_version = $3::int',
  label: `SELECT job, epoch, 1 AS weight FROM (${SERVED}) served WHERE label = $3`,
} as const;

/**
 * The weights that a choice stands for now: one, or several that share the requests.
 * @throws {NotFoundError} for a model that is not the project's; {ServiceError} 404 for a job, epoch, version or label that it
 *   does not have.
 * @throws {ConflictError} `model_not_trained` when there are no such weights yet.
 */
export async function findWeights(
  database: Queryable,
  projectId: string,
  modelId: string,
  choice: CheckpointChoice,
): Promise<SharedWeights[]> {
  if (!isId(modelId)) throw new NotFoundError('model', modelId);
  const { kind, values } = queryOf(choice);
  const { rows } = await database.query(
    {
      name: `find-weights-${kind}`,
      text: `SELECT found.job, found.epoch, coalesce(found.weight, 1) AS weight
             FROM models model LEFT JOIN LATERAL (${QUERIES[kind]}) found ON true
             WHERE model.project_id = $1 AND model.id = $2`,
    },
    [projectId, modelId, ...values],
  );
  if (rows.length === 0) throw new NotFoundError('model', modelId);
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ job, epoch, weight }) => {
      if (job === null || epoch === null) throw missing(modelId, choice, job !== null);
      return { job, epoch, weight };
    });
}

/** One of them, as often as its weight says. @param random from 0 up to, but not including, 1. */
export function drawWeights(targets: readonly SharedWeights[], random: number): WeightsRef {
  const all = targets.reduce((sum, { weight }) => sum + weight, 0);
  let left = random * all;
  for (const { job, epoch, weight } of targets) {
    if (left < weight) return { job, epoch };
    left -= weight;
  }
  throw new Error('there is nothing to draw from');
}

function queryOf(choice: CheckpointChoice): { kind: keyof typeof QUERIES; values: readonly (string | number)[] } {
  if (typeof choice === 'string') return { kind: choice, values: [] };
  if ('version' in choice) return { kind: 'version', values: [choice.version] };
  if ('label' in choice) return { kind: 'label', values: [choice.label] };
  return { kind: 'epoch', values: [isId(choice.job) ? choice.job : '', choice.epoch] };
}

function missing(modelId: string, choice: CheckpointChoice, hasJob: boolean): ServiceError {
  if (typeof choice === 'string') return notTrained(modelId, choice);
  if ('version' in choice) {
    return notThere('version', `The model ${modelId} has no version ${choice.version}.`, choice.version);
  }
  if ('label' in choice) {
    return notThere('label', `The model ${modelId} serves nothing under the label ${choice.label}.`, choice.label);
  }
  const { job, epoch } = choice;
  return hasJob
    ? notThere('epoch', `The job ${job} has no checkpoint of epoch ${epoch}.`, epoch, 'checkpoint')
    : notThere('job', `The model ${modelId} has no job ${JSON.stringify(job)}.`, job);
}

/** 404 with the place in the body that names what is missing. */
function notThere(field: string, detail: string, received: unknown, what = field): ServiceError {
  return new ServiceError(404, `${what}_not_found`, detail, {
    errors: [{ pointer: `/checkpoint/${field}`, detail, received }],
  });
}

function notTrained(modelId: string, name: Extract<CheckpointChoice, string>): ConflictError {
  const lacks =
    name === 'final' || name === 'served'
      ? 'has no job that has succeeded yet; "checkpoint": "latest" asks one that still runs'
      : `has no job with a ${name === 'best' ? 'best ' : ''}checkpoint yet`;
  return new ConflictError('model_not_trained', `The model ${modelId} ${lacks}.`);
}
