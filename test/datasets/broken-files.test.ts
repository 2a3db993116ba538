import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, test } from 'node:test';
import { z } from 'zod';
import type { BrokenUpload } from '../data/broken-files/broken-file.js';
import { BROKEN_CSV } from '../data/broken-files/csv.js';
import { BROKEN_GZIP } from '../data/broken-files/gzip.js';
import { BROKEN_IDX } from '../data/broken-files/idx.js';
import { BROKEN_IMAGES } from '../data/broken-files/images.js';
import { BROKEN_BODIES } from '../data/broken-files/inline-json.js';
import { BROKEN_NPY } from '../data/broken-files/npy.js';
import { BROKEN_NPZ } from '../data/broken-files/npz.js';
import { testDatabase } from '../support/postgres.js';
import { type Answer, datasetClient } from './dataset-client.js';
import { NO_ROWS, storedRows } from './stored-rows.js';

const MEBIBYTE = 2 ** 20;
const LIMIT_BYTES = 64 * MEBIBYTE;
/** What reading may cost at the most, beside the files themselves, which this process makes: generous, for a leak is not small. */
const MOST_GROWTH_BYTES = 600 * MEBIBYTE;

const database = await testDatabase();
const { upload, send, folder } = await datasetClient(database, {
  UPLOAD_LIMIT_BYTES: String(LIMIT_BYTES),
  BODY_LIMIT_BYTES: String(LIMIT_BYTES),
});

const problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

/** Refused for the one reason that is expected, and nothing of it is left. */
async function assertRefused(
  answer: Answer,
  { status = 422, pointer = '/file', detail }: Omit<BrokenUpload, 'name' | 'files'>,
) {
  const found = problem.safeParse(answer.body);
  assert.ok(found.success, `answered ${answer.status} ${JSON.stringify(answer.body)}`);
  assert.deepEqual([answer.status, found.data.errors[0]?.pointer ?? null], [status, pointer], found.data.detail);
  assert.match(found.data.detail, detail);
  assert.deepEqual(await storedRows(database), NO_ROWS);
}

const before = process.memoryUsage.rss();
let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 20);
after(() => clearInterval(watch));

for (const broken of [...BROKEN_CSV, ...BROKEN_IDX, ...BROKEN_NPY, ...BROKEN_NPZ, ...BROKEN_IMAGES, ...BROKEN_GZIP]) {
  test(`refused, with where and what: ${broken.name}`, async () => {
    await assertRefused(await upload(broken.options ?? {}, broken.files()), broken);
  });
}

for (const broken of BROKEN_BODIES) {
  test(`refused, with where and what: ${broken.name}`, async () => {
    await assertRefused(
      await send('POST', '/v1/datasets', broken.body(), { 'content-type': 'application/json' }),
      broken,
    );
  });
}

test('none of them took much memory or left a file behind', async () => {
  const growth = most - before;
  assert.ok(growth < MOST_GROWTH_BYTES, `${Math.round(growth / MEBIBYTE)} MiB`);
  const left = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  assert.deepEqual(left, []);
});
