import { z } from 'zod';
import { dtypeSchema, nameSchema, wrapperKeys } from './keras-object.js';
import { layerSchema } from './layers/layers.js';

/** More layers are refused unread; MAX_MODEL_LAYERS cannot be set higher. */
export const MAX_LAYERS_READ = 1_000;
const SHOWN_CHARACTERS = 60;
const layers = z.array(layerSchema).max(MAX_LAYERS_READ);

/** What `model.to_json()` of Keras 2 or 3 prints for a Sequential model. */
export const sequentialSchema = z
  .strictObject({
    class_name: z.literal('Sequential', {
      error: (issue) => `${shown(issue.input)} is not supported; "Sequential" is`,
    }),
    config: z.strictObject({
      name: nameSchema.default('sequential'),
      trainable: z.boolean().optional(),
      dtype: dtypeSchema,
      layers,
      build_input_shape: z.array(z.int().nullable()).nullable().optional(),
    }),
    ...wrapperKeys,
    compile_config: z.record(z.string(), z.unknown()).nullable().optional(),
    keras_version: z.string().max(50).optional(),
    backend: z.string().max(50).optional(),
  })
  .meta({ id: 'Sequential', description: "A Sequential model as Keras's model.to_json() prints it" });

/** The short form: nothing but the layers. */
export const shortArchitectureSchema = z
  .strictObject({ name: nameSchema.default('sequential'), layers })
  .meta({ id: 'ShortArchitecture', description: 'The short form: nothing but the layers' });

/** An architecture as a client posts it. */
export const postedArchitectureSchema = z.union([sequentialSchema, shortArchitectureSchema]);
export type PostedArchitecture = z.infer<typeof postedArchitectureSchema>;

/** An architecture as it is stored, answered and trained: every layer named, every default filled in. */
export const architectureSchema = z
  .strictObject({
    class_name: z.literal('Sequential'),
    config: z.strictObject({ name: nameSchema, layers: z.array(layerSchema) }),
  })
  .meta({ id: 'Architecture', description: 'The architecture with every name and default filled in' });
export type Architecture = z.infer<typeof architectureSchema>;

/** Where the posted layers stand below `architecture`, for error pointers. */
export function layersPath(posted: PostedArchitecture): readonly string[] {
  return 'class_name' in posted ? ['config', 'layers'] : ['layers'];
}

/** Fills in the names that Keras would give (`dense`, `dense_1`), counted per class, and drops the wrapper keys. */
export function toArchitecture(posted: PostedArchitecture): Architecture {
  const { name, layers: given } = 'class_name' in posted ? posted.config : posted;
  return architectureSchema.parse({ class_name: 'Sequential', config: { name, layers: nameLayers(given) } });
}

type PostedLayers = PostedArchitecture extends infer P ? (P extends { layers: infer L } ? L : never) : never;

/** The layers with a name each: the given one, or Keras's next free default name. */
export function nameLayers(given: PostedLayers) {
  const taken = new Set(given.flatMap((layer) => layer.config.name ?? []));
  const counts = new Map<string, number>();
  return given.map(({ class_name, config }) => {
    if (config.name !== undefined) return { class_name, config };
    const base = toSnakeCase(class_name);
    let count = counts.get(base) ?? 0;
    while (taken.has(numbered(base, count))) count++;
    counts.set(base, count + 1);
    return { class_name, config: { ...config, name: numbered(base, count) } };
  });
}

function shown(className: unknown): string {
  if (typeof className !== 'string') return `a class_name of type ${typeof className}`;
  return JSON.stringify(className.slice(0, SHOWN_CHARACTERS));
}

function numbered(base: string, count: number): string {
  return count === 0 ? base : `${base}_${count}`;
}

/** Keras's snake_case of a class name: `GlobalMaxPooling1D` becomes `global_max_pooling1d` (keras/src/utils/naming.py). */
export function toSnakeCase(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
