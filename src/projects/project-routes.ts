import { z } from 'zod';
import type { Database } from '../database/client.js';
import { type QuotaConfig, readUsage } from '../database/quotas.js';
import type { App } from '../http/app-type.js';
import { pageQuerySchema, toPage } from '../http/pagination.js';
import { problemResponses } from '../http/problem-responses.js';
import { SCOPES, scopeSchema } from '../http/scopes.js';
import { listAudit } from './audit-log.js';
import { auditPageSchema } from './audit-schemas.js';

const limit = z.int().nullable().describe('null where there is no limit');

const projectSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    key: z.object({ id: z.string(), scopes: z.array(scopeSchema) }).describe('the key that asks'),
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
    }),
  })
  .meta({ id: 'Project', description: 'The project of a key: what it has, and what it may have' });

export interface ProjectRoutesDeps {
  readonly config: QuotaConfig;
  readonly database: Pick<Database, 'pool'>;
}

/** What a project has, and what was done in it. */
export async function projectRoutes(app: App, { config, database }: ProjectRoutesDeps): Promise<void> {
  const tags = ['project'];
  const limits = {
    jobs_waiting: orNone(config.PROJECT_MAX_WAITING),
    jobs_running: orNone(config.PROJECT_MAX_RUNNING),
    dataset_bytes: orNone(config.PROJECT_DATASET_BYTES),
    checkpoint_bytes: orNone(config.PROJECT_CHECKPOINT_BYTES),
  };

  app.get(
    '/v1/project',
    {
      config: { scope: SCOPES },
      schema: {
        operationId: 'getProject',
        summary: 'The project of this key, with what it has and what it may have',
        tags,
        response: { 200: projectSchema, ...problemResponses(401, 503) },
      },
    },
    async ({ project: { id, name }, key }) => ({
      id,
      name,
      key: { id: key.id, scopes: [...key.scopes] },
      usage: await readUsage(database.pool, id),
      limits,
    }),
  );

  app.get(
    '/v1/audit',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'listAudit',
        summary: 'Who changed what in this project, newest first',
        description:
          'Every request that changes something or tries to, but predictions and the pieces of uploads; written within about a ' +
          'second of the answer, without bodies.',
        tags,
        querystring: pageQuerySchema,
        response: { 200: auditPageSchema, ...problemResponses(401, 403, 422, 503) },
      },
    },
    async ({ project, query }) => toPage(await listAudit(database.pool, project.id, query), query.limit),
  );
}

function orNone(value: number): number | null {
  return value === 0 ? null : value;
}
