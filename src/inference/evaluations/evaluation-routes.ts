import type { App } from '../../http/app-type.js';
import { toPage } from '../../http/pagination.js';
import { prefersAsync } from '../../http/prefer.js';
import { noContent, notModified, problemResponses } from '../../http/problem-responses.js';
import { modelParamsSchema } from '../inference-schemas.js';
import type { RunRepository } from '../runs/run-repository.js';
import { accepted, isKnown } from '../runs/run-routes.js';
import {
  evaluatedSchema,
  evaluateSchema,
  evaluationPageSchema,
  evaluationParamsSchema,
  evaluationSchema,
  evaluationSummarySchema,
  evaluationsQuerySchema,
} from './evaluation-schemas.js';
import type { EvaluationService } from './evaluation-service.js';
import { toEvaluationSummary } from './evaluation-view.js';

const tags = ['using a trained model'];

/** Evaluations: made, listed, looked at, cancelled and deleted. */
export async function evaluationRoutes(
  app: App,
  { service, runs }: { readonly service: EvaluationService; readonly runs: RunRepository },
): Promise<void> {
  app.post(
    '/v1/models/:id/evaluate',
    {
      config: { scope: 'predict', idempotent: true },
      schema: {
        operationId: 'evaluate',
        summary: "Measure a trained model on a dataset, as Keras's evaluate()",
        description:
          'Classes are matched by their labels. A dataset without a `scale` of its own is scaled as the training data was. ' +
          'Every call evaluates anew, and what it finds is kept as one of the evaluations of the model. With the header ' +
          '`Prefer: respond-async` a worker evaluates, with progress; poll `Location`.',
        tags,
        params: modelParamsSchema,
        body: evaluateSchema,
        response: {
          200: evaluatedSchema.describe('What was found'),
          202: evaluationSchema.describe('A worker will find it'),
          ...problemResponses(400, 401, 404, 409, 413, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const { project, params, body } = request;
      reply.header('vary', 'prefer');
      if (!prefersAsync(request)) return reply.code(200).send(await service.evaluate(project.id, params.id, body));
      const evaluation = await service.enqueue(project.id, params.id, body);
      reply.header('preference-applied', 'respond-async');
      return accepted(reply, `/v1/models/${params.id}/evaluations/${evaluation.id}`).send(evaluation);
    },
  );

  app.get(
    '/v1/models/:id/evaluations',
    {
      config: { scope: ['read', 'predict'] },
      schema: {
        operationId: 'listEvaluations',
        summary: 'Compare the evaluations of a model, newest first',
        description: 'The newest 1,000 that have ended are kept.',
        tags,
        params: modelParamsSchema,
        querystring: evaluationsQuerySchema,
        response: { 200: evaluationPageSchema, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async ({ project, params, query }) => toPage(await service.list(project.id, params.id, query), query.limit),
  );

  app.get(
    '/v1/models/:id/evaluations/:evaluation',
    {
      config: { scope: ['read', 'predict'] },
      schema: {
        operationId: 'getEvaluation',
        summary: 'Look at an evaluation',
        description:
          'Answers 304 to `If-None-Match` while nothing has changed, and `Retry-After` while it is not through.',
        tags,
        params: evaluationParamsSchema,
        response: { 200: evaluationSchema, 304: notModified, ...problemResponses(401, 404, 503) },
      },
    },
    async (request, reply) => {
      const { row, view } = await service.get(request.project.id, request.params.id, request.params.evaluation);
      if (isKnown(request, reply, row)) return reply.code(304).send();
      return reply.code(200).send(view());
    },
  );

  app.post(
    '/v1/models/:id/evaluations/:evaluation/cancel',
    {
      config: { scope: 'predict' },
      schema: {
        operationId: 'cancelEvaluation',
        summary: 'Stop an evaluation that waits or runs',
        tags,
        params: evaluationParamsSchema,
        response: {
          200: evaluationSummarySchema.describe('It is done'),
          202: evaluationSummarySchema.describe('The worker that has it has still to stop'),
          ...problemResponses(401, 404, 409, 503),
        },
      },
    },
    async ({ project, params }, reply) => {
      const row = await runs.cancel(project.id, params.id, params.evaluation);
      return reply.code(row.status === 'running' ? 202 : 200).send(toEvaluationSummary(row));
    },
  );

  app.delete(
    '/v1/models/:id/evaluations/:evaluation',
    {
      config: { scope: 'predict' },
      schema: {
        operationId: 'deleteEvaluation',
        summary: 'Delete an evaluation that has ended',
        tags,
        params: evaluationParamsSchema,
        response: { 204: noContent, ...problemResponses(401, 404, 409, 503) },
      },
    },
    async ({ project, params }, reply) => {
      await runs.delete(project.id, params.id, params.evaluation);
      return reply.code(204).send();
    },
  );
}
