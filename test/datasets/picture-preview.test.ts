import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { z } from 'zod';
import { testDatabase } from '../support/postgres.js';
import { datasetClient } from './dataset-client.js';

const database = await testDatabase();
const { url, authorization, postJson } = await datasetClient(database);

async function dataset(inputs: unknown): Promise<string> {
  const rows = z.array(z.unknown()).parse(inputs);
  const created = await postJson({ name: 'pictures', inputs, targets: rows.map((_, row) => row) });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  return z.object({ id: z.string() }).parse(created.body).id;
}

function preview(id: string, limit: number): Promise<Response> {
  return fetch(`${url}/v1/datasets/${id}/preview?limit=${limit}`, { headers: { authorization, accept: 'image/png' } });
}

async function pixels(answer: Response) {
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/png']);
  assert.equal(answer.headers.get('vary'), 'accept');
  const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => data[(y * info.width + x) * info.channels];
  return { at, width: info.width, height: info.height, channels: info.channels };
}

test('rows that are pictures come side by side on a sheet, from black to white', async () => {
  const black = [
    [0, 1, 2],
    [3, 4, 5],
  ];
  const light = black.map((line) => line.map((value) => value + 5));
  const id = await dataset([black, light, black]);
  const sheet = await pixels(await preview(id, 3));
  // Two across and two down, of 3 x 2 pixels each, with 2 between them.
  assert.deepEqual([sheet.width, sheet.height], [8, 6]);
  assert.deepEqual(
    [sheet.at(0, 0), sheet.at(2, 1), sheet.at(5, 0), sheet.at(7, 1), sheet.at(0, 4)],
    [0, 128, 128, 255, 0],
  );
  assert.deepEqual([sheet.at(3, 0), sheet.at(7, 5)], [128, 128]);
});

test('colours stay colours', async () => {
  const id = await dataset([
    [
      [
        [255, 0, 0],
        [0, 255, 0],
      ],
    ],
  ]);
  const answer = await preview(id, 5);
  const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height, info.channels], [2, 1, 3]);
  assert.deepEqual([...data], [255, 0, 0, 0, 255, 0]);
});

test('rows that are no pictures answer 409, and JSON as ever', async () => {
  const id = await dataset([
    [1, 2],
    [3, 4],
  ]);
  const refused = await preview(id, 5);
  assert.deepEqual(
    [refused.status, z.object({ code: z.string() }).parse(await refused.json()).code],
    [409, 'no_pictures'],
  );
  const json = await fetch(`${url}/v1/datasets/${id}/preview`, { headers: { authorization } });
  assert.deepEqual(await json.json(), {
    data: [
      { inputs: [1, 2], targets: 0 },
      { inputs: [3, 4], targets: 1 },
    ],
    has_more: false,
  });
});
