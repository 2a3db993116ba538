import { z } from 'zod';

/** An object of at most so many fields, whose names the client chooses; the bound stands in the OpenAPI description. */
export function boundedRecord<Key extends z.core.$ZodRecordKey, Value extends z.ZodType>(
  key: Key,
  value: Value,
  most: number,
): z.ZodRecord<Key, Value> {
  return z
    .record(key, value)
    .superRefine((fields, context) => {
      if (Object.keys(fields).length <= most) return;
      context.addIssue({ code: 'too_big', origin: 'object', maximum: most, inclusive: true, input: fields });
    })
    .meta({ maxProperties: most });
}
