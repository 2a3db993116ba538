import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import { TemporaryFiles } from '../database/temporary-files.js';
import type { ExportFormat } from '../engine/export/export-formats.js';
import { NotFoundError } from '../errors.js';
import type { App } from '../http/app-type.js';
import { isUnchanged } from '../http/conditional.js';
import { whileClientWaits } from '../http/gone-signal.js';
import { toPage } from '../http/pagination.js';
import { preferredType } from '../http/preferred-type.js';
import { notModified, problemResponses } from '../http/problem-responses.js';
import {
  type CheckpointFileStream,
  safetensorsFile,
  tfjsModelFile,
  tfjsWeightsFile,
  tfjsZip,
} from './checkpoint-files.js';
import { jobExists, listCheckpoints, type ResolvedCheckpoint, resolveCheckpoint } from './checkpoint-repository.js';
import {
  checkpointPageSchema,
  checkpointParamsSchema,
  checkpointSchema,
  checkpointsQuerySchema,
  downloadQuerySchema,
  jobParamsSchema,
  toCheckpoint,
  weightsQuerySchema,
} from './checkpoint-schemas.js';

import type { Converter } from './conversion/converter.js';
import { ExportedFiles } from './conversion/exported-files.js';

const ONNX = 'application/onnx';
const HDF5 = 'application/x-hdf5';
const SAFETENSORS = 'application/vnd.safetensors';
const BYTES = 'application/octet-stream';
const ZIP = 'application/zip';
const JSON_TYPE = 'application/json';
const tags = ['Checkpoints'];
const binary = z.string().meta({ format: 'binary' });

const DOWNLOAD_DESCRIPTION = `\`format=safetensors\` is one file with the weights by their Keras paths.

\`format=tfjs\` is for TensorFlow.js. The address itself opens there, since its weights stand beside it:
\`tf.loadLayersModel(address, {requestInit: {headers: {Authorization: 'Bearer <key>'}}})\`. With \`Accept: application/zip\` it is one
file that holds \`model.json\` and \`weights.bin\`, to be unpacked and opened from a disk. JSON is what comes by default, since
tfjs asks for anything and understands only that. \`getUserDefinedMetadata()\` holds \`input_scale\`, by which raw rows are
multiplied first, and the names of the \`classes\`. Recurrent layers, and graphs with several inputs and outputs or shared layers, are written
as tfjs-layers has them. A model with something that TensorFlow.js lacks, or computes in another way than Keras,
answers 422 \`not_in_tfjs\` and names the layer: among others a GRU with \`reset_after\`, which is Keras's default.

\`format=savedmodel\` (a zip with \`saved_model.pb\`) and \`format=onnx\` hold the forward pass as a graph for any number of rows, its
inputs and outputs float32 and named as in Keras. Where one scale (and offset) is all that is done to raw rows, the graph does it:
it takes what \`predict\` takes. Where columns are prepared one by one, it takes prepared rows; \`fitserve.json\` in the zip, and the
metadata of an ONNX file, say which (\`rows\`: \`raw\` or \`prepared\`) and name the \`classes\`. Outputs are the network's own. What cannot be written
answers 422 \`not_in_savedmodel\` or \`not_in_onnx\` and names the layer.

\`format=keras\` is a \`.keras\` file, model and weights, without the compile; \`format=weights_h5\` a \`.weights.h5\` for a model that is built already.
These and graphs take some seconds to make.`;

export interface CheckpointRoutesDeps {
  readonly config: Pick<Config, 'DATA_DIR'>;
  readonly database: Pick<Database, 'pool'>;
  readonly converter: Pick<Converter, 'export'>;
}

