import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Fitserve, type NewModelInput } from '../../client/src/index.js';
import type { Service } from '../../src/launch/start-service.js';
import { CLASSES, imageFile, labelFile, rowsFor, SIDE } from './made-up-images.js';
import { MemoryWatch, type Peaks } from './memory-watch.js';

const ENGINE_TIMEOUT_MS = 180_000;
const POLL_MS = 250;
const PATCH_BYTES = 32 * 2 ** 20;
const BATCH_SIZE = 256;

/** One stage of a run: how long it took, what memory it needed, and how often its progress was seen to grow. */
export interface Stage {
  readonly name: 'idle' | 'send' | 'read and store' | 'fit' | 'evaluate';
  readonly seconds: number;
  readonly peaks: Peaks;
  readonly progressSeen: number;
}

export interface LargeRun {
  readonly rows: number;
  readonly bytes: number;
  readonly accuracy: number;
  readonly stages: readonly Stage[];
}

const uploadSchema = z.object({
  rows_stored: z.int(),
  dataset: z.string().nullable(),
  problem: z.object({ detail: z.string() }).nullable(),
});
const evaluationSchema = z.object({ rows: z.int(), metrics: z.object({ accuracy: z.number() }) });

/**
 * Sends a dataset of `bytes` to a service by a resumable upload, trains an epoch on it and evaluates it, and watches the memory
 * of the service's processes all the time.
 */
export async function largeRun(
  service: Service,
  bytes: number,
  onStage: (stage: Stage) => void = () => {},
): Promise<LargeRun> {
  const client = new Fitserve({ baseUrl: service.url, apiKey: service.apiKey ?? '' });
  const watch = new MemoryWatch(() => service.pids);
  const stages: Stage[] = [];
  const stage = async <Result>(name: Stage['name'], work: (seen: (figure: number) => void) => Promise<Result>) => {
    let highest = 0;
    let progressSeen = 0;
    watch.take();
    const begun = performance.now();
    const result = await work((figure) => {
      if (figure > highest) progressSeen++;
      highest = Math.max(highest, figure);
    });
    const done = { name, seconds: (performance.now() - begun) / 1000, peaks: watch.take(), progressSeen };
    stages.push(done);
    onStage(done);
    return result;
  };
  try {
    const rows = rowsFor(bytes);
    await stage('idle', async () => {
      await service.engine(ENGINE_TIMEOUT_MS);
      await sleep(4 * POLL_MS);
    });
    const uploads = await stage('send', async (seen) => [
      await sendFile(service, 'images', bytes + 16, imageFile(rows), seen),
      await sendFile(service, 'labels', rows + 8, [labelFile(rows)], seen),
    ]);
    const dataset = await stage('read and store', (seen) => makeDataset(service, client, uploads, seen));
    const model = await makeModel(client);
    await stage('fit', (seen) => fit(client, model, dataset, seen));
    const { metrics } = await stage('evaluate', () => evaluate(service, model, dataset));
    await client.datasets.delete(dataset);
    return { rows, bytes, accuracy: metrics.accuracy, stages };
  } finally {
    await watch.stop();
  }
}

function headersOf({ apiKey }: Service): Record<string, string> {
  return { authorization: `Bearer ${apiKey}`, 'tus-resumable': '1.0.0' };
}

/** @returns the id of the upload. */
async function sendFile(
  service: Service,
  name: string,
  mostBytes: number,
  pieces: Iterable<Buffer>,
  seen: (figure: number) => void,
): Promise<string> {
  const sizeBytes = name === 'images' ? 16 + rowsFor(mostBytes - 16) * SIDE * SIDE : mostBytes;
  const made = await fetch(`${service.url}/v1/uploads`, {
    method: 'POST',
    headers: {
      ...headersOf(service),
      'upload-length': String(sizeBytes),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    },
  });
  const path = made.headers.get('location') ?? '';
  let offset = 0;
  const send = async (parts: readonly Buffer[]) => {
    const sent = await fetch(service.url + path, {
      method: 'PATCH',
      headers: {
        ...headersOf(service),
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
      },
      body: new Uint8Array(Buffer.concat(parts)),
    });
    if (sent.status !== 204) throw new Error(`the upload was refused: ${await sent.text()}`);
    offset = Number(sent.headers.get('upload-offset'));
    seen(offset);
  };
  let parts: Buffer[] = [];
  let partBytes = 0;
  for (const piece of pieces) {
    parts.push(piece);
    partBytes += piece.length;
    if (partBytes < PATCH_BYTES) continue;
    await send(parts);
    parts = [];
    partBytes = 0;
  }
  await send(parts);
  return path.replace('/v1/uploads/', '');
}

async function makeDataset(
  service: Service,
  client: Fitserve,
  uploads: readonly string[],
  seen: (figure: number) => void,
): Promise<string> {
  const form = new FormData();
  form.append('options', JSON.stringify({ name: 'large', target: 'labels', scale: 1 / 255 }));
  for (const id of uploads) form.append('upload', id);
  const headers = { ...headersOf(service), prefer: 'respond-async' };
  const answer = await fetch(`${service.url}/v1/datasets`, { method: 'POST', headers, body: form });
  if (answer.status !== 202) throw new Error(`the dataset was refused: ${await answer.text()}`);
  for (;;) {
    const { rows_stored, dataset, problem } = uploadSchema.parse(
      await client.request('get', '/v1/uploads/{id}', { params: { id: uploads[0] ?? '' } }),
    );
    seen(rows_stored);
    if (dataset !== null) return dataset;
    if (problem !== null) throw new Error(problem.detail);
    await sleep(POLL_MS);
  }
}

/** By Node's own client: that of `fetch` gives up what has not been answered after five minutes. */
async function evaluate(service: Service, model: string, dataset: string): Promise<z.infer<typeof evaluationSchema>> {
  const asked = request(`${service.url}/v1/models/${model}/evaluate`, {
    method: 'POST',
    headers: { ...headersOf(service), 'content-type': 'application/json' },
  });
  asked.end(JSON.stringify({ dataset, batch_size: BATCH_SIZE }));
  const [answer] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(asked, 'response'));
  return evaluationSchema.parse(await json(answer));
}

async function makeModel(client: Fitserve): Promise<string> {
  const layers: Extract<NewModelInput['architecture'], { layers: unknown }>['layers'] = [
    { class_name: 'Flatten', config: { input_shape: [SIDE, SIDE] } },
    { class_name: 'Dense', config: { units: 32, activation: 'relu' } },
    { class_name: 'Dense', config: { units: CLASSES, activation: 'softmax' } },
  ];
  const compile: NonNullable<NewModelInput['compile']> = {
    optimizer: 'adam',
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
  };
  return (await client.models.create({ name: 'large', architecture: { layers }, compile })).id;
}

async function fit(client: Fitserve, model: string, dataset: string, seen: (figure: number) => void): Promise<void> {
  const body = { dataset, epochs: 1, batch_size: BATCH_SIZE, validation_split: 0.1, seed: 1 };
  await client.models.fit(model, body).wait({ onProgress: ({ fraction }) => seen(fraction) });
}
