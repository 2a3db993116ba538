import { z } from 'zod';
import { boundedRecord } from './bounded-record.js';
import { kerasHistorySchema } from './inbound-nodes.js';
import { dtypeSchema, leftOutSchema, nameSchema, wrapperKeys } from './keras-object.js';
import { MAX_RANK, nodeKeys } from './layers/common.js';
import { withoutMasks } from './mask-operations.js';
import type { MaskedItem } from './mask-reader.js';

/** More layers are refused unread; MAX_MODEL_LAYERS cannot be set higher. */
export const MAX_LAYERS_READ = 1_000;
const MAX_PORTS = 100;
const SHOWN_CHARACTERS = 60;

/** The keys that Keras writes around a model besides those of every object. */
const modelKeys = {
  ...wrapperKeys,
  ...nodeKeys,
  compile_config: leftOutSchema,
  keras_version: z.string().max(50).optional(),
  backend: z.string().max(50).optional(),
};
const modelFields = { trainable: z.boolean().default(true), dtype: dtypeSchema };

/** Outputs of layers: one, a list, or by name. */
const ports = z.union([
  kerasHistorySchema,
  z.array(kerasHistorySchema).min(1).max(MAX_PORTS),
  boundedRecord(z.string().max(200), kerasHistorySchema, MAX_PORTS),
]);

/** Keras 3 writes its own Functional as if it were registered. */
const registeredFunctional = z
  .literal(['Functional', null], { error: 'custom objects are not supported; registered_name must be null' })
  .optional();

/** A Sequential model of these layers. */
export function sequentialOf<LayerSchema extends z.ZodType>(layerSchema: LayerSchema) {
  return z
    .strictObject({
      class_name: z.literal('Sequential', { error: (issue) => unknownModel(issue.input) }),
      config: z.strictObject({
        name: nameSchema.default('sequential'),
        ...modelFields,
        layers: z.array(layerSchema).max(MAX_LAYERS_READ),
        build_input_shape: z.array(z.int().nullable()).max(MAX_RANK).nullable().optional(),
      }),
      ...modelKeys,
    })
    .transform(({ class_name, config: { name, trainable, layers }, inbound_nodes }) => ({
      class_name,
      config: { name, trainable, layers },
      ...(inbound_nodes === undefined ? {} : { inbound_nodes }),
    }));
}

/** A Functional model of these layers (`Model` is Keras 2's older name for it). */
export function functionalOf<LayerSchema extends z.ZodType<MaskedItem>>(layerSchema: LayerSchema) {
  return z
    .strictObject({
      class_name: z.enum(['Functional', 'Model'], { error: (issue) => unknownModel(issue.input) }),
      config: z.strictObject({
        name: nameSchema.default('functional'),
        ...modelFields,
        layers: z.array(layerSchema).max(MAX_LAYERS_READ),
        input_layers: ports,
        output_layers: ports,
      }),
      ...modelKeys,
      registered_name: registeredFunctional,
    })
    .transform(({ config: { name, trainable, layers, input_layers, output_layers }, inbound_nodes }, context) => ({
      class_name: 'Functional' as const,
      config: {
        name,
        trainable,
        layers: withoutMasks(layers, (position, path, message) =>
          context.addIssue({ code: 'custom', path: ['config', 'layers', position, ...path], message }),
        ),
        input_layers,
        output_layers,
      },
      ...(inbound_nodes === undefined ? {} : { inbound_nodes }),
    }));
}

export type ModelPorts = z.infer<typeof ports>;

/** The ports in their order, with the names that they have of their own. */
export function readPorts(given: ModelPorts): { name: string | undefined; from: z.infer<typeof kerasHistorySchema> }[] {
  if (!Array.isArray(given)) return Object.entries(given).map(([name, from]) => ({ name, from }));
  return (isOne(given) ? [given] : given).map((from) => ({ name: undefined, from }));
}

function isOne(given: Extract<ModelPorts, readonly unknown[]>): given is z.infer<typeof kerasHistorySchema> {
  return typeof given[0] === 'string';
}

function unknownModel(className: unknown): string {
  const shown =
    typeof className === 'string'
      ? JSON.stringify(className.slice(0, SHOWN_CHARACTERS))
      : `a class_name of type ${typeof className}`;
  return `${shown} is not supported; "Sequential" and "Functional" are`;
}