/** The checkpoints of jobs, to look at and to take away. */
export async function checkpointRoutes(app: App, { config, database, converter }: CheckpointRoutesDeps): Promise<void> {
  const { pool } = database;
  const exports = new ExportedFiles(pool, converter, new TemporaryFiles(config.DATA_DIR, 'exports'));
  const find = (request: { project: { id: string }; params: z.infer<typeof checkpointParamsSchema> }) =>
    resolveCheckpoint(pool, { projectId: request.project.id, jobId: request.params.id }, request.params.name);

  app.get(
    '/v1/jobs/:id/checkpoints',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'listCheckpoints',
        summary: "List a job's checkpoints, newest first",
        tags,
        params: jobParamsSchema,
        querystring: checkpointsQuerySchema,
        response: { 200: checkpointPageSchema, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { limit, after } = request.query;
      if (!(await jobExists(pool, request.project.id, id))) throw new NotFoundError('job', id);
      const page = toPage(await listCheckpoints(pool, id, { limit: limit + 1, after }), limit);
      return { data: page.data.map(toCheckpoint), has_more: page.has_more };
    },
  );

  app.get(
    '/v1/jobs/:id/checkpoints/:name',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'getCheckpoint',
        summary: 'Look at a checkpoint',
        tags,
        params: checkpointParamsSchema,
        response: { 200: checkpointSchema, ...problemResponses(401, 404, 422, 503) },
      },
    },
    async (request) => toCheckpoint(await find(request)),
  );

  app.get(
    '/v1/jobs/:id/checkpoints/:name/download',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'downloadCheckpoint',
        summary: "Download a checkpoint's weights",
        description: DOWNLOAD_DESCRIPTION,
        tags,
        params: checkpointParamsSchema,
        querystring: downloadQuerySchema,
        response: {
          200: {
            description: 'The file',
            content: {
              [SAFETENSORS]: { schema: binary },
              [JSON_TYPE]: { schema: z.looseObject({}).describe('model.json of TensorFlow.js') },
              [ZIP]: { schema: binary },
              [ONNX]: { schema: binary },
              [HDF5]: { schema: binary },
            },
          },
          304: notModified,
          ...problemResponses(401, 404, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const checkpoint = await find(request);
      const { format } = request.query;
      if (format !== 'safetensors' && format !== 'tfjs') {
        if (isUnchanged(request, reply, etag(checkpoint, format))) return reply.code(304).send();
        const { type, extension } = EXPORTED[format];
        const file = await whileClientWaits(request, (signal) => exports.make(checkpoint, format, signal));
        name(reply, checkpoint, extension);
        return sendFile(request, reply, type, file);
      }
      if (format === 'safetensors') {
        if (isUnchanged(request, reply, etag(checkpoint))) return reply.code(304).send();
        name(reply, checkpoint, 'safetensors');
        return sendFile(request, reply, SAFETENSORS, safetensorsFile(pool, checkpoint));
      }
      reply.header('vary', 'accept');
      if (preferredType(request, [JSON_TYPE, ZIP]) === ZIP) {
        if (isUnchanged(request, reply, etag(checkpoint, 'zip'))) return reply.code(304).send();
        const file = await tfjsZip(pool, checkpoint);
        name(reply, checkpoint, 'tfjs.zip');
        return sendFile(request, reply, ZIP, file);
      }
      if (isUnchanged(request, reply, etag(checkpoint, 'json'))) return reply.code(304).send();
      const model = tfjsModelFile(checkpoint);
      return reply.header('content-disposition', 'inline; filename="model.json"').type(JSON_TYPE).send(model);
    },
  );

  app.get(
    '/v1/jobs/:id/checkpoints/:name/weights.bin',
    {
      config: { scope: ['read', 'train'] },
      schema: {
        operationId: 'downloadTfjsWeights',
        summary: 'The weights that belong to a tfjs download',
        description: 'TensorFlow.js fetches them by itself, beside the address of the download.',
        tags,
        params: checkpointParamsSchema,
        querystring: weightsQuerySchema,
        response: {
          200: { description: 'The numbers', content: { [BYTES]: { schema: binary } } },
          304: notModified,
          ...problemResponses(401, 404, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const checkpoint = await find(request);
      if (isUnchanged(request, reply, etag(checkpoint))) return reply.code(304).send();
      reply.header('content-disposition', 'attachment; filename="weights.bin"');
      return sendFile(request, reply, BYTES, tfjsWeightsFile(pool, checkpoint));
    },
  );
}

const EXPORTED: Readonly<Record<ExportFormat, { readonly type: string; readonly extension: string }>> = {
  savedmodel: { type: ZIP, extension: 'savedmodel.zip' },
  onnx: { type: ONNX, extension: 'onnx' },
  keras: { type: ZIP, extension: 'keras' },
  weights_h5: { type: HDF5, extension: 'weights.h5' },
};

/** A checkpoint never changes: its SHA-256 tells its files from all others, with the form where one address has several. */
function etag({ sha256 }: ResolvedCheckpoint, form?: string): string {
  return form === undefined ? `"${sha256}"` : `"${sha256}-${form}"`;
}

function name(reply: FastifyReply, { jobId, epoch }: ResolvedCheckpoint, extension: string): void {
  reply.header('content-disposition', `attachment; filename="${jobId}-epoch-${epoch}.${extension}"`);
}

function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  file: CheckpointFileStream,
): FastifyReply {
  file.stream.once('error', (error) => request.log.error({ err: error }, 'a checkpoint could not be sent whole'));
  return reply.type(type).header('content-length', file.sizeBytes).send(file.stream);
}
