import type { FastifyReply } from 'fastify';
import type { Config } from '../config.js';
import { ServiceError, TooLargeError } from '../errors.js';
import type { App } from '../http/app-type.js';
import { drain } from '../http/drain.js';
import { pageOf, pageQuerySchema, toPage } from '../http/pagination.js';
import { noContent, problemResponses } from '../http/problem-responses.js';
import { newId } from '../ids.js';
import type { PartialUploadRepository } from './partial-upload-repository.js';
import {
  creationHeadersSchema,
  partialUploadViewSchema,
  pieceBodySchema,
  pieceHeadersSchema,
  tusHeadersSchema,
  uploadParamsSchema,
} from './partial-upload-schemas.js';
import { type Received, receivePiece } from './receive-piece.js';
import { toPartialUploadView } from './stored-partial-upload.js';
import { capabilities, fileNameIn, PIECE_TYPE, speakTus } from './tus.js';

const TAGS = ['uploads'];

/** Files that come piece by piece, and go on after a cut: the tus protocol, below /v1/uploads. */
export async function partialUploadRoutes(
  app: App,
  uploads: PartialUploadRepository,
  config: Pick<Config, 'UPLOAD_LIMIT_BYTES'>,
): Promise<void> {
  app.addHook('onRequest', speakTus);
  app.addHook('onError', async (request) => drain(request.raw));
  app.addContentTypeParser(PIECE_TYPE, (_request, payload, done) => done(null, payload));
  readRoutes(app, uploads);

  app.options(
    '/v1/uploads',
    {
      config: { scope: 'data' },
      schema: {
        operationId: 'describeUploads',
        tags: TAGS,
        summary: 'Ask what this server can do of the tus protocol',
        response: { 204: noContent, ...problemResponses(401) },
      },
    },
    async (_request, reply) => reply.headers(capabilities(config.UPLOAD_LIMIT_BYTES)).code(204).send(),
  );

  app.post(
    '/v1/uploads',
    {
      config: { scope: 'data', idempotent: true, takesRoom: true },
      schema: {
        operationId: 'createUpload',
        tags: TAGS,
        summary: 'Begin an upload that can be resumed',
        description:
          `Any client of the tus protocol 1.0.0 works; by hand it is this request, then PATCH of \`Location\` with the bytes. ` +
          `A body of \`${PIECE_TYPE}\` is the first piece already. The whole file then goes into ` +
          '`POST /v1/datasets` as a part `upload` with the id. It is deleted at `Upload-Expires`, which every piece puts off.',
        headers: creationHeadersSchema,
        response: { 201: partialUploadViewSchema, ...problemResponses(400, 401, 409, 412, 413, 415, 422, 503) },
      },
    },
    async ({ headers, project, raw }, reply) => {
      const sizeBytes = headers['upload-length'];
      if (sizeBytes > config.UPLOAD_LIMIT_BYTES) {
        throw new TooLargeError(`The upload is larger than the ${config.UPLOAD_LIMIT_BYTES} bytes allowed.`);
      }
      const metadata = headers['upload-metadata'];
      const fileName = fileNameIn(metadata);
      const upload = await uploads.create({
        id: newId('upload'),
        projectId: project.id,
        fileName,
        metadata,
        sizeBytes,
      });
      const received =
        raw.headers['content-type'] === PIECE_TYPE
          ? await receivePiece(uploads, project.id, upload, { offset: 0, body: raw })
          : upload;
      tell(reply.header('location', `/v1/uploads/${upload.id}`), received);
      return reply.code(201).send(toPartialUploadView({ ...upload, ...received }));
    },
  );

  app.patch(
    '/v1/uploads/:id',
    {
      // A file may come in thousands of pieces; its beginning and the dataset made of it are audited.
      config: { scope: 'data', takesRoom: true, audited: false },
      schema: {
        operationId: 'appendToUpload',
        tags: TAGS,
        summary: 'Send the next bytes of an upload',
        description:
          `The body is \`${PIECE_TYPE}\`. What has come of one that breaks off stays, and \`HEAD\` tells how much. Of two that ` +
          'send at once one goes on, and the other is answered 409 `wrong_offset`.',
        params: uploadParamsSchema,
        headers: pieceHeadersSchema,
        body: pieceBodySchema,
        response: { 204: noContent, ...problemResponses(400, 401, 404, 409, 412, 413, 415, 422, 503) },
      },
    },
    async ({ headers, params, project, raw }, reply) => {
      if (raw.headers['content-type'] !== PIECE_TYPE) {
        throw new ServiceError(415, 'unsupported_media_type', `The body must be ${PIECE_TYPE}.`);
      }
      const upload = await uploads.get(project.id, params.id);
      const piece = { offset: headers['upload-offset'], body: raw };
      return tell(reply.code(204), await receivePiece(uploads, project.id, upload, piece)).send();
    },
  );

  app.delete(
    '/v1/uploads/:id',
    {
      config: { scope: 'data' },
      schema: {
        operationId: 'deleteUpload',
        tags: TAGS,
        summary: 'Give an upload up',
        description: 'Refused with 409 `upload_in_use` while a dataset is being made of it.',
        params: uploadParamsSchema,
        headers: tusHeadersSchema,
        response: { 204: noContent, ...problemResponses(401, 404, 409, 412) },
      },
    },
    async ({ params, project }, reply) => {
      await uploads.remove(project.id, params.id);
      return reply.code(204).send();
    },
  );
}

function readRoutes(app: App, uploads: PartialUploadRepository): void {
  app.head(
    '/v1/uploads/:id',
    {
      config: { scope: ['read', 'data'] },
      schema: {
        operationId: 'findUploadOffset',
        tags: TAGS,
        summary: 'Ask where an upload goes on',
        params: uploadParamsSchema,
        headers: tusHeadersSchema,
        response: { 200: noContent, ...problemResponses(401, 404, 412) },
      },
    },
    async ({ params, project }, reply) => {
      const upload = await uploads.get(project.id, params.id);
      if (upload.metadata !== '') reply.header('upload-metadata', upload.metadata);
      return tell(reply, upload).header('upload-length', String(upload.sizeBytes)).send();
    },
  );

  app.get(
    '/v1/uploads/:id',
    {
      config: { scope: ['read', 'data'] },
      schema: {
        operationId: 'getUpload',
        tags: TAGS,
        summary: 'Look at an upload: how much has come, and how far the making of its dataset is',
        params: uploadParamsSchema,
        response: { 200: partialUploadViewSchema, ...problemResponses(401, 404) },
      },
    },
    async ({ params, project }) => toPartialUploadView(await uploads.get(project.id, params.id)),
  );

  app.get(
    '/v1/uploads',
    {
      config: { scope: ['read', 'data'] },
      schema: {
        operationId: 'listUploads',
        tags: TAGS,
        summary: 'List the uploads, newest first',
        querystring: pageQuerySchema,
        response: { 200: pageOf(partialUploadViewSchema), ...problemResponses(401, 422) },
      },
    },
    async ({ project, query: { limit, after } }) => {
      const found = await uploads.list(project.id, { limit: limit + 1, after });
      return toPage(found.map(toPartialUploadView), limit);
    },
  );
}

function tell(reply: FastifyReply, { receivedBytes, expiresAt }: Received): FastifyReply {
  return reply.headers({ 'upload-offset': String(receivedBytes), 'upload-expires': expiresAt.toUTCString() });
}
