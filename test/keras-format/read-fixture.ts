import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const FOLDER = new URL('../../../test/keras-format/fixtures/', import.meta.url);

/** What real Keras printed, and what it says of the same model. */
const modelFixtureSchema = z.object({
  keras: z.string(),
  /** Null for a model whose input shape is unknown. */
  params: z.int().nullable(),
  /** Names of `model.layers`, which leaves out the InputLayer. */
  layers: z.array(z.string()),
  architecture: z.unknown(),
});
export type ModelFixture = z.infer<typeof modelFixtureSchema>;

const objects = z.record(z.string(), z.object({ class_name: z.string(), config: z.record(z.string(), z.unknown()) }));
const objectsFixtureSchema = z.object({ keras: z.string(), optimizers: objects, losses: objects, metrics: objects });

export const KERAS_VERSIONS = ['keras2', 'keras3'] as const;

/** The names of the model fixtures of one Keras. */
export function modelFixtureNames(keras: (typeof KERAS_VERSIONS)[number]): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.startsWith(keras) && file.endsWith('.json') && !file.endsWith('-objects.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

export function readModelFixture(name: string): ModelFixture {
  return modelFixtureSchema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')));
}

export function readObjectsFixture(keras: (typeof KERAS_VERSIONS)[number]) {
  return objectsFixtureSchema.parse(JSON.parse(readFileSync(new URL(`${keras}-objects.json`, FOLDER), 'utf8')));
}
