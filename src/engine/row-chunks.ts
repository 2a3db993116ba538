import { open } from 'node:fs/promises';
import { bytesPerRow } from '../data/dataset-spec.js';
import { readFully } from './read-fully.js';
import { VIEWS } from './row-views.js';
import type { TensorFile } from './training-spec.js';

const CHUNK_BYTES = 8 * 2 ** 20;

/** The rows of a tensor's file one after another, some MB at a time. @throws {Error} when the file ends early. */
export async function* rowChunks(tensor: TensorFile, rows: number) {
  const rowBytes = bytesPerRow(tensor);
  const rowsPerChunk = rowsPerChunkOf(tensor);
  const file = await open(tensor.path, 'r');
  try {
    for (let from = 0; from < rows; from += rowsPerChunk) {
      const chunk = new Uint8Array(Math.min(rowsPerChunk, rows - from) * rowBytes);
      await readFully(file, chunk, from * rowBytes, tensor.name);
      yield { from, values: VIEWS[tensor.dtype](chunk) };
    }
  } finally {
    await file.close();
  }
}

/** Whether all rows come in one piece. */
export function isOneChunk(tensor: TensorFile, rows: number): boolean {
  return rows <= rowsPerChunkOf(tensor);
}

function rowsPerChunkOf(tensor: TensorFile): number {
  return Math.max(1, Math.floor(CHUNK_BYTES / bytesPerRow(tensor)));
}
