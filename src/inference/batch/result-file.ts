import type { BatchRequest } from './batch-schemas.js';
import { csvFile } from './csv-file.js';
import { parquetFile } from './parquet-file.js';
import type { ResultColumn } from './result-columns.js';
import type { ResultFile } from './written-file.js';

export function resultFile(format: BatchRequest['format'], columns: readonly ResultColumn[]): ResultFile {
  return format === 'csv' ? csvFile(columns) : parquetFile(columns);
}

export const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Record<BatchRequest['format'], string>;
