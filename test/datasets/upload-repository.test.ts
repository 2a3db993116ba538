import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Block } from '../../src/data/tensor-writer.js';
import { Quotas } from '../../src/database/quotas.js';
import { DatasetRepository } from '../../src/datasets/dataset-repository.js';
import { DatasetService } from '../../src/datasets/dataset-service.js';
import { PartialUploadRepository } from '../../src/datasets/partial-upload-repository.js';
import { UploadRepository } from '../../src/datasets/upload-repository.js';
import { newId } from '../../src/ids.js';
import { silentLogger, testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { NO_ROWS, storedRows } from './stored-rows.js';

const database = await testDatabase();
const uploads = new UploadRepository(database, new Quotas(testConfig()));
const datasets = new DatasetRepository(database);
const projectId = newId('project');
await database.prisma.project.create({ data: { id: projectId, name: 'p' } });

const ROWS = new Uint8Array(Float32Array.from([1, 2, 3, 4]).buffer);

function block(bytes: Uint8Array<ArrayBuffer>, tensor: number): Block {
  return { tensor, index: 0, rows: 4, sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}

async function begin() {
  const upload = { id: newId('dataset'), projectId };
  await uploads.begin(upload);
  return upload;
}

/** Makes a dataset of the upload whose only two blocks are the same. */
function finish(upload: { id: string; projectId: string }) {
  const spec = {
    task: 'regression' as const,
    rows: 4,
    inputs: [{ name: 'inputs', dtype: 'float32' as const, shape: [1] }],
    targets: [{ name: 'targets', dtype: 'float32' as const, shape: [] }],
  };
  const ingested = {
    name: 'n',
    format: 'json' as const,
    spec,
    sha256: 'x',
    sizeBytes: 32,
    statistics: { tensors: [] },
    warnings: [],
  };
  return uploads.finish(upload, ingested, [block(ROWS, 0), block(ROWS, 1)]);
}

test('a dataset that is deleted leaves the blocks that an upload under way has found there', async () => {
  const first = await begin();
  await uploads.store(first, block(ROWS, 0));
  await finish(first);
  const second = await begin();
  await uploads.store(second, block(ROWS, 0));
  assert.equal(await datasets.delete(projectId, first.id), true);
  assert.deepEqual(await storedRows(database), { datasets: 0, links: 0, blocks: 1, uploads: 1, pins: 1 });
  await finish(second);
  assert.deepEqual(await datasets.firstBytes(second.id, 1, 100), Buffer.from(ROWS));
  assert.equal(await datasets.delete(projectId, second.id), true);
  assert.deepEqual(await storedRows(database), NO_ROWS);
});

test('an upload that is discarded takes only what nobody else has', async () => {
  const [first, second] = [await begin(), await begin()];
  await uploads.store(first, block(ROWS, 0));
  await uploads.store(second, block(ROWS, 0));
  await uploads.discard(first);
  assert.deepEqual(await storedRows(database), { datasets: 0, links: 0, blocks: 1, uploads: 1, pins: 1 });
  await Promise.all([uploads.discard(second), uploads.discard(second)]);
  assert.deepEqual(await storedRows(database), NO_ROWS);
});

test('what a dead server has left is swept away, what still moves is not', async () => {
  const [dead, alive] = [await begin(), await begin()];
  await uploads.store(dead, block(ROWS, 0));
  await uploads.store(alive, block(ROWS, 0));
  await database.pool.query(`UPDATE uploads SET touched_at = now() - interval '3 hours' WHERE id = $1`, [dead.id]);
  const ingestPool = { ingest: () => Promise.reject(new Error('not used here')) };
  const partialUploads = new PartialUploadRepository(database, { limitBytes: 100, keepMs: 1000 });
  const service = new DatasetService({ datasets, uploads, partialUploads, ingestPool, logger: silentLogger });
  await service.sweep();
  assert.deepEqual(await storedRows(database), { datasets: 0, links: 0, blocks: 1, uploads: 1, pins: 1 });
  await assert.rejects(finish(dead), /taken for abandoned/);
  await finish(alive);
  assert.equal(await datasets.delete(projectId, alive.id), true);
  assert.deepEqual(await storedRows(database), NO_ROWS);
});

test('a block that comes after its upload was discarded is not stored', async () => {
  const upload = await begin();
  await uploads.discard(upload);
  await assert.rejects(uploads.store(upload, block(ROWS, 0)));
  assert.deepEqual(await storedRows(database), NO_ROWS);
});
