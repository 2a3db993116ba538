import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { type FittedPreparation, fittedPreparationSchema } from '../data/preparing/preparing-plan.js';
import type { Queryable } from '../database/sql.js';
import { type CheckpointState, checkpointStateSchema } from '../engine/checkpoint.js';
import { NotFoundError, ServiceError } from '../errors.js';
import { type JsonNumber, jsonNumbersSchema } from '../http/json-number.js';
import { isId } from '../ids.js';
import { type JobDefinition, jobDefinitionSchema } from '../jobs/job-definition.js';

/** How a checkpoint is named: by its epoch, or by what it is to its job. */
export type CheckpointName = number | 'latest' | 'best' | 'final';

/** A checkpoint without its bytes. */
export interface StoredCheckpoint {
  readonly jobId: string;
  readonly epoch: number;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
  readonly state: CheckpointState;
  readonly metrics: Readonly<Record<string, JsonNumber>>;
  readonly createdAt: Date;
}

/** A checkpoint with what its weights belong to. */
export interface ResolvedCheckpoint extends StoredCheckpoint {
  /** What the job trains: the network, and the data as it was prepared. */
  readonly definition: JobDefinition;
  /** What was fitted to prepare its rows; null where nothing was. */
  readonly fitted: FittedPreparation | null;
}

/** Bytes are stored in pieces of this size, the last one shorter: what one query holds in memory. */
const CHUNK_BYTES = 2 * 2 ** 20;

const rowSchema = z.object({
  epoch: z.int(),
  size_bytes: z.coerce.number<string>(),
  sha256: z.string(),
  state: checkpointStateSchema,
  metrics: jsonNumbersSchema,
  created_at: z.date(),
});

const jobRowSchema = z.object({
  status: z.string(),
  epoch: z.int().nullable(),
  definition: z.unknown(),
  preparation: fittedPreparationSchema.nullable(),
});

/**
 * The checkpoint that a name stands for now: `latest` is the newest, `best` the one with the best value of the watched
 * metric, `final` the one whose weights the model had when training ended.
 * @throws {NotFoundError} for a job of another project or none; {ServiceError} 404 when the job has no such checkpoint.
 */
export async function resolveCheckpoint(
  database: Queryable,
  job: { readonly projectId: string; readonly jobId: string },
  name: CheckpointName,
): Promise<ResolvedCheckpoint> {
  if (!isId(job.jobId)) throw new NotFoundError('job', job.jobId);
  const found = await database.query(
    `SELECT job.status, job.definition, job.preparation, checkpoint.epoch, checkpoint.size_bytes, checkpoint.sha256, checkpoint.state,
            checkpoint.metrics, checkpoint.created_at
     FROM jobs job LEFT JOIN checkpoints checkpoint ON checkpoint.job_id = job.id AND checkpoint.epoch = CASE $3
       WHEN 'latest' THEN (SELECT max(epoch) FROM checkpoints WHERE job_id = job.id)
       WHEN 'best' THEN (job.best->>'epoch')::int
       WHEN 'final' THEN job.final_epoch
       ELSE $4::int END
     WHERE job.project_id = $1 AND job.id = $2`,
    [job.projectId, job.jobId, String(name), typeof name === 'number' ? name : null],
  );
  const row: unknown = found.rows[0];
  if (row === undefined) throw new NotFoundError('job', job.jobId);
  const { status, epoch, definition, preparation } = jobRowSchema.parse(row);
  if (epoch === null) throw new CheckpointMissingError(job.jobId, name, status);
  return { ...toStored(job.jobId, row), definition: jobDefinitionSchema.parse(definition), fitted: preparation };
}

/** 404: the job is there, and has no checkpoint of that name, or not yet. */
export class CheckpointMissingError extends ServiceError {
  constructor(jobId: string, name: CheckpointName, status: string) {
    const what = typeof name === 'number' ? `checkpoint of epoch ${name}` : `${name} checkpoint`;
    super(404, 'checkpoint_not_found', `The job ${JSON.stringify(jobId)} has no ${what}; it is ${status}.`);
  }
}

