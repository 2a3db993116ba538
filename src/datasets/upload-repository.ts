import type { Ingested } from '../data/ingest.js';
import type { Block } from '../data/tensor-writer.js';
import { deleteUnusedBlocks, storeBlock } from '../database/blocks.js';
import { type Database, type Queryable, withTransaction } from '../database/client.js';
import type { Quotas } from '../database/quotas.js';

/** An upload that is under way; its id is the one that the dataset will have. */
export interface OpenUpload {
  readonly id: string;
  readonly projectId: string;
}

/**
 * Datasets that are coming in. Each block is stored as it comes, in a transaction of its own, so that a slow client holds
 * no connection; a row of `uploads` keeps the blocks from being taken for nobody's until the dataset stands.
 */
export class UploadRepository {
  readonly #pool: Database['pool'];
  readonly #quotas: Pick<Quotas, 'requireDatasetRoom'>;

  constructor({ pool }: Pick<Database, 'pool'>, quotas: Pick<Quotas, 'requireDatasetRoom'>) {
    this.#pool = pool;
    this.#quotas = quotas;
  }

  async begin({ id, projectId }: OpenUpload): Promise<void> {
    await this.#pool.query('INSERT INTO uploads (id, project_id) VALUES ($1, $2)', [id, projectId]);
  }

  async store({ id, projectId }: OpenUpload, block: Block): Promise<void> {
    await withTransaction(this.#pool, async (client) => {
      await storeBlock(client, projectId, block.bytes, block.sha256);
      await client.query(
        'INSERT INTO upload_blocks (upload_id, project_id, sha256) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [id, projectId, block.sha256],
      );
      await client.query('UPDATE uploads SET touched_at = now() WHERE id = $1', [id]);
    });
  }

  /** Makes the upload a dataset, all at once with what `also` does. @returns when it was made. */
  async finish(
    { id, projectId }: OpenUpload,
    ingested: Ingested,
    blocks: readonly Omit<Block, 'bytes'>[],
    also: (client: Queryable) => Promise<void> = async () => undefined,
  ): Promise<Date> {
    return withTransaction(this.#pool, async (client) => {
      const { name, format, spec, sizeBytes, sha256, statistics, warnings } = ingested;
      await this.#quotas.requireDatasetRoom(client, projectId, ingested.sizeBytes);
      const { rows } = await client.query<{ created_at: Date }>(
        `INSERT INTO datasets (id, project_id, name, format, task, rows, spec, size_bytes, sha256, statistics, warnings)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING created_at`,
        [
          id,
          projectId,
          name,
          format,
          spec.task,
          spec.rows,
          JSON.stringify(spec),
          sizeBytes,
          sha256,
          JSON.stringify(statistics),
          JSON.stringify(warnings),
        ],
      );
      // In the order in which deletions lock blocks, so that neither waits for the other in a circle.
      await client.query(
        `INSERT INTO dataset_blocks (dataset_id, project_id, tensor, index, rows, sha256)
         SELECT $1, $2, * FROM unnest($3::int[], $4::int[], $5::int[], $6::text[]) AS block (tensor, index, rows, sha256)
         ORDER BY sha256 COLLATE "C"`,
        [
          id,
          projectId,
          blocks.map((block) => block.tensor),
          blocks.map((block) => block.index),
          blocks.map((block) => block.rows),
          blocks.map((block) => block.sha256),
        ],
      );
      const ended = await client.query('DELETE FROM uploads WHERE id = $1', [id]);
      if (ended.rowCount !== 1) throw new Error(`the upload ${id} was taken for abandoned and swept away`);
      await also(client);
      const createdAt = rows[0]?.created_at;
      if (createdAt === undefined) throw new Error('an INSERT with RETURNING returns a row');
      return createdAt;
    });
  }

  /** Forgets the upload and deletes the blocks that only it had. */
  async discard({ id, projectId }: OpenUpload): Promise<void> {
    await withTransaction(this.#pool, async (client) => {
      // Waits for blocks that are just being stored, and keeps further ones away.
      await client.query('SELECT FROM uploads WHERE id = $1 FOR UPDATE', [id]);
      const { rows } = await client.query<{ sha256: string }>(
        'DELETE FROM upload_blocks WHERE upload_id = $1 RETURNING sha256',
        [id],
      );
      await client.query('DELETE FROM uploads WHERE id = $1', [id]);
      await deleteUnusedBlocks(
        client,
        projectId,
        rows.map((row) => row.sha256),
      );
    });
  }

  /** Uploads that nobody has touched for so long that their server must have died. */
  async abandoned(idleHours: number): Promise<OpenUpload[]> {
    const { rows } = await this.#pool.query<{ id: string; project_id: string }>(
      'SELECT id, project_id FROM uploads WHERE touched_at < now() - make_interval(hours => $1)',
      [idleHours],
    );
    return rows.map((row) => ({ id: row.id, projectId: row.project_id }));
  }
}
