import { gzipSync } from 'node:zlib';
import { Fitserve, type NewModelInput } from '../../client/src/index.js';
import { answerRuns } from '../answer-runs.js';
import { caseNamed } from '../cases.js';
import { madeUpRows } from '../made-up-data.js';
import { startOwnService } from '../own-service.js';

/** The same case as a job of a service of its own: uploaded, fitted and measured by requests, from the history's `duration_s`. */
const chosen = caseNamed(process.argv[2]);
const EPOCHS = 6;
const ENGINE_TIMEOUT_MS = 60_000;
const SIDE = 28;

const { service, end } = await startOwnService();
try {
  await service.engine(ENGINE_TIMEOUT_MS);
  const client = new Fitserve({ baseUrl: service.url, apiKey: service.apiKey ?? '' });
  const dataset = await upload(client);
  const { inputShape, optimizer } = chosen;
  const [first, ...rest] = chosen.layers;
  const layers = [{ ...first, config: { ...first?.config, input_shape: inputShape } }, ...rest];
  const compile = { optimizer, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] };
  const model = await client.models.create({ name: 'bench', architecture: { layers }, compile } as NewModelInput);
  const measure = async () => millisecondsAStep(await fit(client, model.id, dataset));
  await measure();
  await answerRuns(`a job of the service, epochs 2 to ${EPOCHS} of its history`, measure);
  await end();
} catch (error) {
  console.error(error);
  await end(1);
}

async function upload(client: Fitserve): Promise<string> {
  const { x, y } = madeUpRows(chosen);
  const files = [
    { name: 'train-images-idx3-ubyte.gz', bytes: idx([chosen.rows, SIDE, SIDE], x) },
    { name: 'train-labels-idx1-ubyte.gz', bytes: idx([chosen.rows], y) },
  ];
  return (await client.datasets.upload(files, { name: 'bench', format: 'idx', scale: 1 / 255 })).id;
}

/** Unsigned bytes in the format of MNIST's files. */
function idx(shape: readonly number[], bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((size, axis) => void header.writeUInt32BE(size, 4 + 4 * axis));
  return Uint8Array.from(gzipSync(Buffer.concat([header, bytes]), { level: 1 }));
}

/** Seconds of each epoch of a job. */
async function fit(client: Fitserve, model: string, dataset: string): Promise<readonly number[]> {
  const body = { dataset, epochs: EPOCHS, batch_size: chosen.batchSize, seed: 1 };
  const { id } = await client.models.fit(model, body).wait();
  return (await client.jobs.history(id)).duration_s;
}

/** The median of the warm epochs; the first one compiles. */
function millisecondsAStep(seconds: readonly number[]): number {
  const warm = seconds.slice(1).sort((a, b) => a - b);
  return ((warm[Math.floor(warm.length / 2)] ?? Number.NaN) * 1000) / Math.ceil(chosen.rows / chosen.batchSize);
}
