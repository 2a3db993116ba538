import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { DatasetSpec } from '../../src/data/dataset-spec.js';
import { storeBlock } from '../../src/database/blocks.js';
import { withTransaction } from '../../src/database/client.js';
import { newId } from '../../src/ids.js';
import { atEnd } from '../support/cleanup.js';
import { testDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';

const PROGRAM = fileURLToPath(new URL('programs/hold-copy.js', import.meta.url));
const database = await testDatabase();
const projectId = newId('project');
await database.prisma.project.create({ data: { id: projectId, name: 'p' } });
const folder = await temporaryFolder('cache');

const BLOCK = Buffer.alloc(2 ** 20, 7);
const BLOCKS = 48;
const SIZE = BLOCKS * BLOCK.length;

/** 48 MB of bytes that take 1 MB in the database, in rows of which every one begins with `first`. */
async function store(first: number) {
  const bytes = Buffer.from(BLOCK);
  bytes[0] = first;
  const spec: DatasetSpec = {
    task: 'regression',
    rows: BLOCKS,
    inputs: [{ name: 'inputs', dtype: 'uint8', shape: [BLOCK.length] }],
    targets: [{ name: 'targets', dtype: 'uint8', shape: [0] }],
  };
  const hash = createHash('sha256');
  for (let block = 0; block < BLOCKS; block++) hash.update(bytes);
  const dataset = { id: newId('dataset'), spec, sha256: hash.digest('hex') };
  await database.prisma.dataset.create({
    data: { ...dataset, projectId, name: 'd', format: 'json', task: 'regression', rows: BLOCKS, sizeBytes: SIZE },
  });
  await withTransaction(database.pool, async (client) => {
    const sha256 = await storeBlock(client, projectId, bytes);
    await client.query(
      `INSERT INTO dataset_blocks (dataset_id, tensor, index, rows, project_id, sha256)
       SELECT $1, 0, index, 1, $2, $3 FROM generate_series(0, $4::int - 1) AS index`,
      [dataset.id, projectId, sha256, BLOCKS],
    );
  });
  return dataset;
}

const [one, two] = [await store(1), await store(2)];

/** A process that uses a dataset with a cache of `limitBytes` in the folder of all. */
function hold(dataset: typeof one, limitBytes: number) {
  const child = spawn(
    process.execPath,
    [PROGRAM, database.connectionString, folder, String(limitBytes), JSON.stringify(dataset)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'close');
  atEnd(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let printed = '';
  child.stdout.on('data', (text) => {
    printed += String(text);
  });
  return {
    files: () => waitFor('the copy', () => printed.endsWith('\n') && z.array(z.string()).parse(JSON.parse(printed))),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    release: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

const copiesOf = async ({ sha256 }: typeof one) =>
  (await readdir(folder)).filter((name) => name.startsWith(sha256) && !name.includes('.'));
const partsOf = async ({ sha256 }: typeof one) =>
  (await readdir(folder)).filter((name) => name.startsWith(sha256) && name.includes('.'));

async function hashOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex');
}

test('processes that begin at once share one whole copy', async () => {
  const holders = [hold(one, 4 * SIZE), hold(one, 4 * SIZE), hold(one, 4 * SIZE)];
  const files = await Promise.all(holders.map((holder) => holder.files()));
  assert.deepEqual(files[1], files[0]);
  assert.equal(await hashOf(files[0] ?? []), one.sha256);
  assert.equal((await copiesOf(one)).length, 1);
  await Promise.all(holders.map((holder) => holder.release()));
  assert.deepEqual(await partsOf(one), []);
});

test('a process killed in the middle of its download leaves no copy that others take for one, and what it left goes', async () => {
  const killed = hold(two, 4 * SIZE);
  await waitFor('the download', async () => (await partsOf(two)).some((name) => name.includes('.part-')));
  await killed.kill();
  const other = hold(two, 4 * SIZE);
  assert.equal(await hashOf(await other.files()), two.sha256);
  const old = new Date(Date.now() - 3_600_000);
  // As if it had been killed an hour ago: nobody has touched its part and its mark since.
  for (const name of await partsOf(two)) {
    const files = name.includes('.part-') ? await readdir(join(folder, name)) : [];
    for (const path of [...files.map((file) => join(name, file)), name]) await utimes(join(folder, path), old, old);
  }
  await other.release();
  assert.deepEqual(await partsOf(two), []);
});

test('with a limit smaller than one dataset each process has what it uses, and none stays when the last lets go', async () => {
  const [first, second] = [hold(one, 1000), hold(two, 1000)];
  assert.equal(await hashOf(await first.files()), one.sha256);
  assert.equal(await hashOf(await second.files()), two.sha256);
  await first.release();
  assert.deepEqual(await copiesOf(one), []);
  assert.equal(await hashOf(await second.files()), two.sha256);
  await second.release();
  assert.deepEqual(await copiesOf(two), []);
});
