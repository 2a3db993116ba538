import { z } from 'zod';
import type { Queryable } from '../database/sql.js';
import { type CheckpointState, checkpointStateSchema } from '../engine/checkpoint.js';
import { fileChunks, joinChunks, measureFile } from './checkpoint-repository.js';

/**
 * Where a job that was stopped in the middle of an epoch goes on. A job has one at most, which goes when its next epoch is
 * stored; it is no checkpoint of an epoch, and nobody is offered it.
 */
export interface ResumePoint {
  readonly epoch: number;
  readonly state: CheckpointState;
}

/** Stores a resume point whose bytes stand in a local file in the place of an earlier one, inside the caller's transaction. */
export async function storeResumePoint(
  client: Queryable,
  jobId: string,
  { epoch, state }: ResumePoint,
  path: string,
): Promise<void> {
  await removeResumePoint(client, jobId);
  const { sizeBytes, sha256 } = await measureFile(path);
  await client.query(
    'INSERT INTO resume_points (job_id, epoch, size_bytes, sha256, state) VALUES ($1, $2, $3, $4, $5)',
    [jobId, epoch, sizeBytes, sha256, JSON.stringify(state)],
  );
  let index = 0;
  for await (const bytes of fileChunks(path)) {
    const values = [jobId, index++, bytes];
    await client.query('INSERT INTO resume_point_chunks (job_id, index, bytes) VALUES ($1, $2, $3)', values);
  }
}

/** Removes a job's resume point, inside the caller's transaction. */
export async function removeResumePoint(client: Queryable, jobId: string): Promise<void> {
  await client.query('DELETE FROM resume_points WHERE job_id = $1', [jobId]);
}

const rowSchema = z.object({ epoch: z.int(), state: checkpointStateSchema });

/** A job's resume point; null where it has none. */
export async function findResumePoint(client: Queryable, jobId: string): Promise<ResumePoint | null> {
  const { rows } = await client.query('SELECT epoch, state FROM resume_points WHERE job_id = $1', [jobId]);
  return rows[0] === undefined ? null : rowSchema.parse(rows[0]);
}

/** The bytes of a job's resume point, checked. @throws when there is none, or its bytes are damaged. */
export async function* readResumePoint(database: Queryable, jobId: string): AsyncGenerator<Uint8Array, void> {
  const { rows } = await database.query<{ epoch: number; size_bytes: string; sha256: string }>(
    'SELECT epoch, size_bytes, sha256 FROM resume_points WHERE job_id = $1',
    [jobId],
  );
  if (rows[0] === undefined) throw new Error(`the job ${jobId} has no resume point`);
  const { epoch, size_bytes, sha256 } = rows[0];
  const stored = { jobId, epoch, sizeBytes: Number(size_bytes), sha256 };
  yield* joinChunks(stored, Number(size_bytes), async (index) => {
    const found = await database.query<{ bytes: Buffer }>(
      'SELECT bytes FROM resume_point_chunks WHERE job_id = $1 AND index = $2',
      [jobId, index],
    );
    return found.rows[0]?.bytes;
  });
}