/** All checkpoints of a job, newest first; `after` is an epoch, and those below it come. */
export async function listCheckpoints(
  database: Queryable,
  jobId: string,
  page: { readonly limit: number; readonly after?: number | undefined },
): Promise<StoredCheckpoint[]> {
  const { rows } = await database.query(
    `SELECT epoch, size_bytes, sha256, state, metrics, created_at FROM checkpoints
     WHERE job_id = $1 AND ($2::int IS NULL OR epoch < $2) ORDER BY epoch DESC LIMIT $3`,
    [jobId, page.after ?? null, page.limit],
  );
  return rows.map((row) => toStored(jobId, row));
}

/** Whether the project has such a job. */
export async function jobExists(database: Queryable, projectId: string, jobId: string): Promise<boolean> {
  if (!isId(jobId)) return false;
  const { rowCount } = await database.query('SELECT 1 FROM jobs WHERE project_id = $1 AND id = $2', [projectId, jobId]);
  return rowCount !== 0;
}

function toStored(jobId: string, row: unknown): StoredCheckpoint {
  const { epoch, size_bytes, sha256, state, metrics, created_at } = rowSchema.parse(row);
  return { jobId, epoch, sizeBytes: size_bytes, sha256, state, metrics, createdAt: created_at };
}

/**
 * The first `end` bytes of a checkpoint, in pieces of up to 2 MiB; all of them where `end` is left out, and then they are
 * checked against its SHA-256.
 * @throws when bytes are missing or are not those that were written; what came before must not be used then.
 */
export function readCheckpointBytes(
  database: Queryable,
  checkpoint: StoredBytes,
  end = checkpoint.sizeBytes,
): AsyncGenerator<Uint8Array, void> {
  const { jobId, epoch } = checkpoint;
  return joinChunks(checkpoint, end, async (index) => {
    const { rows } = await database.query<{ bytes: Buffer }>(
      'SELECT bytes FROM checkpoint_chunks WHERE job_id = $1 AND epoch = $2 AND index = $3',
      [jobId, epoch, index],
    );
    return rows[0]?.bytes;
  });
}

/** Whose bytes, and what they must be. */
type StoredBytes = Pick<StoredCheckpoint, 'jobId' | 'epoch' | 'sizeBytes' | 'sha256'>;

/** The first `end` bytes of what is stored in pieces; all of them are checked against their SHA-256. */
export async function* joinChunks(
  { jobId, epoch, sizeBytes, sha256 }: StoredBytes,
  end: number,
  readChunk: (index: number) => Promise<Buffer | undefined>,
): AsyncGenerator<Uint8Array, void> {
  const hash = createHash('sha256');
  let sent = 0;
  for (let index = 0; sent < end; index++) {
    const bytes = (await readChunk(index))?.subarray(0, end - sent);
    if (bytes === undefined || bytes.length === 0) throw new DamagedCheckpointError(jobId, epoch);
    hash.update(bytes);
    sent += bytes.length;
    yield bytes;
  }
  if (end === sizeBytes && hash.digest('hex') !== sha256) throw new DamagedCheckpointError(jobId, epoch);
}

/**
 * Stores a checkpoint whose bytes stand in a local file, inside the caller's transaction. False when the job has a
 * checkpoint of that epoch already, which then stays as it is.
 * @throws when the file's bytes are not those of the checkpoint.
 */
