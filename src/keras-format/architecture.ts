import { z } from 'zod';
import { nameSchema } from './keras-object.js';
import { layerSchema } from './layers/layers.js';
import { MASK_OPERATIONS } from './mask-operations.js';
import { functionalOf, MAX_LAYERS_READ, sequentialOf } from './model-schemas.js';
import { freeNames, toSnakeCase } from './names.js';

/** Models may stand in models, but not endlessly: these three levels hold what people build. */
const nestedOnce = z.discriminatedUnion('class_name', [
  layerSchema,
  sequentialOf(layerSchema),
  functionalOf(z.discriminatedUnion('class_name', [layerSchema, ...MASK_OPERATIONS])),
]);
const nestedTwice = z.discriminatedUnion('class_name', [
  layerSchema,
  sequentialOf(nestedOnce),
  functionalOf(z.discriminatedUnion('class_name', [nestedOnce, ...MASK_OPERATIONS])),
]);

/** What stands in a model's list of layers: a layer or a model. */
export const modelLayerSchema = nestedTwice.meta({ id: 'ModelLayer', description: 'A layer, or a model in its place' });

const sequentialSchema = sequentialOf(modelLayerSchema).meta({
  id: 'Sequential',
  description: "A Sequential model as Keras's model.to_json() prints it",
});
const functionalSchema = functionalOf(z.discriminatedUnion('class_name', [modelLayerSchema, ...MASK_OPERATIONS])).meta({
  id: 'Functional',
  description: "A Functional model as Keras's model.to_json() prints it",
});

/** The short form: nothing but the layers. */
export const shortArchitectureSchema = z
  .strictObject({ name: nameSchema.default('sequential'), layers: z.array(modelLayerSchema).max(MAX_LAYERS_READ) })
  .meta({ id: 'ShortArchitecture', description: 'The short form: nothing but the layers' });

/** An architecture as a client posts it. */
export const postedArchitectureSchema = z.union([
  shortArchitectureSchema,
  z.discriminatedUnion('class_name', [sequentialSchema, functionalSchema]),
]);
export type PostedArchitecture = z.infer<typeof postedArchitectureSchema>;

/** An architecture as it is stored, answered and trained: every layer named, every default filled in. */
export const architectureSchema = z
  .discriminatedUnion('class_name', [sequentialSchema, functionalSchema])
  .meta({ id: 'Architecture', description: 'The architecture with every name and default filled in' });
export type Architecture = z.infer<typeof architectureSchema>;

/** A layer or a model among the layers of an architecture. */
export type ModelLayer = Architecture['config']['layers'][number];

/** Where the posted layers stand below `architecture`, for error pointers. */
export function layersPath(posted: PostedArchitecture): readonly string[] {
  return 'class_name' in posted ? ['config', 'layers'] : ['layers'];
}

/** Fills in the names that Keras would give (`dense`, `dense_1`), counted per class. */
export function toArchitecture(posted: PostedArchitecture): Architecture {
  if (!('class_name' in posted)) {
    const { name, layers } = posted;
    return { class_name: 'Sequential', config: { name, trainable: true, layers: nameLayers(layers) } };
  }
  return withNames(posted);
}

/** Whether it is a model that stands in a list of layers. */
export function isModel<Item extends { class_name: string }>(
  item: Item,
): item is Extract<Item, { class_name: 'Sequential' | 'Functional' }> {
  return item.class_name === 'Sequential' || item.class_name === 'Functional';
}

/** What naming needs to know of an architecture at any depth. */
interface Nameable {
  readonly class_name: string;
  readonly name?: string;
  readonly config: {
    readonly name?: string | undefined;
    readonly layers?: readonly Nameable[];
    readonly layer?: Nameable;
  };
}

function withNames<Model extends Nameable & { config: { layers: readonly Nameable[] } }>(model: Model): Model {
  return { ...model, config: { ...model.config, layers: nameLayers(model.config.layers) } };
}

/** The layers with a name each: the given one, or Keras's next free default name. */
function nameLayers<Item extends Nameable>(given: readonly Item[]): Item[] {
  const names = freeNames(
    given.map(({ class_name, name, config }) => ({ name: config.name ?? name, base: toSnakeCase(class_name) })),
  );
  return given.map((item, position) => {
    const config = { ...item.config, name: names[position] ?? '', ...namedWithin(item) };
    return { ...item, config };
  });
}

/** What stands in a model or in a wrapper, with names in every model; a layer alone in a wrapper keeps to what was given. */
function namedWithin({ config: { layers, layer } }: Nameable): Pick<Nameable['config'], 'layers' | 'layer'> {
  return {
    ...(layers ? { layers: nameLayers(layers) } : {}),
    ...(layer ? { layer: { ...layer, config: { ...layer.config, ...namedWithin(layer) } } } : {}),
  };
}
