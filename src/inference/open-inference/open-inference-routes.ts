import { z } from 'zod';
import type { Queryable } from '../../database/sql.js';
import { MalformedError, ServiceError } from '../../errors.js';
import type { App } from '../../http/app-type.js';
import { packageVersion } from '../../http/package-version.js';
import { SCOPES } from '../../http/scopes.js';
import { bytesOf, sendBytes, sendJson, takeBytes } from '../body-bytes.js';
import type { BodyReader } from '../body-reader.js';
import type { Predictor } from '../predictor.js';
import type { NamedModels } from '../protocols/named-models.js';
import { answerPlainErrors, plainErrors } from '../protocols/plain-errors.js';
import { type SignaturePort, signatureOf } from '../protocols/signature.js';
import { listVersions } from '../serving/version-repository.js';
import { inferAnswer } from './infer-answer.js';
import { INFER_FORM } from './infer-form.js';
import {
  choiceOf,
  inferRequestSchema,
  inferResponseSchema,
  modelMetadataSchema,
  modelReadySchema,
  nameParamsSchema,
  serverMetadataSchema,
  versionParamsSchema,
} from './infer-schemas.js';

export interface OpenInferenceDeps {
  readonly database: { readonly pool: Queryable };
  readonly predictor: Pick<Predictor, 'choose' | 'predictBody'>;
  readonly bodies: Pick<BodyReader, 'open'>;
  readonly names: Pick<NamedModels, 'idOf' | 'versionOf'>;
}

const tags = ['Open Inference Protocol'];
const HEADER = 'inference-header-content-length';
const MOST_VERSIONS = 100;

const ADDRESSES = [
  { path: '/v2/models/:name', params: nameParamsSchema, suffix: '' },
  { path: '/v2/models/:name/versions/:version', params: versionParamsSchema, suffix: 'Version' },
] as const;

/** The Open Inference Protocol, version 2, of KServe, Triton and others: its clients change the address only. */
export async function openInferenceRoutes(app: App, deps: OpenInferenceDeps): Promise<void> {
  const { database, predictor, bodies, names } = deps;
  takeBytes(app, '*');
  answerPlainErrors(app);
  const version = await packageVersion();

  app.get(
    '/v2',
    {
      config: { scope: ['read', 'predict'] },
      schema: {
        operationId: 'inferServer',
        summary: 'What this server is, and the extensions of the protocol that it knows',
        tags,
        response: { 200: serverMetadataSchema, ...plainErrors(401, 403) },
      },
    },
    async () => ({ name: 'fitserve', version, extensions: ['binary_tensor_data', 'classification'] }),
  );

  for (const { path, params, suffix } of ADDRESSES) {
    app.get(
      path,
      {
        config: { scope: ['read', 'predict'] },
        schema: {
          operationId: `inferModel${suffix}`,
          summary: 'The inputs and outputs of a model, with types and shapes',
          tags,
          params,
          response: { 200: modelMetadataSchema, ...plainErrors(400, 401, 403, 404, 409, 503) },
        },
      },
      async (request) => {
        const projectId = request.project.id;
        const modelId = await names.idOf(projectId, request.params.name);
        const { model } = await predictor.choose(projectId, modelId, choiceOf(request.params));
        const versions = await listVersions(database.pool, projectId, modelId, { limit: MOST_VERSIONS });
        const { inputs, outputs } = signatureOf(model);
        return {
          name: request.params.name,
          versions: versions.map((one) => String(one.version)).reverse(),
          platform: 'keras',
          inputs: inputs.map(tensorOf),
          outputs: outputs.map(tensorOf),
        };
      },
    );

    app.get(
      `${path}/ready`,
      {
        config: { scope: ['read', 'predict'] },
        schema: {
          operationId: `inferModelReady${suffix}`,
          summary: 'Whether a model has weights to answer with',
          tags,
          params,
          response: { 200: modelReadySchema, ...plainErrors(400, 401, 403, 404, 409, 503) },
        },
      },
      async (request) => {
        const projectId = request.project.id;
        const modelId = await names.idOf(projectId, request.params.name);
        await predictor.choose(projectId, modelId, choiceOf(request.params));
        return { name: request.params.name, ready: true as const };
      },
    );

    app.post(
      `${path}/infer`,
      {
        config: { scope: 'predict', bulk: true, audited: false },
        schema: {
          operationId: `infer${suffix}`,
          summary: 'Predict rows, given as tensors',
          description:
            'Each input is an input of the model or, for a model that was trained on a table, a column of it. With the header ' +
            '`Inference-Header-Content-Length`, the length of the JSON, the binary data of tensors comes after it.',
          tags,
          params,
          body: {
            content: {
              'application/json': { schema: inferRequestSchema },
              'application/octet-stream': { schema: z.string().describe('the JSON, and binary data after it') },
            },
          },
          response: { 200: inferResponseSchema, ...plainErrors(400, 401, 403, 404, 409, 413, 503) },
        },
      },
      async (request, reply) => {
        const { name } = request.params;
        const projectId = request.project.id;
        const hints = { jsonBytes: jsonBytesOf(request.headers[HEADER]) };
        const modelId = await names.idOf(projectId, name);
        const body = await bodies.open(bytesOf(request), INFER_FORM, hints);
        const { model, predicted } = await predictor.predictBody(projectId, modelId, choiceOf(request.params), body);
        const version = await names.versionOf(predicted.job);
        const { json, binary } = await inferAnswer(predicted, model, body.fields, { name, version });
        if (binary.length === 0) return sendJson(reply, json);
        const head = Buffer.from(json);
        return sendBytes(reply.header(HEADER, head.length), Buffer.concat([head, ...binary]));
      },
    );
  }

  // What other servers of this protocol have besides; their clients read the error.
  app.all('/v2/*', { schema: { hide: true }, config: { scope: SCOPES } }, async (request) => {
    throw new ServiceError(
      404,
      'route_not_found',
      `There is no route ${request.method} ${request.url.slice(0, 200)} here.`,
    );
  });
}

function tensorOf({ name, kind, shape }: SignaturePort) {
  return { name, datatype: kind === 'number' ? ('FP32' as const) : ('BYTES' as const), shape: [-1, ...shape] };
}

/** Undefined where all of the body is JSON. */
function jsonBytesOf(header: string | string[] | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^\d{1,12}$/.test(header)) return Number(header);
  throw new MalformedError('Inference-Header-Content-Length must be the number of bytes that the JSON has.');
}
