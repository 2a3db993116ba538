import { z } from 'zod';
import { problemSchema } from '../http/problem.js';
import type { PartialUploadView } from './partial-upload-schemas.js';

const count = z.coerce.number<string>().pipe(z.int());

/** What partialUploadSchema reads. */
export const UPLOAD_COLUMNS = `id, file_name, metadata, size_bytes, received_bytes, expires_at, read_bytes, rows_stored,
  problem, dataset_id, created_at, coalesce(reading_until > now(), false) AS is_reading`;

/** A partial upload as the database has it. */
export const partialUploadSchema = z
  .object({
    id: z.string(),
    file_name: z.string(),
    metadata: z.string(),
    size_bytes: count,
    received_bytes: count,
    expires_at: z.date(),
    read_bytes: count,
    rows_stored: count,
    problem: problemSchema.nullable(),
    dataset_id: z.string().nullable(),
    created_at: z.date(),
    is_reading: z.boolean(),
  })
  .transform((row) => ({
    id: row.id,
    fileName: row.file_name,
    metadata: row.metadata,
    sizeBytes: row.size_bytes,
    receivedBytes: row.received_bytes,
    expiresAt: row.expires_at,
    readBytes: row.read_bytes,
    rowsStored: row.rows_stored,
    problem: row.problem,
    datasetId: row.dataset_id,
    createdAt: row.created_at,
    isReading: row.is_reading,
  }));
export type StoredPartialUpload = z.infer<typeof partialUploadSchema>;

export function toPartialUploadView(upload: StoredPartialUpload): PartialUploadView {
  return {
    id: upload.id,
    file_name: upload.fileName,
    status: statusOf(upload),
    size_bytes: upload.sizeBytes,
    received_bytes: upload.receivedBytes,
    read_bytes: upload.readBytes,
    rows_stored: upload.rowsStored,
    dataset: upload.datasetId,
    problem: upload.problem,
    created_at: upload.createdAt.toISOString(),
    expires_at: upload.expiresAt.toISOString(),
  };
}

function statusOf(upload: StoredPartialUpload): PartialUploadView['status'] {
  if (upload.datasetId !== null) return 'used';
  if (upload.isReading) return 'reading';
  return upload.receivedBytes === upload.sizeBytes ? 'complete' : 'receiving';
}
