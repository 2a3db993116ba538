import { z } from 'zod';
import { buildApp } from '../../../src/app.js';
import { openDatabase } from '../../../src/database/client.js';
import { SCOPES } from '../../../src/http/scopes.js';
import { silentLogger, testConfig } from '../../support/config.js';
import { type DescribedSchema, describedSchema } from '../../support/described-schema.js';

export type Schema = DescribedSchema;

const contentSchema = z.record(z.string(), z.object({ schema: describedSchema.optional() }));
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).min(1),
  parameters: z
    .array(
      z.object({
        in: z.enum(['path', 'query', 'header']),
        name: z.string(),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: describedSchema,
      }),
    )
    .default([]),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: contentSchema.optional() })),
  security: z.array(z.record(z.string(), z.array(z.enum(SCOPES)))),
});
const METHODS = ['POST', 'GET', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'] as const;
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), describedSchema) }),
});

/** A route as the OpenAPI description has it. */
export type Operation = z.infer<typeof operationSchema> & {
  readonly method: (typeof METHODS)[number];
  readonly path: string;
};

export interface DescribedApi {
  readonly operations: readonly Operation[];
  readonly components: ReadonlyMap<string, Schema>;
}

/** The service's own description of its API. Neither a database nor a process stands behind it. */
export async function describedApi(): Promise<DescribedApi> {
  const config = testConfig();
  const database = openDatabase(config, 'postgresql://127.0.0.1:1/none', silentLogger);
  const never = async () => Promise.reject(new Error('nothing but the description is asked for'));
  const app = await buildApp({
    config,
    logger: silentLogger,
    database,
    notifications: { listen: async () => () => undefined, onReconnect: () => () => undefined },
    queue: { ping: never },
    keys: { authenticate: never, forget: never },
    inference: { predict: never, evaluate: never, engineInfo: () => null, pids: () => [] },
    datasetCache: { materialize: never },
  });
  const { body } = await app.inject('/openapi.json');
  await app.close();
  await database.close();
  const { paths, components } = documentSchema.parse(JSON.parse(body));
  return {
    operations: Object.entries(paths).flatMap(([path, methods]) =>
      METHODS.flatMap((method) => {
        const operation = methods[method.toLowerCase()];
        return operation === undefined ? [] : [{ ...operation, method, path }];
      }),
    ),
    components: new Map(Object.entries(components.schemas)),
  };
}
