import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Service } from '../../src/launch/start-service.js';
import type { Target } from './http-server.js';

const ENGINE_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
const PIXELS = 784;
const CLASSES = 10;
const ROWS = 640;

const idSchema = z.object({ id: z.string() });
const jobSchema = z.object({ status: z.string(), error: z.object({ detail: z.string() }).nullable() });

/** The chapter's network, trained on a service. */
export interface TrainedService {
  readonly model: string;
  readonly job: string;
  readonly target: Target;
  /** Begins another job of the same network, long enough for a measurement. @returns what ends it. */
  trainOn(): Promise<() => Promise<void>>;
  /** Posts a predict. @returns the milliseconds until its answer was there. */
  predict(body: object): Promise<number>;
}

/** Trains it for so many epochs, each of which leaves weights that can be asked. */
export async function trainService(service: Service, epochs: number): Promise<TrainedService> {
  await service.engine(ENGINE_TIMEOUT_MS);
  const client = clientOf(service);
  const inputs = Array.from({ length: ROWS }, (_, row) => pixelRow(row));
  const targets = inputs.map((_, row) => row % CLASSES);
  const data = { name: 'bench', inputs, targets };
  const dataset = (await client.post('/v1/datasets', data, idSchema)).id;
  const layers = [
    { class_name: 'Dense', config: { units: 100, activation: 'sigmoid', input_shape: [PIXELS] } },
    { class_name: 'Dense', config: { units: CLASSES, activation: 'softmax' } },
  ];
  const compile = { optimizer: 'sgd', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] };
  const model = (await client.post('/v1/models', { name: 'bench', architecture: { layers }, compile }, idSchema)).id;
  const fit = async (howLong: number) =>
    (await client.post(`/v1/models/${model}/fit`, { dataset, epochs: howLong, seed: 1 }, idSchema)).id;
  const job = await fit(epochs);
  const until = async (id: string, wanted: string) => {
    for (;;) {
      const { status, error } = await client.get(`/v1/jobs/${id}`, jobSchema);
      if (status === wanted) return;
      if (status === 'failed') throw new Error(`the job failed: ${error?.detail ?? ''}`);
      await sleep(POLL_MS);
    }
  };
  await until(job, 'succeeded');
  const target = {
    url: `${service.url}/v1/models/${model}/predict`,
    headers: { authorization: `Bearer ${service.apiKey ?? ''}` },
  };
  return {
    model,
    job,
    target,
    trainOn: async () => {
      const id = await fit(100_000);
      await until(id, 'running');
      return async () => {
        await client.post(`/v1/jobs/${id}/cancel`, {}, z.unknown());
        await until(id, 'cancelled');
      };
    },
    predict: async (body) => {
      const began = performance.now();
      await client.post(`/v1/models/${model}/predict`, body, z.unknown());
      return performance.now() - began;
    },
  };
}

/** The bare requests that this takes: what a client of its own adds would be measured, too. */
function clientOf({ url, apiKey }: Service) {
  const send = async <T>(method: string, path: string, body: string | undefined, schema: z.ZodType<T>): Promise<T> => {
    const headers = {
      authorization: `Bearer ${apiKey ?? ''}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return schema.parse(await answer.json());
  };
  return {
    get: <T>(path: string, schema: z.ZodType<T>) => send('GET', path, undefined, schema),
    post: <T>(path: string, body: object, schema: z.ZodType<T>) => send('POST', path, JSON.stringify(body), schema),
  };
}

/** A row as a picture of MNIST has it: four of five pixels are 0. */
export function pixelRow(row: number): number[] {
  return Array.from({ length: PIXELS }, (_, pixel) =>
    (pixel * 7 + row) % 5 === 0 ? (pixel * 31 + row * 17) % 256 : 0,
  );
}
