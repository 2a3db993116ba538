import { z } from 'zod';
import { type Database, withTransaction } from '../database/client.js';
import type { Queryable } from '../database/sql.js';
import { ConflictError, NotFoundError } from '../errors.js';
import { isId } from '../ids.js';
import { partialUploadSchema, type StoredPartialUpload, UPLOAD_COLUMNS } from './stored-partial-upload.js';

/** A partial upload that is to be made. */
export interface NewPartialUpload {
  readonly id: string;
  readonly projectId: string;
  readonly fileName: string;
  readonly metadata: string;
  readonly sizeBytes: number;
}

interface Limits {
  /** Most bytes that the partial uploads of one project may announce together. */
  readonly limitBytes: number;
  /** An upload that nobody goes on with is kept for this long. */
  readonly keepMs: number;
}

/** Bytes of a piece: Postgres hands more in one step, in which nothing else is answered. */
export const PIECE_BYTES = 2 ** 20;

const KEPT = `expires_at = greatest(expires_at, now() + make_interval(secs => $1))`;

/** Files that come piece by piece, in Postgres, so that each piece may go to another server. */
export class PartialUploadRepository {
  readonly #pool: Database['pool'];
  readonly #limits: Limits;

  constructor({ pool }: Pick<Database, 'pool'>, limits: Limits) {
    this.#pool = pool;
    this.#limits = limits;
  }

