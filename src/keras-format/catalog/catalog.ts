import { z } from 'zod';
import { ACTIVATIONS } from '../activations.js';
import { callbackSchema } from '../callbacks.js';
import { constraintObjectSchema } from '../constraints.js';
import { initializerObjectSchema } from '../initializers.js';
import { SHOWN_DEFAULT, UNSUPPORTED } from '../keras-object.js';
import { layerSchema } from '../layers/layers.js';
import { rnnCellSchema } from '../layers/recurrent.js';
import { lossObjectSchema } from '../losses.js';
import { metricObjectSchema } from '../metrics.js';
import { optimizerObjectSchema } from '../optimizers.js';
import { regularizerObjectSchema } from '../regularizers.js';
import { scheduleSchema } from '../schedules.js';
import { inputSchemaOf, type JsonSchema, typeText } from './field-text.js';

const fieldSchema = z.object({
  name: z.string(),
  type: z.string().describe('what it takes, in words, with its range'),
  required: z.boolean(),
  default: z.unknown().optional(),
});
const entrySchema = z.object({ class_name: z.string(), fields: z.array(fieldSchema) });
export type CatalogEntry = z.infer<typeof entrySchema>;

/** Everything that can be posted, by kind. */
export const catalogSchema = z
  .object({
    layers: z.array(entrySchema),
    cells: z.array(entrySchema).describe('what RNN takes through time'),
    optimizers: z.array(entrySchema),
    schedules: z.array(entrySchema),
    losses: z.array(entrySchema),
    metrics: z.array(entrySchema),
    callbacks: z.array(entrySchema),
    initializers: z.array(entrySchema),
    regularizers: z.array(entrySchema),
    constraints: z.array(entrySchema),
    activations: z.array(z.string()),
  })
  .meta({ id: 'Catalog', description: 'Every layer, optimizer, loss and so on that can be posted, with its fields' });
export type Catalog = z.infer<typeof catalogSchema>;

/** Which schema each kind is taken from, and what one of them is called. */
const KINDS = {
  layers: { one: 'layer', schema: layerSchema },
  cells: { one: 'cell', schema: rnnCellSchema },
  optimizers: { one: 'optimizer', schema: optimizerObjectSchema },
  schedules: { one: 'schedule', schema: scheduleSchema },
  losses: { one: 'loss', schema: lossObjectSchema },
  metrics: { one: 'metric', schema: metricObjectSchema },
  callbacks: { one: 'callback', schema: callbackSchema },
  initializers: { one: 'initializer', schema: initializerObjectSchema },
  regularizers: { one: 'regularizer', schema: regularizerObjectSchema },
  constraints: { one: 'constraint', schema: constraintObjectSchema },
} as const;

let made: Catalog | undefined;

/** The catalog as the schemas have it; worked out once. */
export function catalog(): Catalog {
  made ??= makeCatalog();
  return made;
}

function makeCatalog(): Catalog {
  const objects = new Map(
    Object.entries(KINDS).map(([kind, { one, schema }]) => [kind, { one, objects: objectsOf(inputSchemaOf(schema)) }]),
  );
  const names = [...objects.values()].map(({ one, objects: known }) => ({
    one,
    names: new Set(known.map(({ class_name }) => class_name)),
  }));
  const kindOf = (classNames: readonly string[]) =>
    classNames.length === 0
      ? undefined
      : names.find((kind) => classNames.every((className) => kind.names.has(className)))?.one;
  const entries = Object.fromEntries(
    [...objects].map(([kind, { objects: known }]) => [
      kind,
      known.map(({ class_name, config }) => ({ class_name, fields: fieldsOf(config, kindOf) })),
    ]),
  );
  return catalogSchema.parse({ ...entries, activations: [...ACTIVATIONS] });
}

/** The objects of a union, however deep it is nested. */
function objectsOf(schema: JsonSchema): { class_name: string; config: JsonSchema }[] {
  const branches = schema.oneOf ?? schema.anyOf;
  if (branches) return branches.flatMap(objectsOf);
  const { class_name, config } = schema.properties ?? {};
  const name = class_name?.const;
  return typeof name === 'string' ? [{ class_name: name, config: config ?? {} }] : [];
}

function fieldsOf(config: JsonSchema, kindOf: Parameters<typeof typeText>[1]): CatalogEntry['fields'] {
  return Object.entries(config.properties ?? {})
    .filter(([, field]) => field[UNSUPPORTED] !== true)
    .map(([name, field]) => {
      const fallback = field.default ?? field[SHOWN_DEFAULT];
      return {
        name,
        type: typeText(field, kindOf),
        required: config.required?.includes(name) === true,
        ...(fallback === undefined ? {} : { default: fallback }),
      };
    });
}
