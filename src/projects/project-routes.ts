import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import { type QuotaConfig, readLimits, writeLimits } from '../database/project-limits.js';
import { readUsage } from '../database/quotas.js';
import { NotFoundError, ServiceError } from '../errors.js';
import type { App, RequestProject } from '../http/app-type.js';
import { pageQuerySchema, toPage } from '../http/pagination.js';
import { problemResponses } from '../http/problem-responses.js';
import { SCOPES } from '../http/scopes.js';
import { listAudit } from './audit-log.js';
import { auditPageSchema } from './audit-schemas.js';
import { findProject, listProjects } from './project-repository.js';
import {
  limitsBodySchema,
  overviewPageSchema,
  overviewSchema,
  projectParamsSchema,
  projectSchema,
} from './project-schemas.js';

export interface ProjectRoutesDeps {
  readonly config: QuotaConfig & Pick<Config, 'OPERATOR_PROJECT'>;
  readonly database: Pick<Database, 'pool'>;
}

const tags = ['project'];

/** What a project has, and what was done in it. */
export async function projectRoutes(app: App, { config, database }: ProjectRoutesDeps): Promise<void> {
  const { pool } = database;
  const isOperator = ({ name }: RequestProject) => name === config.OPERATOR_PROJECT;
  const overviewOf = async ({ id, name }: Pick<RequestProject, 'id' | 'name'>) => ({
    id,
    name,
    usage: await readUsage(pool, id),
    limits: await readLimits(pool, id, config),
  });

  app.get(
    '/v1/project',
    {
      config: { scope: SCOPES, usesUp: ['jobs_waiting', 'dataset_bytes', 'checkpoint_bytes'] },
      schema: {
        operationId: 'getProject',
        summary: 'The project of this key, with what it has and what it may have',
        tags,
        response: { 200: projectSchema, ...problemResponses(401, 503) },
      },
    },
    async ({ project, key }) => ({
      ...(await overviewOf(project)),
      key: { id: key.id, scopes: [...key.scopes] },
    }),
  );

  app.get(
    '/v1/projects',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'listProjects',
        summary: 'All projects with what they have and may have, newest first',
        description:
          'For the operator, who is whoever has an admin key of OPERATOR_PROJECT; an admin of another project sees that one only.',
        tags,
        querystring: pageQuerySchema,
        response: { 200: overviewPageSchema, ...problemResponses(401, 403, 422, 503) },
      },
    },
    async ({ project, query }) => {
      const found = isOperator(project) ? await listProjects(pool, query) : [project];
      const { data, has_more } = toPage(found, query.limit);
      return { data: await Promise.all(data.map(overviewOf)), has_more };
    },
  );

  app.put(
    '/v1/projects/:id/limits',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'setProjectLimits',
        summary: 'Set what a project may have',
        description:
          'For the operator, who is whoever has an admin key of OPERATOR_PROJECT; an admin of another project gets 403 `not_operator`. ' +
          'Holds for new requests within 2 s. What a project has beyond a new limit stays.',
        tags,
        params: projectParamsSchema,
        body: limitsBodySchema,
        response: { 200: overviewSchema, ...problemResponses(400, 401, 403, 404, 422, 503) },
      },
    },
    async ({ project, params, body }) => {
      const found = isOperator(project) ? await findProject(pool, params.id) : null;
      if (found === null && params.id !== project.id) throw new NotFoundError('project', params.id);
      if (found === null) throw new NotOperatorError();
      await writeLimits(pool, found.id, body);
      return overviewOf(found);
    },
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
    async ({ project, query }) => toPage(await listAudit(pool, project.id, query), query.limit),
  );
}

/** 403: a project does not choose what it may have itself. */
class NotOperatorError extends ServiceError {
  constructor() {
    super(
      403,
      'not_operator',
      'The limits of a project are set by the operator, with an admin key of OPERATOR_PROJECT.',
    );
  }
}
