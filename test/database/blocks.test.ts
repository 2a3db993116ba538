import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import type pg from 'pg';
import { deleteDatasetBlocks, readBlocks, storeBlock } from '../../src/database/blocks.js';
import { withTransaction } from '../../src/database/client.js';
import { testDatabase } from '../support/postgres.js';
import { waitFor } from '../support/wait-for.js';

const { pool } = await testDatabase();

beforeEach(async () => {
  await pool.query('TRUNCATE projects, block_pieces CASCADE');
  await pool.query("INSERT INTO projects (id, name) VALUES ('prj_a', 'a'), ('prj_b', 'b')");
});

/** Stores a dataset of one tensor, a block for each of the given bytes, in the caller's transaction. */
async function storeDataset(client: pg.PoolClient, projectId: string, id: string, blocks: readonly Uint8Array[]) {
  await client.query(
    `INSERT INTO datasets (id, project_id, name, format, task, rows, spec, size_bytes, sha256)
     VALUES ($1, $2, $1, 'csv', 'regression', 1, '{}', 1, '')`,
    [id, projectId],
  );
  for (const [index, bytes] of blocks.entries()) {
    const sha256 = await storeBlock(client, projectId, bytes);
    await client.query(
      'INSERT INTO dataset_blocks (dataset_id, tensor, index, rows, project_id, sha256) VALUES ($1, 0, $2, 1, $3, $4)',
      [id, index, projectId, sha256],
    );
  }
}

async function deleteDataset(projectId: string, id: string): Promise<void> {
  await withTransaction(pool, async (client) => {
    await deleteDatasetBlocks(client, projectId, id);
    await client.query('DELETE FROM datasets WHERE id = $1', [id]);
  });
}

async function read(id: string, tensor = 0, pieceBytes?: number): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of readBlocks(pool, id, tensor, pieceBytes)) pieces.push(piece);
  return pieces;
}

async function storedBlocks(projectId: string): Promise<string[]> {
  const { rows } = await pool.query<{ sha256: string }>('SELECT sha256 FROM blocks WHERE project_id = $1', [projectId]);
  return rows.map(({ sha256 }) => sha256);
}

/** Resolves when some transaction of this database waits for another. */
async function someoneWaits(): Promise<void> {
  await waitFor('a transaction that waits', async () => {
    const { rowCount } = await pool.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rowCount === 1;
  });
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('the bytes of a tensor are read back as they were stored, block after block', async () => {
  const blocks = [randomBytes(3_000_000), Buffer.from([0, 255, 92, 39]), randomBytes(1_000)];
  await withTransaction(pool, (client) => storeDataset(client, 'prj_a', 'dst_1', blocks));
  assert.ok(Buffer.concat(await read('dst_1')).equals(Buffer.concat(blocks)));
  const pieces = await read('dst_1', 0, 1_000_000);
  assert.deepEqual(
    pieces.map(({ length }) => length),
    [1_000_000, 1_000_000, 1_000_000, 4, 1_000],
  );
  assert.ok(Buffer.concat(pieces).equals(Buffer.concat(blocks)));
});

test('the bytes of a block that an earlier version stored as one value are read too', async () => {
  const bytes = randomBytes(20_000);
  await withTransaction(pool, (client) => storeDataset(client, 'prj_a', 'dst_1', [Buffer.from('new')]));
  await pool.query('DELETE FROM block_pieces');
  await pool.query('UPDATE blocks SET bytes = $1', [bytes]);
  const pieces = await read('dst_1', 0, 9_000);
  assert.deepEqual(
    pieces.map(({ length }) => length),
    [9_000, 9_000, 2_000],
  );
  assert.ok(Buffer.concat(pieces).equals(bytes));
});

test('nothing is read of a tensor or a dataset that is not there', async () => {
  await withTransaction(pool, (client) => storeDataset(client, 'prj_a', 'dst_1', [Buffer.from('x')]));
  assert.deepEqual(await read('dst_1', 1), []);
  assert.deepEqual(await read('dst_none'), []);
});

test('equal bytes are stored once per project, and not shared between projects', async () => {
  const bytes = Buffer.from('the same');
  for (const [project, id] of [
    ['prj_a', 'dst_1'],
    ['prj_a', 'dst_2'],
    ['prj_b', 'dst_3'],
  ] as const) {
    await withTransaction(pool, (client) => storeDataset(client, project, id, [bytes, bytes]));
  }
  assert.deepEqual(await storedBlocks('prj_a'), [sha256(bytes)]);
  assert.deepEqual(await storedBlocks('prj_b'), [sha256(bytes)]);
});

test('deleting a dataset deletes the blocks that no other dataset of the project uses', async () => {
  const [shared, own] = [Buffer.from('shared'), Buffer.from('own')];
  await withTransaction(pool, (client) => storeDataset(client, 'prj_a', 'dst_1', [shared, own]));
  await withTransaction(pool, (client) => storeDataset(client, 'prj_a', 'dst_2', [shared]));
  await withTransaction(pool, (client) => storeDataset(client, 'prj_b', 'dst_3', [own]));
  await deleteDataset('prj_a', 'dst_1');
  assert.deepEqual(await storedBlocks('prj_a'), [sha256(shared)]);
  assert.deepEqual(await storedBlocks('prj_b'), [sha256(own)]);
  await deleteDataset('prj_a', 'dst_2');
  assert.deepEqual(await storedBlocks('prj_a'), []);
  const { rows } = await pool.query('SELECT piece.bytes FROM block_pieces piece');
  assert.deepEqual(rows, [{ bytes: own }]);
});

test('a block that an upload is about to use outlives the deletion of the dataset that had it', async () => {
  const bytes = Buffer.from('wanted by both');
  await withTransaction(pool, (client) => storeDataset(client, 'prj_a', 'dst_old', [bytes]));
  let deletion: Promise<void> | undefined;
  await withTransaction(pool, async (client) => {
    await storeDataset(client, 'prj_a', 'dst_new', [bytes]);
    deletion = deleteDataset('prj_a', 'dst_old');
    await someoneWaits();
  });
  await deletion;
  assert.deepEqual(await read('dst_new'), [bytes]);
});

test('an upload that meets a block in deletion waits for that and stores it again', async () => {
  const bytes = Buffer.from('gone and back');
  await withTransaction(pool, (client) => storeDataset(client, 'prj_a', 'dst_old', [bytes]));
  let upload: Promise<void> | undefined;
  await withTransaction(pool, async (client) => {
    await deleteDatasetBlocks(client, 'prj_a', 'dst_old');
    upload = withTransaction(pool, (other) => storeDataset(other, 'prj_a', 'dst_new', [bytes]));
    await someoneWaits();
  });
  await upload;
  assert.deepEqual(await read('dst_new'), [bytes]);
});
