import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { Config } from '../../config.js';
import type { Database } from '../../database/client.js';
import type { QuotaConfig } from '../../database/project-limits.js';
import { Quotas } from '../../database/quotas.js';
import { TemporaryFiles } from '../../database/temporary-files.js';
import type { CheckpointTensor } from '../../engine/checkpoint.js';
import type { ModelDefinition } from '../../engine/training-spec.js';
import type { App } from '../../http/app-type.js';
import { whileClientWaits } from '../../http/gone-signal.js';
import { problemResponses } from '../../http/problem-responses.js';
import { readJob } from '../job-repository.js';
import { jobParamsSchema, jobSchema } from '../job-schemas.js';
import { toJob } from '../job-view.js';
import { importBodySchema } from './import-schemas.js';
import { findTarget, storeImport } from './import-service.js';
import { receiveWeights, WEIGHTS_LIMITS } from './receive-weights.js';

/** Reads other programs' files, in a process of its own. */
interface WeightsReader {
  import(
    task: {
      definition: ModelDefinition;
      files: { name: string; path: string }[];
      /** Where the bytes of a checkpoint are put. */
      target: string;
    },
    signal: AbortSignal,
  ): Promise<{ readonly format: string; readonly tensors: readonly CheckpointTensor[] }>;
}

export interface ImportRoutesDeps {
  readonly config: Pick<
    Config,
    'DATA_DIR' | 'UPLOAD_LIMIT_BYTES' | 'MAX_MODEL_PARAMS' | 'MAX_MODEL_LAYERS' | 'MAX_MODEL_MEMORY_BYTES'
  > &
    QuotaConfig;
  readonly database: Database;
  readonly converter: WeightsReader;
}

/** The widest numbers that are read have 8 bytes; the rest is for what stands around them. */
const MOST_BYTES_PER_NUMBER = 8;
const BYTES_AROUND = 16 * 2 ** 20;

/** Weights that were trained elsewhere become a version of a model. */
export async function importRoutes(app: App, { config, database, converter }: ImportRoutesDeps): Promise<void> {
  const spool = new TemporaryFiles(config.DATA_DIR, 'imports');
  const quotas = new Quotas(config);
  const limits = {
    maxParams: config.MAX_MODEL_PARAMS,
    maxLayers: config.MAX_MODEL_LAYERS,
    maxMemoryBytes: config.MAX_MODEL_MEMORY_BYTES,
  };
  const limitBytes = Math.min(
    config.UPLOAD_LIMIT_BYTES,
    config.MAX_MODEL_PARAMS * MOST_BYTES_PER_NUMBER + BYTES_AROUND,
  );

  await app.register(async (scope: App) => {
    await scope.register(multipart, { limits: WEIGHTS_LIMITS, throwFileSizeLimit: false });
    scope.post(
      '/v1/models/:id/weights',
      {
        config: { scope: 'train', idempotent: true, takesRoom: true, usesUp: ['checkpoint_bytes'] },
        onRequest: ({ project }) => quotas.requireCheckpointRoom(database.pool, project.id),
        // The body is read, and checked, by its handler; the schema is for the description of the API.
        validatorCompiler: () => () => true,
        schema: {
          operationId: 'importWeights',
          summary: 'Bring weights that were trained elsewhere',
          description:
            'As `multipart/form-data`: parts `file` with a safetensors file, a `.weights.h5` or `.keras` of Keras 3, or `model.json` of ' +
            'TensorFlow.js and its shards, as they are or in one zip; before or after them a part `options` (JSON). The weights are ' +
            "matched by their names and shapes with the model's. They become a succeeded job with one checkpoint, " +
            'epoch 1: a version of the model that answers `predict` at once, that `initial` of a fit can name, and that can be ' +
            'downloaded and evaluated as others. 422 `wrong_weights` says which weight is missing, too many, or of another shape, and where ' +
            'a file is broken.',
          tags: ['Training'],
          params: jobParamsSchema,
          body: { content: { 'multipart/form-data': { schema: importBodySchema } } },
          response: { 201: jobSchema, ...problemResponses(400, 401, 404, 409, 413, 415, 422, 503) },
        },
      },
      async (request, reply) => {
        const place = { projectId: request.project.id, modelId: request.params.id };
        const folder = await spool.folder();
        try {
          const { options, files } = await receiveWeights(request, folder.path, limitBytes);
          const target = await findTarget(database.pool, limits, place, options);
          const path = join(folder.path, 'weights');
          const { format, tensors } = await whileClientWaits(request, (signal) =>
            converter.import({ definition: target.definition, files: [...files], target: path }, signal),
          );
          const names = files.map(({ name }) => name);
          const id = await storeImport(database, place, target, { path, tensors, format, files: names }, options);
          return reply
            .code(201)
            .header('location', `/v1/jobs/${id}`)
            .send(toJob(await readJob(database.pool, id)));
        } finally {
          await folder.remove();
        }
      },
    );
  });
}
