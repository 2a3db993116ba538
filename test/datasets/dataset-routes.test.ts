import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { example } from '../data/ingest-files.js';
import { testDatabase } from '../support/postgres.js';
import { datasetClient, requests } from './dataset-client.js';

const database = await testDatabase();
const client = await datasetClient(database);
const { get, send, upload, postJson, url, keys } = client;

const IRIS = await example('iris.csv');
const XOR = {
  name: 'xor',
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: ['no', 'yes', 'yes', 'no'],
};
const created = z.object({ id: z.string().regex(/^dst_[0-9a-z]{26}$/), created_at: z.iso.datetime() });
const page = z.object({ data: z.array(created), has_more: z.boolean() });

test('a CSV file becomes a dataset that is answered as a whole', async () => {
  const answer = await upload({ name: 'flowers', target: 'species' }, [['iris.csv', IRIS]]);
  assert.equal(answer.status, 201);
  const { id, created_at } = created.parse(answer.body);
  assert.equal(answer.headers.get('location'), `/v1/datasets/${id}`);
  assert.deepEqual(answer.body, {
    id,
    name: 'flowers',
    format: 'csv',
    task: 'classification',
    rows: 150,
    inputs: {
      shape: [4],
      dtype: 'float32',
      columns: ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'],
    },
    targets: { shape: [], dtype: 'int32', classes: ['setosa', 'versicolor', 'virginica'] },
    size_bytes: 3000,
    sha256: '3f1e7d0047d500960250be7d6e90bd7fb6339679eadf1729deb4ab4c997afd12',
    warnings: [
      {
        code: 'sorted_by_target',
        detail:
          'The target comes in order: the last rows, which `validation_split` holds out, are others than those that train. `"split": {"method": "random"}` draws them from all.',
      },
    ],
    created_at,
  });
  assert.deepEqual((await get(`/v1/datasets/${id}`)).body, answer.body);
  assert.deepEqual((await get(`/v1/datasets/${id}/preview?limit=2`)).body, {
    data: [
      { inputs: [5.1, 3.5, 1.4, 0.2], targets: 'setosa' },
      { inputs: [4.9, 3, 1.4, 0.2], targets: 'setosa' },
    ],
    has_more: true,
  });
  const { rows, inputs, targets } = z
    .object({
      rows: z.int(),
      inputs: z.object({ columns: z.array(z.looseObject({ name: z.string() })) }),
      targets: z.unknown(),
    })
    .parse((await get(`/v1/datasets/${id}/statistics`)).body);
  assert.deepEqual([rows, inputs.columns.length], [150, 4]);
  assert.deepEqual(
    [inputs.columns[0]?.name, inputs.columns[0]?.min, inputs.columns[0]?.max, inputs.columns[0]?.distinct],
    ['sepal_length', 4.3, 7.9, 35],
  );
  assert.deepEqual(targets, {
    classes: ['setosa', 'versicolor', 'virginica'].map((name) => ({ class: name, count: 50 })),
    stretches: 3,
  });
});

const digitStatistics = z.looseObject({
  inputs: z.object({
    values: z.looseObject({ histogram: z.looseObject({ bin_width: z.number(), counts: z.array(z.int()) }) }),
  }),
});

