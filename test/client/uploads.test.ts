import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fitserve, InvalidRequestError, NotFoundError } from '../../client/src/index.js';
import { datasetClient } from '../datasets/dataset-client.js';
import { cuttable } from '../support/cuttable.js';
import { testDatabase } from '../support/postgres.js';
import { answering, json } from './answering.js';

const database = await testDatabase();
const { url, authorization } = await datasetClient(database);
const way = await cuttable(url);
const fitserve = new Fitserve({ baseUrl: way.url, apiKey: authorization.replace('Bearer ', '') });
const ROWS = 150_000;
const text = Array.from({ length: ROWS }, (_, row) => `${row},${row % 5},${row % 2}`).join('\n');
const FILE = { name: 'rows é.csv', bytes: Uint8Array.from(Buffer.from(`a,b,odd\n${text}\n`)) };

test('files that are cut off again and again become the dataset that they would have become, sent little more than once', async () => {
  const size = FILE.bytes.length;
  const seen: number[] = [];
  let cuts = 0;
  way.cutAfter(200_000);
  const dataset = await fitserve.datasets.push(
    FILE,
    { name: 'cut', target: 'odd' },
    {
      onProgress: (sent, all) => {
        assert.equal(all, size);
        seen.push(sent);
      },
      onInterruption: () => {
        cuts++;
        way.mend();
        if (cuts < 3) way.cutAfter(200_000);
      },
    },
  );
  assert.deepEqual([dataset.rows, dataset.name, dataset.format], [ROWS, 'cut', 'csv']);
  const whole = await fitserve.datasets.upload(FILE, { name: 'whole', target: 'odd' });
  assert.equal(dataset.sha256, whole.sha256);
  assert.ok(cuts >= 3, `${cuts} cuts`);
  assert.deepEqual(
    [...seen].sort((a, b) => a - b),
    seen,
  );
  assert.deepEqual([seen[0], seen.at(-1)], [0, size]);
});

test('what the service cannot use is told with its field, and nothing of it stays', async () => {
  const refused = await fitserve.datasets.push(FILE, { target: 'none' }).catch((error: unknown) => error);
  assert.ok(refused instanceof InvalidRequestError);
  assert.match(refused.errors[0]?.pointer ?? '', /target/);
  const { data } = await fitserve.uploads.list().first();
  assert.deepEqual(
    data.filter(({ status }) => status !== 'used'),
    [],
  );
});

test('an upload stays for another try with other options', async () => {
  const { id } = await fitserve.uploads.begin(FILE);
  await fitserve.uploads.resume(id, FILE);
  await assert.rejects(fitserve.datasets.fromUploads([id], { target: 'none' }), InvalidRequestError);
  const dataset = await fitserve.datasets.fromUploads([id], { target: 'b' });
  assert.equal((await fitserve.uploads.get(id)).dataset, dataset.id);
  assert.equal((await fitserve.datasets.fromUploads([id], { target: 'b' })).id, dataset.id);
  await fitserve.uploads.delete(id);
  await assert.rejects(fitserve.uploads.get(id), NotFoundError);
});

test('a service that ended while it made the dataset is asked anew', async () => {
  const upload = { id: 'upl_1', status: 'reading', dataset: null, problem: null, read_bytes: 1, size_bytes: 2 };
  const { url: address, asked } = await answering(
    json(202, upload),
    json(200, upload),
    json(200, { ...upload, status: 'complete' }),
    json(202, upload),
    json(200, { ...upload, status: 'used', dataset: 'dst_1' }),
    json(200, { id: 'dst_1' }),
  );
  const dataset = await new Fitserve({ baseUrl: address, apiKey: 'secret' }).datasets.fromUploads(['upl_1']);
  assert.equal(dataset.id, 'dst_1');
  const keys = asked.filter(({ method }) => method === 'POST').map(({ headers }) => headers['idempotency-key']);
  assert.equal(new Set(keys).size, 2);
});

test('an abort ends an upload', async () => {
  const abort = new AbortController();
  const { id } = await fitserve.uploads.begin(FILE);
  const reason = new Error('enough');
  const sending = fitserve.uploads.resume(id, FILE, { signal: abort.signal, onProgress: () => abort.abort(reason) });
  await assert.rejects(sending, reason);
  assert.ok((await fitserve.uploads.get(id)).received_bytes < FILE.bytes.length);
});
