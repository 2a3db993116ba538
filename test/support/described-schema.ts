import { z } from 'zod';

/** What of JSON Schema the descriptions of this API are made of. */
export const describedSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  pattern: z.string().optional(),
  required: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  maxProperties: z.number().optional(),
  get anyOf() {
    return z.array(describedSchema).optional();
  },
  get oneOf() {
    return z.array(describedSchema).optional();
  },
  get allOf() {
    return z.array(describedSchema).optional();
  },
  get items() {
    return z.union([describedSchema, z.boolean()]).optional();
  },
  get prefixItems() {
    return z.array(describedSchema).optional();
  },
  get properties() {
    return z.record(z.string(), describedSchema).optional();
  },
  get propertyNames() {
    return describedSchema.optional();
  },
  get additionalProperties() {
    return z.union([describedSchema, z.boolean()]).optional();
  },
});
export type DescribedSchema = z.infer<typeof describedSchema>;
