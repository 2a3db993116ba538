import { z } from 'zod';
import { datasetSpecSchema } from './dataset-spec.js';
import { warningSchema } from './inspection/warning.js';
import { datasetStatisticsSchema } from './statistics.js';
import { datasetFormatSchema, uploadOptionsSchema } from './upload-options.js';

const bytesSchema = z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);

export const ingestRequestSchema = z.object({
  options: uploadOptionsSchema.optional(),
  limitBytes: z.int().positive(),
  spoolFolder: z.string(),
});

/** What the server's thread tells the ingest thread about one upload. */
export const toIngestThreadSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('file'), name: z.string() }),
  /** The memory of `bytes` is to be sent back as `taken`. */
  z.object({ type: z.literal('bytes'), bytes: bytesSchema }),
  z.object({ type: z.literal('file_end') }),
  /** No file follows. */
  z.object({ type: z.literal('end') }),
  /** A block has been put away; its memory comes back. */
  z.object({ type: z.literal('stored'), bytes: bytesSchema }),
]);
export type ToIngestThread = z.infer<typeof toIngestThreadSchema>;

/** What the ingest thread tells of the upload; the last message is `done`, `refused` or `failed`. */
export const fromIngestThreadSchema = z.discriminatedUnion('type', [
  /** These bytes have been read: their memory can carry others. */
  z.object({ type: z.literal('taken'), bytes: bytesSchema }),
  z.object({
    type: z.literal('block'),
    block: z.object({
      tensor: z.int(),
      index: z.int(),
      rows: z.int(),
      sha256: z.string(),
      bytes: bytesSchema,
    }),
  }),
  z.object({
    type: z.literal('done'),
    ingested: z.object({
      name: z.string(),
      format: datasetFormatSchema,
      spec: datasetSpecSchema,
      sha256: z.string(),
      sizeBytes: z.int(),
      statistics: datasetStatisticsSchema,
      warnings: z.array(warningSchema),
    }),
  }),
  z.object({
    type: z.literal('refused'),
    reason: z.discriminatedUnion('code', [
      z.object({
        code: z.literal('invalid_request'),
        faults: z.array(z.object({ pointer: z.string(), detail: z.string(), received: z.unknown().optional() })),
      }),
      z.object({ code: z.literal('malformed_request'), detail: z.string() }),
      z.object({ code: z.literal('too_large'), detail: z.string() }),
      z.object({ code: z.literal('unavailable'), detail: z.string() }),
    ]),
  }),
  z.object({ type: z.literal('failed'), message: z.string(), stack: z.string().optional() }),
]);
export type FromIngestThread = z.infer<typeof fromIngestThreadSchema>;
export type Refusal = Extract<FromIngestThread, { type: 'refused' }>['reason'];
