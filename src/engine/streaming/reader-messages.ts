import { z } from 'zod';

/** What a reading thread is started with: files of rows, and the shared memory that a block of each goes to. */
export const readerSetupSchema = z.object({
  rows: z.int().positive(),
  tensors: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      rowBytes: z.int().positive(),
      memory: z.instanceof(SharedArrayBuffer),
    }),
  ),
});
export type ReaderSetup = z.infer<typeof readerSetupSchema>;

/** Asks for the rows with these numbers, in this order. */
export const toReaderSchema = z.object({ rows: z.instanceof(Int32Array) });
export type ToReader = z.infer<typeof toReaderSchema>;

/** The rows stand in the shared memory, or why they do not. */
export const fromReaderSchema = z.object({ failed: z.string().optional() });
export type FromReader = { readonly failed: string | undefined };
