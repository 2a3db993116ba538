import { z } from 'zod';
import { problemSchema } from '../http/problem.js';
import { PIECE_TYPE } from './tus.js';

/** Where a partial upload stands. */
export const partialUploadViewSchema = z
  .object({
    id: z.string(),
    file_name: z.string(),
    status: z
      .enum(['receiving', 'complete', 'reading', 'used'])
      .describe('bytes are missing; all have come; a dataset is being made of it; it has become a dataset'),
    size_bytes: z.int(),
    received_bytes: z.int(),
    read_bytes: z.int().describe('bytes that the making of a dataset has read, of size_bytes'),
    rows_stored: z.int().describe('rows of the dataset that are stored so far'),
    dataset: z.string().nullable().describe('the dataset that it has become'),
    problem: problemSchema.nullable().describe('why the last try to make a dataset of it failed'),
    created_at: z.string().describe('RFC 3339'),
    expires_at: z.string().describe('when it is deleted, unless more bytes come before'),
  })
  .meta({ id: 'Upload', description: 'A file that comes piece by piece, by the tus protocol' });
export type PartialUploadView = z.infer<typeof partialUploadViewSchema>;

const VERSION = '1.0.0';
const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number);
const version = z.literal(VERSION).optional().describe(`the version of tus, ${VERSION}; counts as that when left out`);

export const creationHeadersSchema = z.looseObject({
  'tus-resumable': version,
  'upload-length': wholeNumber.describe('bytes of the whole file'),
  'upload-metadata': z
    .string()
    .max(4096)
    .default('')
    .describe('pairs of a key and its value in base64, `filename ZGlnaXRzLmNzdg==`; `filename` names the file'),
});

export const pieceHeadersSchema = z.looseObject({
  'tus-resumable': version,
  'upload-offset': wholeNumber.describe('where in the file the bytes begin: as many as have been received'),
});

export const tusHeadersSchema = z.looseObject({ 'tus-resumable': version });

/** Bytes, which its handler reads as they come. */
export const pieceBodySchema = {
  content: { [PIECE_TYPE]: { schema: z.any().meta({ type: 'string', format: 'binary' }) } },
};

export const uploadParamsSchema = z.strictObject({ id: z.string() });
