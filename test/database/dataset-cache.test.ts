import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { DatasetSpec } from '../../src/data/dataset-spec.js';
import { storeBlock } from '../../src/database/blocks.js';
import { withTransaction } from '../../src/database/client.js';
import { type CachedDataset, openDatasetCache } from '../../src/database/dataset-cache.js';
import { newId } from '../../src/ids.js';
import { atEnd } from '../support/cleanup.js';
import { testDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const database = await testDatabase();
const projectId = newId('project');
await database.prisma.project.create({ data: { id: projectId, name: 'p' } });

const ROWS = 300_000;
/** Bytes of a dataset below: 300,000 rows of 8 bytes of input and 4 of target. */
const SIZE = ROWS * 12;

interface Stored {
  readonly id: string;
  readonly spec: DatasetSpec;
  readonly sha256: string;
  readonly tensors: readonly Buffer[];
}

/** Stores a dataset of two tensors, the first of them in two blocks of more than 1 MiB. */
async function store(first: number): Promise<Stored> {
  const inputs = Buffer.from(Float32Array.from({ length: 2 * ROWS }, (_, index) => first + index).buffer);
  const targets = Buffer.from(Float32Array.from({ length: ROWS }, (_, index) => first - index).buffer);
  const id = newId('dataset');
  const spec: DatasetSpec = {
    task: 'regression',
    rows: ROWS,
    inputs: [{ name: 'inputs', dtype: 'float32', shape: [2] }],
    targets: [{ name: 'targets', dtype: 'float32', shape: [] }],
  };
  const sha256 = createHash('sha256').update(inputs).update(targets).digest('hex');
  await database.prisma.dataset.create({
    data: { id, projectId, name: 'd', format: 'json', task: 'regression', rows: ROWS, spec, sizeBytes: SIZE, sha256 },
  });
  const half = inputs.length / 2;
  const blocks = [
    [0, 0, ROWS / 2, inputs.subarray(0, half)],
    [0, 1, ROWS / 2, inputs.subarray(half)],
    [1, 0, ROWS, targets],
  ] as const;
  await withTransaction(database.pool, async (client) => {
    for (const [tensor, index, rows, bytes] of blocks) {
      const hash = await storeBlock(client, projectId, bytes);
      await client.query(
        'INSERT INTO dataset_blocks (dataset_id, tensor, index, rows, project_id, sha256) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, tensor, index, rows, projectId, hash],
      );
    }
  });
  return { id, spec, sha256, tensors: [inputs, targets] };
}

const [one, two, three] = [await store(1), await store(2), await store(3)];

/** A cache in a folder of its own, or in one that is shared, which counts how often it asks the database. */
async function cacheOf({ limitBytes = 100 * SIZE, dir }: { limitBytes?: number; dir?: string } = {}) {
  const folder = dir ?? (await temporaryFolder('cache'));
  let queries = 0;
  const pool = new Proxy(database.pool, {
    get: (target, property) => {
      if (property === 'query') queries++;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const cache = openDatasetCache({ dir: folder, limitBytes, database: { pool } });
  atEnd(() => cache.close());
  return {
    folder,
    cache,
    queries: () => queries,
    take: ({ id, spec, sha256 }: Stored) => cache.materialize(id, spec, sha256),
    /** The hashes of the copies, without what stands beside them. */
    copies: async () => (await readdir(folder)).filter((name) => !name.includes('.')).map((name) => name.slice(0, 64)),
    beside: async () => (await readdir(folder)).filter((name) => name.includes('.')),
  };
}

async function holds({ files }: CachedDataset, { tensors }: Stored): Promise<boolean> {
  const found = await Promise.all(files.map((file) => readFile(file)));
  return (
    found.length === tensors.length && found.every((bytes, index) => bytes.equals(tensors[index] ?? Buffer.alloc(0)))
  );
}

test('a dataset becomes one file for each tensor, and is downloaded once', async () => {
  const { take, queries, copies, beside } = await cacheOf();
  const first = await take(one);
  assert.equal(await holds(first, one), true);
  const asked = queries();
  const second = await take(one);
  assert.deepEqual(second.files, first.files);
  await first.release();
  await first.release();
  await second.release();
  assert.equal(await holds(await take(one), one), true);
  assert.equal(queries(), asked);
  assert.deepEqual(await copies(), [one.sha256]);
  assert.equal((await beside()).length, 1);
});

test('how many bytes have come is told while they do, and not where they are here already', async () => {
  const { cache } = await cacheOf();
  const told: number[] = [];
  const take = () => cache.materialize(one.id, one.spec, one.sha256, (bytes) => void told.push(bytes));
  const first = await take();
  assert.ok(told.length > 2);
  assert.equal(
    told.reduce((sum, bytes) => sum + bytes, 0),
    SIZE,
  );
  const pieces = told.length;
  await first.release();
  await (await take()).release();
  assert.equal(told.length, pieces);
});

test('callers at the same time share one download', async () => {
  const alone = await cacheOf();
  await alone.take(one);
  const { take, queries, copies } = await cacheOf();
  const taken = await Promise.all([take(one), take(one), take(one), take(one)]);
  assert.equal(queries(), alone.queries());
  for (const cached of taken) assert.equal(await holds(cached, one), true);
  await Promise.all(taken.map((cached) => cached.release()));
  assert.deepEqual(await copies(), [one.sha256]);
});

test('caches of several processes share a folder, and one copy stays', async () => {
  const first = await cacheOf();
  const others = [await cacheOf({ dir: first.folder }), await cacheOf({ dir: first.folder })];
  const taken = await Promise.all([first, ...others].map(({ take }) => take(one)));
  for (const cached of taken) assert.equal(await holds(cached, one), true);
  assert.deepEqual(await first.copies(), [one.sha256]);
  await Promise.all(taken.map((cached) => cached.release()));
  assert.deepEqual(await first.beside(), []);
});

test('what was used longest ago goes first when there is no room', async () => {
  const { take, copies } = await cacheOf({ limitBytes: 2 * SIZE });
  for (const dataset of [one, two, one]) await (await take(dataset)).release();
  assert.deepEqual((await copies()).sort(), [one.sha256, two.sha256].sort());
  await (await take(three)).release();
  assert.deepEqual((await copies()).sort(), [one.sha256, three.sha256].sort());
});

test('a dataset in use stays, here and in another process, until it is released', async () => {
  const first = await cacheOf({ limitBytes: SIZE });
  const second = await cacheOf({ dir: first.folder, limitBytes: SIZE });
  const [held, alsoHeld] = [await first.take(one), await second.take(two)];
  const third = await first.take(three);
  assert.equal((await first.copies()).length, 3);
  for (const [cached, dataset] of [
    [held, one],
    [alsoHeld, two],
    [third, three],
  ] as const) {
    assert.equal(await holds(cached, dataset), true);
  }
  await third.release();
  assert.deepEqual((await first.copies()).sort(), [one.sha256, two.sha256].sort());
  await held.release();
  assert.deepEqual(await first.copies(), [two.sha256]);
  await alsoHeld.release();
  assert.deepEqual(await first.copies(), [two.sha256]);
});

test('a dataset larger than the whole cache can be used, and goes when it is released', async () => {
  const { take, copies } = await cacheOf({ limitBytes: SIZE - 1 });
  const cached = await take(one);
  assert.equal(await holds(cached, one), true);
  await cached.release();
  assert.deepEqual(await copies(), []);
});

test('a copy that was damaged is made anew', async () => {
  const { take, folder, cache } = await cacheOf();
  const cached = await take(one);
  await cached.release();
  await truncate(cached.files[0] ?? '', 100);
  const again = await take(one);
  assert.equal(await holds(again, one), true);
  await cache.close();
  assert.deepEqual(await readdir(folder).then((names) => names.length), 1);
});

test('two datasets with the same bytes but other tensors do not share a copy', async () => {
  const { take, cache } = await cacheOf();
  const wide: DatasetSpec = {
    ...one.spec,
    inputs: [{ name: 'inputs', dtype: 'float32', shape: [3] }],
    targets: [{ name: 'targets', dtype: 'float32', shape: [0] }],
  };
  const cached = await take(one);
  await assert.rejects(
    cache.materialize(one.id, wide, one.sha256),
    /tensor 0 of dst_\w+ has 2400000 bytes in the database, not 3600000/,
  );
  assert.equal(await holds(cached, one), true);
});

test('rows that are not those of the hash, or not there at all, are refused and leave nothing', async () => {
  const { cache, folder, take } = await cacheOf();
  const wrong = createHash('sha256').update('wrong').digest('hex');
  await assert.rejects(
    cache.materialize(one.id, one.spec, wrong),
    new RegExp(`have the SHA-256 ${one.sha256}, not ${wrong}`),
  );
  await assert.rejects(cache.materialize('dst_gone', one.spec, one.sha256), /tensor 0 of dst_gone has 0 bytes/);
  assert.deepEqual(await readdir(folder), []);
  assert.equal(await holds(await take(one), one), true);
});

test('what a process that was killed has left is deleted, and foreign files are let alone', async () => {
  const { take, folder, beside } = await cacheOf({ limitBytes: SIZE });
  await (await take(one)).release();
  const uuid = '00000000-0000-4000-8000-000000000000';
  const copy = (await readdir(folder))[0] ?? '';
  const old = new Date(Date.now() - 3_600_000);
  for (const [name, time] of [
    [`${copy}.use-${uuid}`, old],
    [`x.part-${uuid}`, old],
    [`y.part-${uuid}`, new Date()],
  ] as const) {
    await writeFile(join(folder, name), 'left');
    await utimes(join(folder, name), time, time);
  }
  await writeFile(join(folder, 'notes.txt'), 'mine');
  const cached = await take(two);
  assert.equal(dirname(cached.files[0] ?? '').includes(two.sha256), true);
  await cached.release();
  assert.deepEqual((await beside()).sort(), ['notes.txt', `y.part-${uuid}`]);
  await assert.rejects(stat(join(folder, copy)));
});
