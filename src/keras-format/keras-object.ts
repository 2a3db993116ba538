import { z } from 'zod';
import { boundedRecord } from './bounded-record.js';

/** Keras's names of things: letters, digits, and `_ - . /`, as its own layers accept them. */
export const nameSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9_.][A-Za-z0-9_.\-/>]*$/, 'must be made of letters, digits and _ . - / >')
  .meta({ id: 'Name' });

/** The Python module of a class. Nothing is ever looked up by it, but one that is not Keras's says that the class is not either. */
const moduleSchema = z
  .string()
  .max(200)
  .regex(
    /^(?:(?:(?:tensorflow\.(?:python\.)?)?keras|tf_keras|keras_core|builtins)(?:\.\w+)*|tensorflow\.python\.ops\.init_ops_v2)$/,
    'must be a module of Keras; custom objects are not supported',
  );

const float32Policy = z.strictObject({
  module: moduleSchema.optional(),
  class_name: z.literal('DTypePolicy'),
  config: z.strictObject({ name: z.literal('float32') }),
  registered_name: z.null().optional(),
  shared_object_id: z.int().optional(),
});

/** Keras writes the dtype as a name (2) or a policy (3); float32 is what is trained in. */
export const dtypeSchema = z
  .union([z.literal('float32'), float32Policy, z.null()])
  .meta({ id: 'DType' })
  .optional();

/** Marks fields that are taken in their neutral form only, in JSON Schema too. */
export const UNSUPPORTED = 'x-unsupported';

/** Names the default of a field whose own schema's default JSON Schema leaves out, since the value is transformed. */
export const SHOWN_DEFAULT = 'x-default';

/** A field of Keras that is known, but taken in its neutral form only. */
export function neutral<const T extends string | number | boolean | null>(values: readonly T[], what: string) {
  const detail = `${what} is not supported; leave it out`;
  return z
    .literal(values, { error: detail })
    .optional()
    .meta({ description: detail, [UNSUPPORTED]: true });
}

/** Seeds of Keras's initializers and random layers; left out, they follow from the fit's seed. */
export const seedSchema = z
  .int()
  .min(-(2 ** 31))
  .max(2 ** 32 - 1)
  .nullable()
  .default(null);

export const CUSTOM_OBJECT = 'custom objects are not supported; registered_name must be null';

const MAX_LEFT_OUT = 100;

/** What Keras writes and nothing here needs: it is read, and not kept. */
export const leftOutSchema = boundedRecord(z.string().max(200), z.unknown(), MAX_LEFT_OUT).nullable().optional();

/** The keys that Keras writes around a config. They carry nothing that the service needs. */
export const wrapperKeys = {
  module: moduleSchema.nullable().optional(),
  registered_name: z.null({ error: CUSTOM_OBJECT }).optional(),
  build_config: leftOutSchema,
};

/** `{"class_name": ..., "config": {...}}` with every unknown key refused, and without the wrapper keys afterwards. */
export function kerasObject<const Name extends string, Shape extends z.ZodRawShape>(className: Name, config: Shape) {
  return z
    .strictObject({
      class_name: z.literal(className),
      config: z.strictObject(config).prefault({} as never),
      ...wrapperKeys,
      // TensorFlow's own objects, which Keras 2 has for initializers, are registered under no name but their own.
      registered_name: z.literal([className, null], { error: CUSTOM_OBJECT }).optional(),
    })
    .transform(({ class_name, config }) => ({ class_name, config }));
}

/** The configs of a union of Keras objects, by class name. */
export type ConfigsOf<Union extends { class_name: string; config: unknown }> = {
  [Name in Union['class_name']]: Extract<Union, { class_name: Name }>['config'];
};

/** One object of a table of configs; generic over its name, so that a table of functions can be called with it. */
export type ObjectOf<Configs, Name extends keyof Configs = keyof Configs> = {
  [Key in Name]: { readonly class_name: Key; readonly config: Configs[Key] };
}[Name];
