import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Block } from '../../src/data/tensor-writer.js';
import { Quotas } from '../../src/database/quotas.js';
import { DatasetRepository } from '../../src/datasets/dataset-repository.js';
import { DatasetService } from '../../src/datasets/dataset-service.js';
import { PartialUploadRepository } from '../../src/datasets/partial-upload-repository.js';
import { UploadRepository } from '../../src/datasets/upload-repository.js';
import { MalformedError } from '../../src/errors.js';
import { newId } from '../../src/ids.js';
import { silentLogger, testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { NO_ROWS, storedRows } from './stored-rows.js';

const database = await testDatabase();
const projectId = newId('project');
await database.prisma.project.create({ data: { id: projectId, name: 'p' } });

const bytes = new Uint8Array(16);
const BLOCK: Block = { tensor: 0, index: 0, rows: 4, sha256: createHash('sha256').update(bytes).digest('hex'), bytes };

async function* noFiles() {}

test('an upload that is refused while its first blocks are being stored leaves nothing', async () => {
  const service = new DatasetService({
    datasets: new DatasetRepository(database),
    uploads: new UploadRepository(database, new Quotas(testConfig())),
    partialUploads: new PartialUploadRepository(database, { limitBytes: 100, keepMs: 1000 }),
    ingestPool: {
      async ingest(_files, _request, sink) {
        void sink(BLOCK);
        void sink({ ...BLOCK, index: 1 });
        throw new MalformedError('refused');
      },
    },
    logger: silentLogger,
  });
  await assert.rejects(service.create(projectId, noFiles(), { limitBytes: 1, spoolFolder: '/nowhere' }), /refused/);
  assert.deepEqual(await storedRows(database), NO_ROWS);
});
