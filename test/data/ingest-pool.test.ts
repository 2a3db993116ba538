import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { UploadedFile } from '../../src/data/file-content.js';
import { openIngestPool } from '../../src/data/ingest-pool.js';
import type { Block } from '../../src/data/tensor-writer.js';
import { InvalidError, TooLargeError } from '../../src/errors.js';
import { atEnd } from '../support/cleanup.js';
import { plain } from './images/pictures.js';
import { example, readFiles } from './ingest-files.js';
import { zip } from './zip/zip-bytes.js';

const pool = openIngestPool();
atEnd(() => pool.close());

const request = (options: object) => ({ options, limitBytes: 2 ** 40, spoolFolder: tmpdir() });

async function* files(...given: (readonly [string, AsyncIterable<Uint8Array>])[]): AsyncGenerator<UploadedFile> {
  for (const [name, bytes] of given) yield { name, bytes };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** An IDX header for this many rows of 1 MiB each, and that many rows. */
async function* largeImages(rows: number, onRow: (row: number) => void): AsyncGenerator<Uint8Array> {
  const header = Buffer.alloc(12);
  header.set([0, 0, 8, 2]);
  header.writeUInt32BE(rows, 4);
  header.writeUInt32BE(2 ** 20, 8);
  yield header;
  for (let row = 0; row < rows; row++) {
    onRow(row);
    yield new Uint8Array(2 ** 20).fill(row);
  }
}

function labels(rows: number): Uint8Array {
  const file = Buffer.alloc(8 + rows);
  file.set([0, 0, 8, 1]);
  file.writeUInt32BE(rows, 4);
  for (let row = 0; row < rows; row++) file[8 + row] = row % 2;
  return file;
}

test('the thread makes of an upload what reading it here makes of it', async () => {
  const iris = await example('iris.csv');
  const blocks: Block[] = [];
  const given = files(['iris.csv', once(iris)]);
  const ingested = await pool.ingest(given, request({ target: 'species' }), async (block) => {
    blocks.push({ ...block, bytes: Uint8Array.from(block.bytes) });
  });
  const {
    blocks: expectedBlocks,
    tensors: _,
    ...expected
  } = await readFiles({ target: 'species' }, [['iris.csv', iris]]);
  assert.deepEqual(ingested, expected);
  assert.deepEqual(
    blocks.map((block) => ({ ...block, bytes: Buffer.from(block.bytes) })),
    expectedBlocks.map((block) => ({ ...block, bytes: Buffer.from(block.bytes) })),
  );
  assert.deepEqual([...iris.subarray(0, 5)], [...Buffer.from('sepal')]);
});

test('the thread has pictures decoded, and is through when one is broken', async () => {
  const whole = await plain(2, 2, [255, 0, 0]);
  const packed = await zip([
    ['a/1.png', whole],
    ['b/1.png', await plain(2, 2, [0, 0, 255])],
  ]);
  const broken = await zip([
    ['a/1.png', whole],
    ['b/1.png', whole.subarray(0, 60)],
  ]);
  for (let round = 0; round < 3; round++) {
    const { spec } = await pool.ingest(files(['p.zip', once(packed)]), request({}), async () => undefined);
    assert.deepEqual([spec.rows, spec.inputs[0]?.shape], [2, [2, 2, 3]]);
    await assert.rejects(
      pool.ingest(files(['p.zip', once(broken)]), request({}), async () => undefined),
      (error) =>
        error instanceof InvalidError && /"b\/1\.png": it cannot be decoded/.test(error.errors?.[0]?.detail ?? ''),
    );
  }
});

test('a store that stands still stops the reading after five blocks', async () => {
  const rows = 100;
  let read = 0;
  const stored: (() => void)[] = [];
  const sizes: number[] = [];
  const given = files(['images', largeImages(rows, (row) => (read = row + 1))], ['labels', once(labels(rows))]);
  const ingesting = pool.ingest(given, request({}), (block) => {
    sizes.push(block.rows);
    return new Promise((resolve) => stored.push(resolve));
  });
  let over = false;
  const result = ingesting.finally(() => {
    over = true;
  });
  while (!over) {
    // Whoever can still go on does, until nothing moves any more.
    for (let quiet = 0, last = read; quiet < 200 && !over; quiet = last === read ? quiet + 1 : 0, last = read)
      await nextTurn();
    const taken = sizes.length * 4;
    assert.ok(read <= taken + 8, `${read} MiB read when ${taken} MiB were handed over`);
    assert.ok(stored.length <= 3, `${stored.length} blocks under way`);
    for (const resolve of stored.splice(0)) resolve();
  }
  const { spec, sizeBytes } = await result;
  assert.deepEqual([spec.rows, sizeBytes, sizes.length], [rows, rows * (2 ** 20 + 4), rows / 4 + 1]);
});

test('300 MiB pass through with memory for a few blocks', async () => {
  const rows = 300;
  let peak = 0;
  const before = process.memoryUsage.rss();
  const given = files(
    ['images', largeImages(rows, () => (peak = Math.max(peak, process.memoryUsage.rss())))],
    ['labels', once(labels(rows))],
  );
  const { sizeBytes } = await pool.ingest(given, request({}), async () => undefined);
  assert.equal(sizeBytes, rows * (2 ** 20 + 4));
  assert.ok(peak - before < 150 * 2 ** 20, `${(peak - before) / 2 ** 20} MiB more than before`);
});

test('an upload that is refused early is not read to its end', async () => {
  let read = 0;
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a,b,y\n1,oops,x\n');
    for (; read < 1000; read++) yield Buffer.alloc(2 ** 20, '1,2,x\n');
  }
  await assert.rejects(
    pool.ingest(files(['t.csv', broken()]), request({ target: 'y' }), async () => undefined),
    (error) => error instanceof InvalidError && /row 1 \(line 2\), column "b"/.test(error.errors?.[0]?.detail ?? ''),
  );
  await nextTurn();
  assert.ok(read < 10, `${read} MiB read`);
});

