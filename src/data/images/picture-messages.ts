import { z } from 'zod';
import { pictureFormSchema } from './picture-form.js';

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What the decoder is asked. */
export const toDecoderSchema = z.object({ id: z.int(), file: bytesSchema, form: pictureFormSchema });
export type ToDecoder = z.infer<typeof toDecoderSchema>;

/** What it answers, in any order: the pixels, or what is wrong with the picture. */
export const fromDecoderSchema = z.union([
  z.object({ id: z.int(), height: z.int(), width: z.int(), bytes: bytesSchema }),
  z.object({ id: z.int(), fault: z.string() }),
]);
export type FromDecoder = z.infer<typeof fromDecoderSchema>;