test('the digits of MNIST go in, are counted, and their first image comes back pixel by pixel', async () => {
  const answer = await upload({ name: 'digits', scale: 1 / 255 }, [
    ['train-labels-idx1-ubyte.gz', await example('train-labels-idx1-ubyte.gz')],
    ['train-images-idx3-ubyte.gz', await example('train-images-idx3-ubyte.gz')],
  ]);
  const { id, created_at } = created.parse(answer.body);
  assert.deepEqual(answer.body, {
    id,
    name: 'digits',
    format: 'idx',
    task: 'classification',
    rows: 8000,
    inputs: { shape: [28, 28], dtype: 'uint8' },
    targets: { shape: [], dtype: 'int32', classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
    scale: 1 / 255,
    size_bytes: 8000 * (784 + 4),
    sha256: 'ba3cda93e5b5ac3dfb25ca3a50e9a19a27be85909eeb9ff4c626540713e50f97',
    warnings: [],
    created_at,
  });
  const preview = z
    .object({
      data: z.array(z.object({ inputs: z.array(z.array(z.int())), targets: z.string() })),
      has_more: z.literal(true),
    })
    .parse((await get(`/v1/datasets/${id}/preview`)).body);
  assert.deepEqual(preview.data.length, 5);
  const [first] = preview.data;
  assert.deepEqual([first?.inputs.length, first?.inputs[0]?.length], [28, 28]);
  assert.deepEqual(first?.inputs[5]?.slice(12, 20), [27, 150, 234, 254, 254, 150, 21, 0]);
  assert.equal(
    z.object({ data: z.array(z.unknown()) }).parse((await get(`/v1/datasets/${id}/preview?limit=100`)).body).data
      .length,
    63,
  );
  const statistics = digitStatistics.parse((await get(`/v1/datasets/${id}/statistics`)).body);
  const { histogram, ...figures } = statistics.inputs.values;
  // Four grey values to a bar; every pixel stands in one of them.
  assert.deepEqual([histogram.bin_width, histogram.counts.length, histogram.counts[0]], [4, 64, 5_081_584]);
  assert.equal(
    histogram.counts.reduce((sum, count) => sum + count, 0),
    8000 * 784,
  );
  assert.deepEqual(
    { ...statistics, inputs: { values: figures } },
    {
      rows: 8000,
      inputs: {
        values: {
          min: 0,
          max: 255,
          mean: 33.469763392857146,
          standard_deviation: 78.75593192734779,
          missing: 0,
          distinct: 256,
          distinct_capped: false,
          integers: true,
          order: 'none',
        },
      },
      targets: {
        classes: [802, 896, 799, 831, 783, 694, 809, 848, 768, 770].map((count, digit) => ({
          class: String(digit),
          count,
        })),
        stretches: 7175,
      },
    },
  );
});

test('rows in JSON with several inputs, outputs and weights are answered by name', async () => {
  const answer = await postJson({
    name: 'two',
    inputs: {
      a: [
        [1, 2],
        [3, 4],
      ],
      b: [[[5]], [[6.5]]],
    },
    targets: { price: [0.5, 1.5], kind: ['x', 'y'] },
    sample_weight: [1, 0.25],
    scale: 0.5,
  });
  const { id, created_at } = created.parse(answer.body);
  const { sha256, ...body } = z.looseObject({ sha256: z.string() }).parse(answer.body);
  assert.match(sha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(body, {
    id,
    name: 'two',
    format: 'json',
    task: 'regression',
    rows: 2,
    inputs: { a: { shape: [2], dtype: 'float32' }, b: { shape: [1, 1], dtype: 'float32' } },
    targets: { price: { shape: [], dtype: 'float32' }, kind: { shape: [], dtype: 'int32', classes: ['x', 'y'] } },
    sample_weight: { shape: [], dtype: 'float32' },
    scale: 0.5,
    size_bytes: 2 * (2 + 1 + 1 + 1 + 1) * 4,
    warnings: [],
    created_at,
  });
  assert.deepEqual((await get(`/v1/datasets/${id}/preview`)).body, {
    data: [
      { inputs: { a: [1, 2], b: [[5]] }, targets: { price: 0.5, kind: 'x' }, sample_weight: 1 },
      { inputs: { a: [3, 4], b: [[6.5]] }, targets: { price: 1.5, kind: 'y' }, sample_weight: 0.25 },
    ],
    has_more: false,
  });
});

test('the list is newest first and goes on after an id', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 3; index++)
    ids.unshift(created.parse((await postJson({ ...XOR, name: `n${index}` })).body).id);
  const first = page.parse((await get('/v1/datasets?limit=2')).body);
  assert.deepEqual([first.data.map(({ id }) => id), first.has_more], [ids.slice(0, 2), true]);
  const second = page.parse((await get(`/v1/datasets?limit=1&after=${ids[1]}`)).body);
  assert.deepEqual([second.data.map(({ id }) => id), second.has_more], [[ids[2]], true]);
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'page=2', 'after=zzz']) {
    assert.equal((await get(`/v1/datasets?${query}`)).status, 422, query);
  }
});

