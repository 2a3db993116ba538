import multipart from '@fastify/multipart';
import { z } from 'zod';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import type { DatasetCache } from '../database/dataset-cache.js';
import { TemporaryFiles } from '../database/temporary-files.js';
import type { App } from '../http/app-type.js';
import { problemResponses } from '../http/problem-responses.js';
import type { Logger } from '../logger.js';
import { BatchPredictor } from './batch/batch-predictor.js';
import { batchRoutes } from './batch/batch-routes.js';
import { BatchService } from './batch/batch-service.js';
import { sendJson, takeBytes } from './body-bytes.js';
import { BodyReader } from './body-reader.js';
import { descriptionRoutes } from './description/description-routes.js';
import { evaluationRoutes } from './evaluations/evaluation-routes.js';
import { EvaluationService } from './evaluations/evaluation-service.js';
import { Evaluator } from './evaluations/evaluator.js';
import type { InferencePool } from './inference-pool.js';
import {
  modelParamsSchema,
  predictFieldsSchema,
  predictionSchema,
  predictQuerySchema,
  topPredictionSchema,
} from './inference-schemas.js';
import { InferenceService } from './inference-service.js';
import { openInferenceRoutes } from './open-inference/open-inference-routes.js';
import { PictureRows } from './picture-rows.js';
import { ARRAY_TYPES, MOST_PICTURES, openPredict, PICTURE_LIMITS } from './posted-predict.js';
import { Predictor } from './predictor.js';
import { NamedModels } from './protocols/named-models.js';
import { RunRepository } from './runs/run-repository.js';
import { servingRoutes } from './serving/serving-routes.js';
import { SideProcess } from './side-process.js';
import { tfServingRoutes } from './tf-serving/tf-serving-routes.js';
import { TrainedModelRepository } from './trained-model-repository.js';
import { type ReadCheckpoint, TrainedModels } from './trained-models.js';
import { INFERENCE_FILES, inferenceFiles, type WarmChildOptions } from './warm-child.js';

export interface InferenceRoutesDeps {
  readonly config: Pick<Config, 'DATA_DIR' | 'TRAINING_FILE_BYTES'> & WarmChildOptions['config'];
  readonly logger: Logger;
  readonly database: Pick<Database, 'pool'>;
  /** The caller starts it before, and closes it after the app. */
  readonly inference: Pick<InferencePool, 'predict' | 'evaluate'>;
  readonly datasetCache: Pick<DatasetCache, 'materialize'>;
  readonly readCheckpoint: ReadCheckpoint;
}

const TAGS = ['using a trained model'];

/** What a trained model is for: predict and evaluate. */
export async function inferenceRoutes(app: App, deps: InferenceRoutesDeps): Promise<void> {
  const { config, logger, database, inference, datasetCache, readCheckpoint } = deps;
  const bodies = new BodyReader();
  app.addHook('onClose', () => bodies.close());
  const files = new TemporaryFiles(config.DATA_DIR, INFERENCE_FILES);
  const repository = new TrainedModelRepository(database.pool);
  const models = new TrainedModels({ repository, files, readCheckpoint });
  const pictures = new PictureRows();
  app.addHook('onClose', () => pictures.close());
  const predictor = new Predictor({ repository, models, pool: inference, pictures });
  const service = new InferenceService({ predictor });
  await app.register(async (scope: App) => predictRoute(scope, service, bodies));
  await servingRoutes(app, { database });
  await descriptionRoutes(app, { database, predictor, tags: TAGS });
  const names = new NamedModels(database.pool);
  await app.register(async (scope: App) => tfServingRoutes(scope, { predictor, bodies, names }));
  await app.register(async (scope: App) => openInferenceRoutes(scope, { database, predictor, bodies, names }));

  const side = new SideProcess({ config, logger, files: inferenceFiles(config) });
  app.addHook('onClose', () => side.close());
  const runs = new RunRepository(database, 'evaluation');
  const evaluator = new Evaluator({ repository, models, files, datasets: datasetCache });
  await evaluationRoutes(app, {
    service: new EvaluationService({ repository, runs, evaluator, pool: inference, side }),
    runs,
  });
  const batches = new RunRepository(database, 'batch_prediction');
  const batchPredictor = new BatchPredictor({ repository, models, datasets: datasetCache });
  await batchRoutes(app, {
    service: new BatchService({ database, repository, runs: batches, predictor: batchPredictor }),
    runs: batches,
  });
}

const fileSchema = z.string().meta({ format: 'binary' });

/** In a scope of its own: here bodies are bytes, as large ones are not parsed on this thread. */
async function predictRoute(app: App, service: InferenceService, bodies: BodyReader): Promise<void> {
  await app.register(multipart, { limits: PICTURE_LIMITS, throwFileSizeLimit: false });
  takeBytes(app, ['application/json', ...ARRAY_TYPES]);

  app.post(
    '/v1/models/:id/predict',
    {
      config: { scope: 'predict', bulk: true, audited: false },
      schema: {
        operationId: 'predict',
        summary: "Predict rows with a trained model, as Keras's predict()",
        description:
          'Rows are prepared as the training data was. Those with as many numbers as the input of the model, in another ' +
          'shape, are laid out in its shape. Pictures (PNG or JPEG) may be posted to models that were trained on pictures: as ' +
          '`{"b64": "..."}` in JSON, or as the file parts of a multipart body; they get the size and color of those of the ' +
          'training. NumPy arrays (NPY) and tables of Arrow (an IPC stream) are read as well.',
        tags: TAGS,
        params: modelParamsSchema,
        querystring: predictQuerySchema,
        body: {
          content: {
            'application/json': { schema: predictFieldsSchema },
            'application/x-npy': { schema: fileSchema.describe('an array of NumPy, its first dimension the rows') },
            'application/vnd.apache.arrow.stream': {
              schema: fileSchema.describe('a table with the columns of the data, or one of lists for each input'),
            },
            'multipart/form-data': { schema: z.strictObject({ file: z.array(fileSchema).max(MOST_PICTURES) }) },
          },
        },
        response: {
          200: z.union([predictionSchema, topPredictionSchema]),
          ...problemResponses(400, 401, 404, 409, 413, 415, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const posted = await openPredict(request, request.query, bodies);
      return sendJson(reply, await service.predict(request.project.id, request.params.id, posted));
    },
  );
}
