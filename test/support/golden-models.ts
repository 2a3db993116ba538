import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { NO_LIMITS } from '../../src/engine/plan/model-limits.js';
import { inputShapeOf, type NetworkPlan } from '../../src/engine/plan/network-plan.js';
import { planNetwork } from '../../src/engine/plan/plan-network.js';
import type { ModelDefinition } from '../../src/engine/training-spec.js';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import { shapeOf } from './engine-files.js';

const FOLDER = join(import.meta.dirname, '../../../test/fixtures/golden');

type Nested = number | readonly Nested[];
const nested: z.ZodType<Nested> = z.custom<Nested>((value) => typeof value === 'number' || Array.isArray(value));
const oneOrNamed = z.union([z.array(nested), z.record(z.string(), nested)]);

const fixtureSchema = z.object({
  model: postedArchitectureSchema,
  compile: compileSchema,
  data: z.object({ x: oneOrNamed }),
  expected: z.object({
    final_weights: z.array(z.object({ values: z.array(z.number()) })),
    predictions: oneOrNamed,
  }),
});

/** A model that Keras has trained, and what Keras predicts with it for the first rows. */
export interface GoldenModel {
  readonly name: string;
  readonly definition: ModelDefinition;
  readonly plan: NetworkPlan;
  readonly values: readonly Float32Array[];
  /** In the order of the model's inputs and outputs. */
  readonly inputs: readonly Nested[];
  readonly predictions: readonly Nested[];
}

/** The fixtures of layers, of which every layer has some, whose names begin so. */
export function goldenModels(
  begin = /^(layer|options|picture|wrapped|act|functional|quirk_embedding)_/,
): GoldenModel[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json') && begin.test(file))
    .map((file) => readModel(file.replace(/\.json$/, '')));
}

function readModel(name: string): GoldenModel {
  const text = readFileSync(join(FOLDER, `${name}.json`), 'utf8');
  const { model, compile, data, expected } = fixtureSchema.parse(JSON.parse(text));
  const architecture = toArchitecture(model);
  const given = Array.isArray(data.x) ? shapeOf(data.x).slice(1) : undefined;
  const plan = planNetwork(architecture, { inputShape: given, layersPointer: '', limits: NO_LIMITS });
  if (!plan) throw new Error(`${name} has no input shape`);
  const inputs = Array.isArray(data.x) ? [data.x] : Object.values(data.x);
  const predictions = Array.isArray(expected.predictions)
    ? [expected.predictions]
    : Object.values(expected.predictions);
  const rows = shapeOf(predictions[0] ?? [])[0] ?? 0;
  return {
    name,
    definition: { architecture, compile, inputShape: [...inputShapeOf(plan)] },
    plan,
    values: expected.final_weights.map((weight) => Float32Array.from(weight.values)),
    inputs: inputs.map((input) => (Array.isArray(input) ? input.slice(0, rows) : input)),
    predictions,
  };
}
