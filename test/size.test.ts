import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { test } from 'node:test';
import { largeRun } from '../bench/size/large-run.js';
import { startService } from '../src/launch/start-service.js';
import { atEnd } from './support/cleanup.js';
import { silentLogger, testConfig } from './support/config.js';
import { createTestDatabase } from './support/postgres.js';
import { temporaryFolder } from './support/temporary-folder.js';

const BYTES = 240e6;
const DATA_MEMORY_BYTES = 16 * 2 ** 20;
/** What API and worker may have together, whatever the size of the data. */
const MOST_MEMORY_BYTES = 1.5e9;

test('a dataset many times larger than its share of memory goes in, trains and is evaluated, with progress, and no process holds it', async () => {
  const folder = await temporaryFolder();
  const service = await startService(
    testConfig({
      DATA_DIR: folder,
      DATABASE_URL: await createTestDatabase(),
      ENGINE_DATA_MEMORY_BYTES: String(DATA_MEMORY_BYTES),
    }),
    silentLogger,
  );
  atEnd(() => rm(folder, { recursive: true, force: true }));
  atEnd(() => service.stop());
  const { rows, accuracy, stages } = await largeRun(service, BYTES);
  assert.equal(rows, Math.floor(BYTES / 784));
  assert.ok(accuracy > 0.9, `accuracy ${accuracy}`);
  const [idle, ...working] = stages;
  for (const { name, peaks, progressSeen } of working) {
    assert.ok(peaks.total < MOST_MEMORY_BYTES, `${name}: ${peaks.total} bytes of all processes`);
    for (const [role, bytes] of peaks.byRole) {
      const grown = bytes - (idle?.peaks.byRole.get(role) ?? 0);
      assert.ok(grown < BYTES, `${name}: the ${role} process has grown by ${grown} bytes`);
    }
    if (name !== 'evaluate') assert.ok(progressSeen >= 2, `${name}: progress was seen ${progressSeen} times`);
  }
});
