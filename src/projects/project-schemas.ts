import { z } from 'zod';
import type { LimitName } from '../database/project-limits.js';
import { pageOf } from '../http/pagination.js';
import { scopeSchema } from '../http/scopes.js';

const limit = z.int().nullable().describe('null where there is no limit');

const overview = {
  id: z.string(),
  name: z.string(),
  usage: z.object({
    jobs_waiting: z.int(),
    jobs_running: z.int(),
    dataset_bytes: z.int(),
    checkpoint_bytes: z.int(),
  }),
  limits: z.object({
    jobs_waiting: limit,
    jobs_running: limit,
    dataset_bytes: limit,
    checkpoint_bytes: limit,
    requests_per_s: limit,
  }),
};

/** A project as its operator sees it. */
export const overviewSchema = z
  .object(overview)
  .meta({ id: 'ProjectOverview', description: 'What a project has, and what it may have' });
export const overviewPageSchema = pageOf(overviewSchema);

export const projectSchema = z
  .object({
    ...overview,
    key: z.object({ id: z.string(), scopes: z.array(scopeSchema) }).describe('the key that asks'),
  })
  .meta({ id: 'Project', description: 'The project of a key: what it has, and what it may have' });

export const projectParamsSchema = z.strictObject({ id: z.string() });

const MOST = 2 ** 31 - 1;
const chosen = (most: number) => z.int().min(1).max(most).nullable().optional();

export const limitsBodySchema = z
  .strictObject({
    jobs_waiting: chosen(MOST).describe('jobs that may wait in the queue'),
    jobs_running: chosen(10_000).describe('jobs that are trained at once, on all workers together'),
    dataset_bytes: chosen(Number.MAX_SAFE_INTEGER).describe('bytes of all datasets'),
    checkpoint_bytes: chosen(Number.MAX_SAFE_INTEGER).describe(
      'bytes of all checkpoints, from which on no fit may be started',
    ),
    requests_per_s: chosen(1_000_000).describe('requests a second, on all servers together'),
  } satisfies Record<LimitName, z.ZodType>)
  .describe('null sets no limit; what is left out is as the settings PROJECT_* say');
