import { z } from 'zod';

const MAX_NUMBERS = 100_000;

/** A list of numbers. */
export const vectorSchema = z.array(z.number()).min(1).max(MAX_NUMBERS);

/** What Keras 3 writes for an array of NumPy's, or of its backend's. */
const writtenArray = z.strictObject({
  class_name: z.literal(['__numpy__', '__tensor__']),
  config: z.strictObject({ value: z.union([z.number(), vectorSchema]), dtype: z.string().max(20) }),
});

/** A number or a list of them, plain or as Keras writes an array; plain afterwards. */
export const numbersSchema = z.union([z.number(), vectorSchema, writtenArray.transform(({ config }) => config.value)]);
