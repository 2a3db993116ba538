import { createHash } from 'node:crypto';
import type pg from 'pg';
import { copyPieces, PIECE_BYTES } from './copy-pieces.js';
import type { Queryable } from './sql.js';

/**
 * Stores bytes once per project, named by their content. It must run in the transaction that also inserts the
 * `dataset_blocks` or `upload_blocks` row: the block is locked until then, so that a dataset that is deleted meanwhile
 * cannot take it along.
 * @param sha256 of the bytes, hexadecimal, where it is known already: 4 MB take some milliseconds.
 * @returns the sha256.
 */
export async function storeBlock(
  client: pg.PoolClient,
  projectId: string,
  bytes: Uint8Array,
  sha256 = createHash('sha256').update(bytes).digest('hex'),
): Promise<string> {
  for (;;) {
    const inserted = await client.query<{ id: string }>(
      'INSERT INTO blocks (project_id, sha256) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id',
      [projectId, sha256],
    );
    const id = inserted.rows[0]?.id;
    if (id !== undefined) {
      await copyPieces(client, BigInt(id), bytes);
      return sha256;
    }
    const locked = await client.query('SELECT 1 FROM blocks WHERE project_id = $1 AND sha256 = $2 FOR KEY SHARE', [
      projectId,
      sha256,
    ]);
    // None: it was there, but a deletion that had it locked has just committed.
    if (locked.rowCount === 1) return sha256;
  }
}

/** pg decodes the bytes that it reads in one synchronous step, which takes 8 ms for this many. */
const READ_BYTES = 2 ** 20;

/**
 * The bytes of one tensor of a dataset, block after block, in pieces of at most `pieceBytes`. `tensor` is its position
 * in the dataset's spec. Yields nothing for one that is not there.
 */
export async function* readBlocks(
  pool: Pick<pg.Pool, 'query'>,
  datasetId: string,
  tensor: number,
  pieceBytes = READ_BYTES,
): AsyncGenerator<Buffer> {
  for (let index = 0; ; index++) {
    for (let start = 0; ; start += pieceBytes) {
      // Not with pg's `binary`: it makes a string of the bytes and breaks them.
      const { rows } = await pool.query<{ bytes: Buffer }>(
        `SELECT COALESCE(substring(blocks.bytes FROM $4 + 1 FOR $5), substring((
             SELECT string_agg(piece.bytes, ''::bytea ORDER BY piece.index) FROM block_pieces piece
             WHERE piece.block_id = blocks.id AND piece.index BETWEEN $4 / $6 AND ($4 + $5 - 1) / $6
           ) FROM $4 % $6 + 1 FOR $5), '') AS bytes
         FROM dataset_blocks used JOIN blocks USING (project_id, sha256)
         WHERE used.dataset_id = $1 AND used.tensor = $2 AND used.index = $3`,
        [datasetId, tensor, index, start, pieceBytes, PIECE_BYTES],
      );
      const bytes = rows[0]?.bytes;
      if (bytes === undefined) return;
      if (bytes.length > 0) yield bytes;
      if (bytes.length < pieceBytes) break;
    }
  }
}

/**
 * Deletes a dataset's rows of `dataset_blocks`, and the blocks that nobody else needs. For the transaction that deletes
 * the dataset.
 */
export async function deleteDatasetBlocks(client: Queryable, projectId: string, datasetId: string): Promise<void> {
  const { rows } = await client.query<{ sha256: string }>(
    'DELETE FROM dataset_blocks WHERE dataset_id = $1 AND project_id = $2 RETURNING sha256',
    [datasetId, projectId],
  );
  await deleteUnusedBlocks(
    client,
    projectId,
    rows.map((row) => row.sha256),
  );
}

/** Deletes those of the blocks that no dataset and no upload of the project uses. For a transaction that ends soon. */
export async function deleteUnusedBlocks(
  client: Queryable,
  projectId: string,
  hashes: readonly string[],
): Promise<void> {
  // The locks keep new uses away while the next statement, with a view of its own, looks for those that came before. They
  // are taken in one order by all, and waited for: of two deletions that share a block, the later one must see it unused.
  const candidates = [...new Set(hashes)];
  await client.query(
    'SELECT FROM blocks WHERE project_id = $1 AND sha256 = ANY ($2) ORDER BY sha256 COLLATE "C" FOR UPDATE',
    [projectId, candidates],
  );
  await client.query(
    `DELETE FROM blocks WHERE project_id = $1 AND sha256 = ANY ($2)
       AND NOT EXISTS (
         SELECT FROM dataset_blocks used WHERE used.project_id = blocks.project_id AND used.sha256 = blocks.sha256)
       AND NOT EXISTS (
         SELECT FROM upload_blocks used WHERE used.project_id = blocks.project_id AND used.sha256 = blocks.sha256)`,
    [projectId, candidates],
  );
}