export async function insertCheckpoint(
  client: Queryable,
  checkpoint: Omit<StoredCheckpoint, 'createdAt'>,
  path: string,
): Promise<boolean> {
  const { jobId, epoch, sizeBytes, sha256, state, metrics } = checkpoint;
  const inserted = await client.query(
    `INSERT INTO checkpoints (job_id, epoch, size_bytes, sha256, state, metrics) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (job_id, epoch) DO NOTHING`,
    [jobId, epoch, sizeBytes, sha256, JSON.stringify(state), JSON.stringify(metrics)],
  );
  if (inserted.rowCount === 0) return false;
  // What a checkpoint of the same epoch that was removed has left.
  await client.query('DELETE FROM checkpoint_chunks WHERE job_id = $1 AND epoch = $2', [jobId, epoch]);
  await client.query('DELETE FROM removed_checkpoints WHERE job_id = $1 AND epoch = $2', [jobId, epoch]);
  const hash = createHash('sha256');
  let index = 0;
  for await (const bytes of fileChunks(path)) {
    hash.update(bytes);
    await client.query('INSERT INTO checkpoint_chunks (job_id, epoch, index, bytes) VALUES ($1, $2, $3, $4)', [
      jobId,
      epoch,
      index++,
      bytes,
    ]);
  }
  if (hash.digest('hex') !== sha256) throw new DamagedCheckpointError(jobId, epoch);
  return true;
}

/**
 * Removes a job's checkpoints of these epochs, but for those that are or were served, inside the caller's transaction; their bytes
 * stay a while for those who read them.
 */
export async function removeCheckpoints(client: Queryable, jobId: string, epochs: readonly number[]): Promise<void> {
  if (epochs.length === 0) return;
  // Whoever is about to serve one of them is waited for, and seen by the next statement.
  await client.query('SELECT 1 FROM checkpoints WHERE job_id = $1 AND epoch = ANY ($2::int[]) FOR UPDATE', [
    jobId,
    epochs,
  ]);
  await client.query(
    `WITH removed AS (
       DELETE FROM checkpoints checkpoint WHERE job_id = $1 AND epoch = ANY ($2::int[]) AND NOT EXISTS (
         SELECT FROM serving_targets target WHERE target.job_id = checkpoint.job_id AND target.epoch = checkpoint.epoch
       ) RETURNING job_id, epoch
     )
     INSERT INTO removed_checkpoints (job_id, epoch) SELECT job_id, epoch FROM removed ON CONFLICT DO NOTHING`,
    [jobId, epochs],
  );
}

/** A download of a checkpoint that is removed meanwhile may take this long. */
const KEPT_FOR_READERS = '15 minutes';
/** What one round removes at most. */
const MOST_AT_ONCE = 100;

/** Frees the bytes of checkpoints that were removed some time ago; until then those who were reading them read on. */
export async function sweepRemovedCheckpoints(database: Queryable): Promise<void> {
  await database.query(
    `WITH old AS (
       DELETE FROM removed_checkpoints WHERE (job_id, epoch) IN (
         SELECT job_id, epoch FROM removed_checkpoints WHERE removed_at < now() - interval '${KEPT_FOR_READERS}'
         ORDER BY removed_at LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
       ) RETURNING job_id, epoch
     )
     DELETE FROM checkpoint_chunks chunk USING old WHERE chunk.job_id = old.job_id AND chunk.epoch = old.epoch`,
  );
}

/** Size and SHA-256 of a local file of checkpoint bytes. */
export async function measureFile(path: string): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const bytes of fileChunks(path)) {
    hash.update(bytes);
    sizeBytes += bytes.length;
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

/**
 * A local file in the pieces that are stored. A piece is good until the next one is asked for: all of them are read into one
 * buffer, as new ones would make a worker collect garbage for a fifth of an epoch's time.
 */
export async function* fileChunks(path: string): AsyncGenerator<Buffer, void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafe(Math.min(size, CHUNK_BYTES));
    for (let position = 0; position < size; ) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, size - position), position);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      position += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** The stored bytes are not those of the checkpoint. */
export class DamagedCheckpointError extends Error {
  override readonly name = 'DamagedCheckpointError';

  constructor(jobId: string, epoch: number) {
    super(`the stored bytes of checkpoint ${epoch} of ${jobId} are not those that were written`);
  }
}