test('the same rows have the same hash, whatever file they came in', async () => {
  const sha = async (answer: Promise<{ body: unknown }>) =>
    z.object({ sha256: z.string() }).parse((await answer).body).sha256;
  const asJson = await sha(postJson(XOR));
  const asCsv = await sha(upload({ target: 'y' }, [['x.csv', 'a,b,y\n0,0,no\n0,1,yes\n1,0,yes\n1,1,no\n']]));
  assert.equal(asCsv, asJson);
  assert.notEqual(await sha(postJson({ ...XOR, targets: ['no', 'yes', 'yes', 'yes'] })), asJson);
});

test('another project sees, reads and deletes nothing', async () => {
  const mine = created.parse((await postJson(XOR)).body).id;
  const { key } = await keys.create('other', 'other project');
  const other = requests(url, `Bearer ${key}`);
  assert.deepEqual((await other.get('/v1/datasets')).body, { data: [], has_more: false });
  for (const path of ['', '/preview', '/statistics']) {
    const answer = await other.get(`/v1/datasets/${mine}${path}`);
    assert.deepEqual(
      [answer.status, z.looseObject({ code: z.string() }).parse(answer.body).code],
      [404, 'dataset_not_found'],
    );
  }
  assert.equal((await other.send('DELETE', `/v1/datasets/${mine}`)).status, 404);
  assert.equal((await get(`/v1/datasets/${mine}`)).status, 200);
  assert.equal((await other.postJson(XOR)).status, 201);
  assert.equal(
    (await other.send('DELETE', `/v1/datasets/${page.parse((await other.get('/v1/datasets')).body).data[0]?.id}`))
      .status,
    204,
  );
  assert.deepEqual(
    z.object({ data: z.array(z.unknown()) }).parse((await get(`/v1/datasets/${mine}/preview`)).body).data.length,
    4,
  );
});

test('an id that is unknown, or no id at all, is not found', async () => {
  for (const id of ['dst_00000000000000000000000000', 'x', '..%2f', 'toString']) {
    for (const path of ['', '/preview', '/statistics'])
      assert.equal((await get(`/v1/datasets/${id}${path}`)).status, 404, id);
    assert.equal((await send('DELETE', `/v1/datasets/${id}`)).status, 404, id);
  }
});

test('a preview refuses a limit that makes no sense', async () => {
  const { id } = created.parse((await postJson(XOR)).body);
  for (const query of ['limit=0', 'limit=101', 'limit=1.5', 'limit=', 'rows=3']) {
    assert.equal((await get(`/v1/datasets/${id}/preview?${query}`)).status, 422, query);
  }
});

test('without a key nothing is read', async () => {
  const stranger = requests(url, 'Bearer nobody');
  assert.equal((await stranger.get('/v1/datasets')).status, 401);
  assert.equal((await stranger.postJson(XOR)).status, 401);
});

test('the description of the API tells of both kinds of bodies', async () => {
  const document = z
    .object({
      paths: z.record(z.string(), z.record(z.string(), z.looseObject({ requestBody: z.unknown().optional() }))),
    })
    .parse((await get('/openapi.json')).body);
  assert.deepEqual(
    Object.keys(document.paths)
      .filter((path) => path.startsWith('/v1/datasets'))
      .sort(),
    ['/v1/datasets', '/v1/datasets/{id}', '/v1/datasets/{id}/preview', '/v1/datasets/{id}/statistics'],
  );
  const body = z
    .object({ content: z.record(z.string(), z.unknown()) })
    .parse(document.paths['/v1/datasets']?.post?.requestBody);
  assert.deepEqual(Object.keys(body.content).sort(), ['application/json', 'multipart/form-data']);
});
