import type { z } from 'zod';
import type { App } from '../../http/app-type.js';
import { modelStatusSchema, toModelStatus } from '../../models/version-status.js';
import { bytesOf, sendJson, takeBytes } from '../body-bytes.js';
import type { BodyForm } from '../body-form.js';
import type { BodyReader } from '../body-reader.js';
import type { CheckpointChoice } from '../inference-schemas.js';
import type { Predictor, TypedPrediction } from '../predictor.js';
import type { NamedModels } from '../protocols/named-models.js';
import { answerPlainErrors, plainErrors } from '../protocols/plain-errors.js';
import type { TrainedModel } from '../trained-models.js';
import { TF_EXAMPLES_FORM, TF_PREDICT_FORM } from './tf-serving-forms.js';
import { classificationJson, regressionJson, tfPredictionJson } from './tf-serving-json.js';
import { metadataOf } from './tf-serving-metadata.js';
import {
  choiceOf,
  classificationSchema,
  labelParamsSchema,
  nameParamsSchema,
  regressionSchema,
  tfExamplesSchema,
  tfMetadataSchema,
  tfPredictionSchema,
  tfPredictSchema,
  versionParamsSchema,
} from './tf-serving-schemas.js';

export interface TfServingDeps {
  readonly predictor: Pick<Predictor, 'choose' | 'predictBody'>;
  readonly bodies: Pick<BodyReader, 'open'>;
  readonly names: Pick<NamedModels, 'idOf' | 'versionOf'>;
}

/** Who asks for what, as the address says. */
interface Asked {
  readonly projectId: string;
  readonly modelId: string;
  readonly choice: CheckpointChoice;
}

type Method = (asked: Asked, body: readonly Uint8Array[]) => Promise<{ json: string; predicted: TypedPrediction }>;

const tags = ['TensorFlow Serving'];

/** The three forms of an address, and what tells their operations apart. A name ends where the colon of a method begins. */
const ADDRESSES = [
  { path: '/v1/models/:name', verb: '/v1/models/:name(^[^:/]+)', params: nameParamsSchema, suffix: '' },
  {
    path: '/v1/models/:name/versions/:version',
    verb: '/v1/models/:name/versions/:version(^\\d+)',
    params: versionParamsSchema,
    suffix: 'Version',
  },
  {
    path: '/v1/models/:name/labels/:label',
    verb: '/v1/models/:name/labels/:label(^[^:/]+)',
    params: labelParamsSchema,
    suffix: 'Label',
  },
] as const;

/** TensorFlow Serving's REST API: its clients change the address only. Bodies may come as any media type, as `curl -d` sends them. */
export async function tfServingRoutes(app: App, deps: TfServingDeps): Promise<void> {
  takeBytes(app, '*');
  answerPlainErrors(app);
  const methods = methodsOf(deps);
  for (const { path, verb, params, suffix } of ADDRESSES) {
    for (const { name, run, summary, body, answer } of methods) {
      app.post(
        `${verb}::${name}`,
        {
          config: { scope: 'predict', bulk: true, audited: false },
          schema: {
            operationId: `tf${name}${suffix}`,
            summary,
            tags,
            params,
            body,
            response: { 200: answer, ...plainErrors(400, 401, 403, 404, 409, 413, 503) },
          },
        },
        async (request, reply) => {
          const { json, predicted } = await run(await askedBy(request), bytesOf(request));
          // TensorFlow Serving's answer has no room for it.
          reply.header('x-fitserve-job', predicted.job).header('x-fitserve-epoch', predicted.epoch);
          return sendJson(reply, json);
        },
      );
    }

    app.get(
      `${path}/metadata`,
      {
        config: { scope: ['read', 'predict'] },
        schema: {
          operationId: `tfMetadata${suffix}`,
          summary: 'The signature of a model, as TensorFlow Serving tells it',
          tags,
          params,
          response: { 200: tfMetadataSchema, ...plainErrors(400, 401, 403, 404, 409, 503) },
        },
      },
      async (request) => {
        const { projectId, modelId, choice } = await askedBy(request);
        const { weights, model } = await deps.predictor.choose(projectId, modelId, choice);
        return metadataOf(request.params.name, await deps.names.versionOf(weights.job), model);
      },
    );

    // Without a version it is the model itself (src/models).
    if (params === nameParamsSchema) continue;
    app.get(
      path,
      {
        config: { scope: ['read', 'predict'] },
        schema: {
          operationId: `tfStatus${suffix}`,
          summary: 'The status of a version of a model, as TensorFlow Serving tells it',
          tags,
          params,
          response: { 200: modelStatusSchema, ...plainErrors(400, 401, 403, 404, 503) },
        },
      },
      async (request) => {
        const { projectId, modelId, choice } = await askedBy(request);
        const { weights } = await deps.predictor.choose(projectId, modelId, choice);
        return toModelStatus([(await deps.names.versionOf(weights.job)) ?? 0]);
      },
    );
  }

  async function askedBy(request: {
    readonly project: { readonly id: string };
    readonly params: z.infer<(typeof ADDRESSES)[number]['params']>;
  }): Promise<Asked> {
    const projectId = request.project.id;
    const modelId = await deps.names.idOf(projectId, request.params.name);
    return { projectId, modelId, choice: choiceOf(request.params) };
  }
}

function methodsOf({ predictor, bodies }: TfServingDeps) {
  const method =
    <Fields>(
      form: BodyForm<Fields>,
      write: (predicted: TypedPrediction, model: TrainedModel, fields: Fields) => Promise<string>,
    ): Method =>
    async ({ projectId, modelId, choice }, pieces) => {
      const body = await bodies.open(pieces, form);
      const { model, predicted } = await predictor.predictBody(projectId, modelId, choice, body);
      return { json: await write(predicted, model, body.fields), predicted };
    };
  return [
    {
      name: 'predict',
      run: method(TF_PREDICT_FORM, (predicted, _, { form }) => tfPredictionJson(predicted, form)),
      summary: 'Predict rows, as TensorFlow Serving does',
      body: tfPredictSchema,
      answer: tfPredictionSchema,
    },
    {
      name: 'classify',
      run: method(TF_EXAMPLES_FORM, classificationJson),
      summary: 'Classify examples, as TensorFlow Serving does',
      body: tfExamplesSchema,
      answer: classificationSchema,
    },
    {
      name: 'regress',
      run: method(TF_EXAMPLES_FORM, regressionJson),
      summary: 'Find a value for each of the examples, as TensorFlow Serving does',
      body: tfExamplesSchema,
      answer: regressionSchema,
    },
  ] as const;
}