test('an upload fails with what its source or its store fails with, and the next one is read', async () => {
  async function* cut(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a,b,y\n1,2,x\n');
    throw new TooLargeError('cut here');
  }
  await assert.rejects(
    pool.ingest(files(['t.csv', cut()]), request({ target: 'y' }), async () => undefined),
    /cut here/,
  );
  const table = () => files(['t.csv', once(Buffer.from('a,b,y\n1,2,x\n3,4,z\n'))]);
  const full = async () => {
    throw new Error('no room');
  };
  await assert.rejects(pool.ingest(table(), request({ target: 'y' }), full), /no room/);
  const { spec } = await pool.ingest(table(), request({ target: 'y' }), async () => undefined);
  assert.equal(spec.rows, 2);
});

test('twenty uploads at once are all read, a few at a time', async () => {
  const all = Array.from({ length: 20 }, async (_, index) => {
    const table = Buffer.from(`a,y\n${index},1.5\n2,2.5\n`);
    const { spec, statistics } = await pool.ingest(
      files(['t.csv', once(table)]),
      request({ target: 'y' }),
      async () => undefined,
    );
    const [inputs] = statistics.tensors;
    return [spec.rows, inputs && 'columns' in inputs ? inputs.columns[0]?.mean : undefined];
  });
  assert.deepEqual(
    await Promise.all(all),
    Array.from({ length: 20 }, (_, index) => [2, (index + 2) / 2]),
  );
});

test('closing the pool ends what is in hand', async () => {
  const own = openIngestPool();
  let started: () => void = () => undefined;
  const running = new Promise<void>((resolve) => {
    started = resolve;
  });
  async function* endless(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a,b,y\n');
    started();
    for (;;) {
      await nextTurn();
      yield Buffer.from('1,2,x\n');
    }
  }
  const reading = assert.rejects(
    own.ingest(files(['t.csv', endless()]), request({ target: 'y' }), async () => undefined),
    /thread that reads the upload ended/,
  );
  await running;
  await own.close();
  await reading;
});
