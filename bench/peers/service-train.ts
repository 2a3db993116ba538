import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { Client } from '../../examples/demo/client.js';
import { answerRuns } from '../answer-runs.js';
import { caseNamed } from '../cases.js';
import { madeUpRows } from '../made-up-data.js';
import { startOwnService } from '../own-service.js';

/** The same case as a job of a service of its own: uploaded, fitted and measured by requests, from the history's `duration_s`. */
const chosen = caseNamed(process.argv[2]);
const EPOCHS = 6;
const ENGINE_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
const SIDE = 28;

const idSchema = z.object({ id: z.string() });
const jobSchema = z.object({ status: z.string(), error: z.object({ detail: z.string() }).nullable() });
const historySchema = z.object({ duration_s: z.array(z.number()) });

const { service, end } = await startOwnService();
try {
  await service.engine(ENGINE_TIMEOUT_MS);
  const client = new Client(service.url, service.apiKey ?? '', new AbortController().signal);
  const dataset = await upload(client);
  const { inputShape, optimizer } = chosen;
  const [first, ...rest] = chosen.layers;
  const layers = [{ ...first, config: { ...first?.config, input_shape: inputShape } }, ...rest];
  const compile = { optimizer, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] };
  const model = await client.post('/v1/models', { name: 'bench', architecture: { layers }, compile }, idSchema);
  const measure = async () => millisecondsAStep(await fit(client, model.id, dataset));
  await measure();
  await answerRuns(`a job of the service, epochs 2 to ${EPOCHS} of its history`, measure);
  await end();
} catch (error) {
  console.error(error);
  await end(1);
}

async function upload(client: Client): Promise<string> {
  const { x, y } = madeUpRows(chosen);
  const files = [
    { name: 'train-images-idx3-ubyte.gz', bytes: idx([chosen.rows, SIDE, SIDE], x) },
    { name: 'train-labels-idx1-ubyte.gz', bytes: idx([chosen.rows], y) },
  ];
  return (await client.upload('/v1/datasets', { name: 'bench', format: 'idx', scale: 1 / 255 }, files, idSchema)).id;
}

/** Unsigned bytes in the format of MNIST's files. */
function idx(shape: readonly number[], bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((size, axis) => void header.writeUInt32BE(size, 4 + 4 * axis));
  return Uint8Array.from(gzipSync(Buffer.concat([header, bytes]), { level: 1 }));
}

/** Seconds of each epoch of a job. */
async function fit(client: Client, model: string, dataset: string): Promise<readonly number[]> {
  const body = { dataset, epochs: EPOCHS, batch_size: chosen.batchSize, seed: 1 };
  const { id } = await client.post(`/v1/models/${model}/fit`, body, idSchema);
  for (;;) {
    const { status, error } = await client.get(`/v1/jobs/${id}`, jobSchema);
    if (status === 'succeeded') return (await client.get(`/v1/jobs/${id}/history`, historySchema)).duration_s;
    if (status === 'failed' || status === 'cancelled') throw new Error(`the job ${status}: ${error?.detail ?? ''}`);
    await sleep(POLL_MS);
  }
}

/** The median of the warm epochs; the first one compiles. */
function millisecondsAStep(seconds: readonly number[]): number {
  const warm = seconds.slice(1).sort((a, b) => a - b);
  return ((warm[Math.floor(warm.length / 2)] ?? Number.NaN) * 1000) / Math.ceil(chosen.rows / chosen.batchSize);
}
