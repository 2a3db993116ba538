import { z } from 'zod';
import { datasetSpecSchema } from '../../../src/data/dataset-spec.js';
import { openDatabase } from '../../../src/database/client.js';
import { openDatasetCache } from '../../../src/database/dataset-cache.js';
import { silentLogger, testConfig } from '../../support/config.js';

// Brings a dataset into the cache of a folder, as a worker does, says so, and holds it until its input ends.
const [connectionString = '', dir = '', limitBytes = '', given = ''] = process.argv.slice(2);
const { id, spec, sha256 } = z
  .object({ id: z.string(), spec: datasetSpecSchema, sha256: z.string() })
  .parse(JSON.parse(given));
const database = openDatabase(testConfig(), connectionString, silentLogger);
const cache = openDatasetCache({ dir, limitBytes: Number(limitBytes), database });
const { files, release } = await cache.materialize(id, spec, sha256);
process.stdout.write(`${JSON.stringify(files)}\n`);
process.stdin.resume().once('end', async () => {
  await release();
  await cache.close();
  await database.close();
});
