import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '../../http/app-type.js';
import { toPage } from '../../http/pagination.js';
import { noContent, notModified, problemResponses } from '../../http/problem-responses.js';
import { modelParamsSchema } from '../inference-schemas.js';
import type { RunRepository } from '../runs/run-repository.js';
import { accepted, isKnown } from '../runs/run-routes.js';
import {
  batchParamsSchema,
  batchPredictionPageSchema,
  batchPredictionSchema,
  batchPredictionsQuerySchema,
  batchPredictSchema,
} from './batch-schemas.js';
import { type BatchFile, type BatchService, toBatchPrediction } from './batch-service.js';
import { MEDIA_TYPES } from './result-file.js';

const tags = ['using a trained model'];
const binary = z.string().meta({ format: 'binary' });

/** Batch predictions: made, listed, looked at, downloaded, cancelled and deleted. */
export async function batchRoutes(
  app: App,
  { service, runs }: { readonly service: BatchService; readonly runs: RunRepository },
): Promise<void> {
  app.post(
    '/v1/models/:id/batch-predictions',
    {
      config: { scope: 'predict', idempotent: true },
      schema: {
        operationId: 'batchPredict',
        summary: 'Predict a dataset into a CSV or Parquet file',
        description:
          'A worker predicts, with progress; poll `Location`. Rows are prepared as in training, and those in which a value is ' +
          'missing that may not be are left out. What is under way survives its worker: it goes on behind the last piece that ' +
          'is stored, and ends with the same bytes.',
        tags,
        params: modelParamsSchema,
        body: batchPredictSchema,
        response: { 202: batchPredictionSchema, ...problemResponses(400, 401, 404, 409, 413, 422, 503) },
      },
    },
    async ({ project, params, body }, reply) => {
      const prediction = await service.enqueue(project.id, params.id, body);
      return accepted(reply, `/v1/models/${params.id}/batch-predictions/${prediction.id}`).send(prediction);
    },
  );

  app.get(
    '/v1/models/:id/batch-predictions',
    {
      config: { scope: ['read', 'predict'] },
      schema: {
        operationId: 'listBatchPredictions',
        summary: 'List the batch predictions of a model, newest first',
        description: 'The newest 1,000 that have ended are kept.',
        tags,
        params: modelParamsSchema,
        querystring: batchPredictionsQuerySchema,
        response: { 200: batchPredictionPageSchema, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async ({ project, params, query }) => toPage(await service.list(project.id, params.id, query), query.limit),
  );

  app.get(
    '/v1/models/:id/batch-predictions/:prediction',
    {
      config: { scope: ['read', 'predict'] },
      schema: {
        operationId: 'getBatchPrediction',
        summary: 'Look at a batch prediction',
        description:
          'Answers 304 to `If-None-Match` while nothing has changed, and `Retry-After` while it is not through.',
        tags,
        params: batchParamsSchema,
        response: { 200: batchPredictionSchema, 304: notModified, ...problemResponses(401, 404, 503) },
      },
    },
    async (request, reply) => {
      const { row, view } = await service.get(request.project.id, request.params.id, request.params.prediction);
      if (isKnown(request, reply, row)) return reply.code(304).send();
      return reply.code(200).send(view);
    },
  );

  app.get(
    '/v1/models/:id/batch-predictions/:prediction/download',
    {
      config: { scope: ['read', 'predict'] },
      schema: {
        operationId: 'downloadBatchPrediction',
        summary: 'Download the file of a batch prediction',
        tags,
        params: batchParamsSchema,
        response: {
          200: {
            description: 'The file',
            content: { 'text/csv': { schema: z.string() }, [MEDIA_TYPES.parquet]: { schema: binary } },
          },
          ...problemResponses(401, 404, 409, 503),
        },
      },
    },
    async (request, reply) => {
      const { prediction } = request.params;
      return sendFile(
        request,
        reply,
        prediction,
        await service.file(request.project.id, request.params.id, prediction),
      );
    },
  );

  app.post(
    '/v1/models/:id/batch-predictions/:prediction/cancel',
    {
      config: { scope: 'predict' },
      schema: {
        operationId: 'cancelBatchPrediction',
        summary: 'Stop a batch prediction that waits or runs',
        tags,
        params: batchParamsSchema,
        response: {
          200: batchPredictionSchema.describe('It is done'),
          202: batchPredictionSchema.describe('The worker that has it has still to stop'),
          ...problemResponses(401, 404, 409, 503),
        },
      },
    },
    async ({ project, params }, reply) => {
      const row = await runs.cancel(project.id, params.id, params.prediction);
      return reply.code(row.status === 'running' ? 202 : 200).send(toBatchPrediction(row, null));
    },
  );

  app.delete(
    '/v1/models/:id/batch-predictions/:prediction',
    {
      config: { scope: 'predict' },
      schema: {
        operationId: 'deleteBatchPrediction',
        summary: 'Delete a batch prediction that has ended, with its file',
        tags,
        params: batchParamsSchema,
        response: { 204: noContent, ...problemResponses(401, 404, 409, 503) },
      },
    },
    async ({ project, params }, reply) => {
      await runs.delete(project.id, params.id, params.prediction);
      return reply.code(204).send();
    },
  );
}

function sendFile(request: FastifyRequest, reply: FastifyReply, name: string, file: BatchFile): FastifyReply {
  file.stream.once('error', (error) => request.log.error({ err: error }, 'a file could not be sent whole'));
  return reply
    .type(MEDIA_TYPES[file.format])
    .header('content-length', file.sizeBytes)
    .header('content-disposition', `attachment; filename="${name}.${file.format}"`)
    .send(file.stream);
}