  /** @throws {ConflictError} `uploads_full` where the project's uploads would announce more than the limit. */
  async create({ id, projectId, fileName, metadata, sizeBytes }: NewPartialUpload): Promise<StoredPartialUpload> {
    const { limitBytes, keepMs } = this.#limits;
    return withTransaction(this.#pool, async (client) => {
      // One after another, so that two cannot both take the last room.
      await client.query('SELECT FROM projects WHERE id = $1 FOR NO KEY UPDATE', [projectId]);
      const { rows } = await client.query<{ held: string }>(
        `SELECT coalesce(sum(size_bytes), 0) AS held FROM partial_uploads
         WHERE project_id = $1 AND dataset_id IS NULL AND expires_at > now()`,
        [projectId],
      );
      const held = Number(rows[0]?.held);
      if (held + sizeBytes > limitBytes) {
        throw new ConflictError(
          'uploads_full',
          `The uploads that have not become datasets hold ${held} bytes of the ${limitBytes} allowed; finish or delete one, or wait until it expires.`,
        );
      }
      const made = await client.query(
        `INSERT INTO partial_uploads (id, project_id, file_name, metadata, size_bytes, expires_at)
         VALUES ($2, $3, $4, $5, $6, now() + make_interval(secs => $1)) RETURNING ${UPLOAD_COLUMNS}`,
        [keepMs / 1000, id, projectId, fileName, metadata, sizeBytes],
      );
      return partialUploadSchema.parse(made.rows[0]);
    });
  }

  /** @throws {NotFoundError} also for one that has expired. */
  async get(projectId: string, id: string): Promise<StoredPartialUpload> {
    const { rows } = isId(id)
      ? await this.#pool.query(
          `SELECT ${UPLOAD_COLUMNS} FROM partial_uploads WHERE project_id = $1 AND id = $2 AND expires_at > now()`,
          [projectId, id],
        )
      : { rows: [] };
    if (rows[0] === undefined) throw new NotFoundError('upload', id);
    return partialUploadSchema.parse(rows[0]);
  }

  /** Newest first, older than `after`. */
  async list(
    projectId: string,
    page: { limit: number; after?: string | undefined },
  ): Promise<readonly StoredPartialUpload[]> {
    const { rows } = await this.#pool.query(
      `SELECT ${UPLOAD_COLUMNS} FROM partial_uploads
       WHERE project_id = $1 AND expires_at > now() AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [projectId, page.after ?? null, page.limit],
    );
    return z.array(partialUploadSchema).parse(rows);
  }

  /**
   * Stores the bytes that follow the first `offset` ones, if nobody has stored any there. @returns until when it is kept.
   * @throws {ConflictError} `wrong_offset` when somebody has. {NotFoundError} when the upload is gone.
   */
  async append(projectId: string, id: string, offset: number, bytes: Uint8Array): Promise<Date> {
    const { rows } = await this.#pool.query<{ expires_at: Date }>(
      `WITH moved AS (
         UPDATE partial_uploads SET received_bytes = received_bytes + $5, ${KEPT}
         WHERE project_id = $2 AND id = $3 AND received_bytes = $4::bigint AND expires_at > now() RETURNING id, expires_at),
       stored AS (
         INSERT INTO partial_upload_pieces (upload_id, start, bytes) SELECT id, $4::bigint, $6::bytea FROM moved)
       SELECT expires_at FROM moved`,
      [this.#limits.keepMs / 1000, projectId, id, offset, bytes.length, bytes],
    );
    if (rows[0] !== undefined) return rows[0].expires_at;
    const { receivedBytes } = await this.get(projectId, id);
    throw wrongOffset(id, offset, receivedBytes);
  }

  /** The bytes in their order, in the pieces that came. */
  async *read({ id, sizeBytes }: Pick<StoredPartialUpload, 'id' | 'sizeBytes'>): AsyncGenerator<Buffer> {
    for (let start = 0; start < sizeBytes; ) {
      const { rows } = await this.#pool.query<{ bytes: Buffer }>(
        'SELECT bytes FROM partial_upload_pieces WHERE upload_id = $1 AND start = $2',
        [id, start],
      );
      const bytes = rows[0]?.bytes;
      if (bytes === undefined) throw new Error(`the upload ${id} has no piece at byte ${start}`);
      start += bytes.length;
      yield bytes;
    }
  }

  /** Deletes an upload with all its pieces. @throws {NotFoundError} {ConflictError} while a dataset is made of it. */
  async remove(projectId: string, id: string): Promise<void> {
    const { isReading } = await this.get(projectId, id);
    const { rowCount } = isReading
      ? { rowCount: 0 }
      : await this.#pool.query(
          `DELETE FROM partial_uploads WHERE project_id = $1 AND id = $2
             AND (reading_until IS NULL OR reading_until < now())`,
          [projectId, id],
        );
    if (rowCount === 0) throw beingRead(id);
  }

  /** Deletes what has expired, and pieces that a server that died did not delete once they had become a dataset. */
  async sweep(): Promise<number> {
    const swept = await this.#pool.query(
      'DELETE FROM partial_uploads WHERE expires_at < now() AND (reading_until IS NULL OR reading_until < now())',
    );
    const used = await this.#pool.query<{ id: string }>(
      `SELECT id FROM partial_uploads WHERE dataset_id IS NOT NULL
         AND EXISTS (SELECT FROM partial_upload_pieces WHERE upload_id = id)`,
    );
    for (const { id } of used.rows) await this.removePieces(id);
    return swept.rowCount ?? 0;
  }

  async removePieces(id: string): Promise<void> {
    await this.#pool.query('DELETE FROM partial_upload_pieces WHERE upload_id = $1', [id]);
  }

  /**
   * Makes `reader` the only one who makes a dataset of the upload, for `seconds` from now.
   * @throws {NotFoundError} {ConflictError} when it is not whole yet, or somebody reads it, or it is a dataset already.
   */
  async claim(projectId: string, id: string, reader: string, seconds: number): Promise<StoredPartialUpload> {
    const { rows } = await this.#pool.query(
      `UPDATE partial_uploads SET reader = $4, reading_until = now() + make_interval(secs => $5),
         read_bytes = 0, rows_stored = 0, problem = NULL, ${KEPT}
       WHERE project_id = $2 AND id = $3 AND expires_at > now() AND received_bytes = size_bytes AND dataset_id IS NULL
         AND (reading_until IS NULL OR reading_until < now()) RETURNING ${UPLOAD_COLUMNS}`,
      [this.#limits.keepMs / 1000, projectId, isId(id) ? id : '', reader, seconds],
    );
    if (rows[0] !== undefined) return partialUploadSchema.parse(rows[0]);
    const { datasetId, receivedBytes, sizeBytes } = await this.get(projectId, id);
    if (datasetId !== null) throw new ConflictError('upload_used', `The upload ${id} has become ${datasetId} already.`);
    if (receivedBytes === sizeBytes) throw beingRead(id);
    const detail = `The upload ${id} is not whole: ${receivedBytes} of its ${sizeBytes} bytes have come.`;
    throw new ConflictError('upload_incomplete', detail);
  }

  /** Tells how far the reading is, and that it goes on. */
  async tellProgress(id: string, reader: string, progress: ReadingProgress, seconds: number): Promise<void> {
    await this.#pool.query(
      `UPDATE partial_uploads SET read_bytes = $3, rows_stored = $4, reading_until = now() + make_interval(secs => $5)
       WHERE id = $1 AND reader = $2`,
      [id, reader, progress.readBytes, progress.rowsStored, seconds],
    );
  }

  /** Gives the claim back, with the reason why there is no dataset. */
  async release(id: string, reader: string, problem: unknown): Promise<void> {
    await this.#pool.query(
      'UPDATE partial_uploads SET reader = NULL, reading_until = NULL, problem = $3 WHERE id = $1 AND reader = $2',
      [id, reader, problem === undefined ? null : JSON.stringify(problem)],
    );
  }

  /** Notes that the upload has become a dataset, in the transaction that makes it. @throws when the claim was lost. */
  async settle(client: Queryable, id: string, reader: string, datasetId: string, rows: number): Promise<void> {
    const { rowCount } = await client.query(
      `UPDATE partial_uploads SET reader = NULL, reading_until = NULL, dataset_id = $3, read_bytes = size_bytes,
         rows_stored = $4 WHERE id = $1 AND reader = $2`,
      [id, reader, datasetId, rows],
    );
    if (rowCount !== 1) throw new ConflictError('upload_in_use', `The upload ${id} was taken by another request.`);
  }
}

/** How far the making of a dataset is. */
export interface ReadingProgress {
  readonly readBytes: number;
  readonly rowsStored: number;
}

/** 409: the bytes that were sent do not belong where the upload stands. */
export function wrongOffset(id: string, offset: number, receivedBytes: number): ConflictError {
  const detail = `The upload ${id} goes on at byte ${receivedBytes}, not at ${offset}.`;
  return new ConflictError('wrong_offset', detail);
}

function beingRead(id: string): ConflictError {
  return new ConflictError('upload_in_use', `A dataset is being made of the upload ${id}.`);
}
