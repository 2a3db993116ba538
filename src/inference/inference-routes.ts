import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ZodType, z } from 'zod';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import type { DatasetCache } from '../database/dataset-cache.js';
import { TooLargeError } from '../errors.js';
import type { App } from '../http/app-type.js';
import { problemResponses } from '../http/problem-responses.js';
import { validatorCompiler } from '../http/validation.js';
import { BodyReader } from './body-reader.js';
import type { InferencePool } from './inference-pool.js';
import {
  evaluateSchema,
  evaluationSchema,
  modelParamsSchema,
  predictFieldsSchema,
  predictionSchema,
} from './inference-schemas.js';
import { InferenceService } from './inference-service.js';
import { Predictor } from './predictor.js';
import { servingRoutes } from './serving/serving-routes.js';
import { TemporaryFiles } from './temporary-files.js';
import { TrainedModelRepository } from './trained-model-repository.js';
import { type ReadCheckpoint, TrainedModels } from './trained-models.js';

export interface InferenceRoutesDeps {
  readonly config: Pick<Config, 'DATA_DIR'>;
  readonly database: Pick<Database, 'pool'>;
  /** The caller starts it before, and closes it after the app. */
  readonly inference: Pick<InferencePool, 'predict' | 'evaluate'>;
  readonly datasetCache: Pick<DatasetCache, 'materialize'>;
  readonly readCheckpoint: ReadCheckpoint;
}

const TAGS = ['using a trained model'];

/** What a trained model is for: predict and evaluate. */
export async function inferenceRoutes(app: App, deps: InferenceRoutesDeps): Promise<void> {
  const { config, database, inference, datasetCache, readCheckpoint } = deps;
  const bodies = new BodyReader();
  app.addHook('onClose', () => bodies.close());
  const files = new TemporaryFiles(config.DATA_DIR);
  const repository = new TrainedModelRepository(database.pool);
  const models = new TrainedModels({ repository, files, readCheckpoint });
  const predictor = new Predictor({ repository, models, pool: inference });
  const service = new InferenceService({
    repository,
    models,
    predictor,
    pool: inference,
    bodies,
    datasets: datasetCache,
    files,
  });
  await app.register(async (scope: App) => predictRoute(scope, service));
  await servingRoutes(app, { database });

  app.post(
    '/v1/models/:id/evaluate',
    {
      schema: {
        operationId: 'evaluate',
        summary: "Measure a trained model on a dataset, as Keras's evaluate()",
        description:
          'Classes are matched by their labels. A dataset without a `scale` of its own is scaled as the training data was.',
        tags: TAGS,
        params: modelParamsSchema,
        body: evaluateSchema,
        response: { 200: evaluationSchema, ...problemResponses(400, 401, 404, 409, 413, 422, 503) },
      },
    },
    async (request) => service.evaluate(request.project.id, request.params.id, request.body),
  );
}

/** In a scope of its own: here bodies are bytes, as large ones are not parsed on this thread. */
async function predictRoute(app: App, service: InferenceService): Promise<void> {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: IncomingMessage) =>
    collectBytes(request, payload),
  );
  // The body's schema is for the description; its bytes are parsed and checked by the service.
  app.setValidatorCompiler<ZodType>((route) => (route.httpPart === 'body' ? () => true : validatorCompiler(route)));

  app.post(
    '/v1/models/:id/predict',
    {
      config: { bulk: true },
      schema: {
        operationId: 'predict',
        summary: "Predict rows with a trained model, as Keras's predict()",
        description:
          'Rows are prepared as the training data was. Those with as many numbers as the input of the model, in another ' +
          'shape, are laid out in its shape.',
        tags: TAGS,
        params: modelParamsSchema,
        body: predictFieldsSchema,
        response: {
          200: predictionSchema,
          ...problemResponses(400, 401, 404, 409, 413, 415, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const body = piecesSchema.parse(request.body) ?? [];
      const answer = await service.predict(request.project.id, request.params.id, body);
      return sendJson(reply, answer);
    },
  );
}

const piecesSchema = z.array(z.instanceof(Uint8Array)).nullish();

/** The body in the pieces that came: one copy of 64 MB would take as long as a hundred requests. */
async function collectBytes(request: FastifyRequest, payload: IncomingMessage): Promise<Uint8Array[]> {
  const limit = request.routeOptions.bodyLimit;
  const tooLarge = () => new TooLargeError(`The body is larger than the ${limit} bytes that this route takes.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  payload.on('error', () => undefined);
  // Refused, the rest is let flow into nothing, so that the client hears why.
  for await (const piece of payload.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(piece)) throw new Error('a body comes as bytes');
    bytes += piece.length;
    if (bytes > limit) throw tooLarge();
    pieces.push(piece);
  }
  return pieces;
}

/** Sends an answer that is JSON already: a schema would take as long to write it as the prediction took. */
function sendJson(reply: Pick<FastifyReply, 'type'>, json: string): FastifyReply {
  return reply.type('application/json').serializer(String).send(json);
}
