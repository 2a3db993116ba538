import type { NetworkPlan } from '../../engine/plan/network-plan.js';
import type { InputLayout } from '../input-layout.js';
import type { AnsweringModel } from '../predictor.js';
import { type JsonSchema, numbersSchema, objectSchema, rowSchema } from './row-schemas.js';

/** What a description tells beside what the model is. */
export interface Described {
  readonly id: string;
  readonly name: string;
  /** The dataset that it was trained on; null where there is none any more. */
  readonly dataset: string | null;
  /** A row of that dataset as a client posts it; undefined where it is too large to be shown, or gone. */
  readonly example: unknown;
}

const PROBLEM = { description: 'What is wrong, as `application/problem+json`' };
const CHECKPOINT = { type: ['string', 'object'], description: 'which weights answer; left out, what the model serves' };
const FILE = { type: 'string', format: 'binary' };

/** OpenAPI 3.1 of the predict and evaluate of one model: what its rows are, and what it answers. */
export function modelOpenApi({ weights, model }: AnsweringModel, described: Described): JsonSchema {
  const { id, name, dataset } = described;
  const { layouts, plan } = model;
  const path = `/v1/models/${id}`;
  return {
    openapi: '3.1.0',
    info: {
      title: name,
      version: `${weights.job}/${weights.epoch}`,
      description: `Predictions of the model ${id}, by epoch ${weights.epoch} of ${weights.job}.`,
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }],
    paths: {
      [`${path}/predict`]: {
        post: {
          operationId: 'predict',
          summary: 'Predict rows; they are prepared as those of the training were',
          requestBody: { required: true, content: predictContent(layouts, described) },
          responses: { 200: answer({ $ref: '#/components/schemas/Prediction' }), default: PROBLEM },
        },
      },
      [`${path}/evaluate`]: {
        post: {
          operationId: 'evaluate',
          summary: 'Measure the model on a dataset with the same columns and targets',
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: evaluateSchema(), ...(dataset !== null && { example: { dataset } }) },
            },
          },
          responses: { 200: answer({ type: 'object' }), default: PROBLEM },
        },
      },
    },
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: { Row: rowSchema(layouts), Prediction: predictionSchema(plan, model.classes?.labels) },
    },
  };
}

function predictContent(layouts: readonly InputLayout[], { example }: Described): JsonSchema {
  const schema = {
    type: 'object',
    properties: {
      instances: {
        type: 'array',
        minItems: 1,
        maxItems: layouts[0]?.maxRows,
        items: { $ref: '#/components/schemas/Row' },
      },
      checkpoint: CHECKPOINT,
      top_k: { type: 'integer', minimum: 1 },
    },
    required: ['instances'],
    additionalProperties: false,
  };
  const [layout, ...others] = layouts;
  const isNumbers = others.length === 0 && layout?.cells?.every(({ kind }) => kind === 'number') !== false;
  return {
    'application/json': { schema, ...(example !== undefined && { example: { instances: [example] } }) },
    ...(isNumbers && { 'application/x-npy': { schema: FILE } }),
    'application/vnd.apache.arrow.stream': { schema: FILE },
    ...(layout?.picture && {
      'multipart/form-data': { schema: objectSchema([['file', { type: 'array', items: FILE }]]) },
    }),
  };
}

function predictionSchema({ outputs }: NetworkPlan, labels: readonly string[] | undefined): JsonSchema {
  const [only, ...others] = outputs;
  const row =
    only !== undefined && others.length === 0
      ? numbersSchema(only.shape)
      : objectSchema(outputs.map(({ name, shape }) => [name, numbersSchema(shape)]));
  const likely =
    labels &&
    objectSchema([
      ['class', { enum: labels }],
      ['probability', { type: 'number' }],
    ]);
  return {
    type: 'object',
    properties: {
      predictions: { type: 'array', items: row },
      ...(likely && { classes: { type: 'array', items: { anyOf: [likely, { type: 'array', items: likely }] } } }),
      job: { type: 'string' },
      epoch: { type: 'integer' },
    },
    required: ['predictions', 'job', 'epoch'],
  };
}

function evaluateSchema(): JsonSchema {
  return {
    type: 'object',
    properties: {
      dataset: { type: 'string' },
      checkpoint: CHECKPOINT,
      batch_size: { type: 'integer', minimum: 1 },
      worst: { type: 'integer', minimum: 0, maximum: 100 },
    },
    required: ['dataset'],
  };
}

function answer(schema: JsonSchema): JsonSchema {
  return { description: 'The answer', content: { 'application/json': { schema } } };
}
