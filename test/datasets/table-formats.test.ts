import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { packageRoot } from '../../src/database/package-root.js';
import { testDatabase } from '../support/postgres.js';
import { datasetClient } from './dataset-client.js';

const { upload, get } = await datasetClient(await testDatabase());
const datasetSchema = z.object({ id: z.string(), format: z.string(), sha256: z.string(), rows: z.number() });
const ROWS = Array.from({ length: 1000 }, (_, row) => ({ a: row * 0.5, b: row % 7, y: row % 3 === 0 ? 'cat' : 'dog' }));

function delimited(delimiter: string): string {
  const lines = ROWS.map(({ a, b, y }) => [a, b, y].join(delimiter));
  return `${['a', 'b', 'y'].join(delimiter)}\n${lines.join('\n')}\n`;
}

test('a table is the same dataset in whatever format it comes', async () => {
  const parquet = await readFile(join(packageRoot, 'test/data/parquet/fixtures/zstd.parquet'));
  const files: [format: string, content: string | Uint8Array][] = [
    ['csv', delimited(',')],
    ['csv', delimited('\t')],
    ['jsonl', ROWS.map((row) => `${JSON.stringify(row)}\n`).join('')],
    ['parquet', parquet],
  ];
  const hashes = new Set<string>();
  for (const [format, content] of files) {
    const { status, body } = await upload({ target: 'y' }, [['table', content]]);
    assert.equal(status, 201, JSON.stringify(body));
    const dataset = datasetSchema.parse(body);
    assert.deepEqual([dataset.format, dataset.rows], [format, 1000]);
    hashes.add(dataset.sha256);
    const preview = z
      .object({ data: z.array(z.object({ inputs: z.array(z.number()), targets: z.string() })) })
      .parse((await get(`/v1/datasets/${dataset.id}/preview?limit=2`)).body);
    assert.deepEqual(preview.data, [
      { inputs: [0, 0], targets: 'cat' },
      { inputs: [0.5, 1], targets: 'dog' },
    ]);
  }
  assert.equal(hashes.size, 1);
});
