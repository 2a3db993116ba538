import { z } from 'zod';
import type { Philox } from '../src/random/philox.js';
import { residentBytes } from '../src/trainer/memory-limit.js';
import { mutateBytes } from './mutations/mutate-bytes.js';
import { type Json, mutateJson } from './mutations/mutate-json.js';
import { readSeeds, type Seeds, type Upload } from './mutations/seeds.js';
import { type Drill, type DrillRun, promised } from './support/drill.js';

const AT_ONCE = 8;
/** In so many requests the service has loaded what it needs; what it takes from there on must stay. */
const WARM_UP = 1_000;
/** What a garbage collector may hold back, and libraries keep for later. */
const GROWTH_BYTES = 200 * 2 ** 20;
const PROGRESS_EVERY = 5_000;
const MOST_SHOWN = 10;
const MODEL = {
  name: 'mutated',
  architecture: { layers: [{ class_name: 'Dense', config: { units: 1, input_shape: [2] } }] },
  compile: { loss: 'mse' },
};

interface Mutant {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

const madeSchema = z.object({ id: z.string() });

/** Definitions and files that are nearly right, thrown at a live service. */
export const mutations: Drill = {
  name: 'mutations',
  promise: 'mutated definitions and files are answered below 500, and the service lives on in the same memory',
  size: { servers: 1, workers: 0, redis: false },
  counts: { long: 100_000, short: 300 },
  async run(run) {
    const { cluster, client, random, progress, count } = run;
    const seeds = await readSeeds(MODEL.architecture);
    const [model, dataset] = [
      await client.createModel(MODEL),
      await client.createDataset({ name: 'd', inputs: [[1, 2]], targets: [1] }),
    ];
    const pid = cluster.servers[0]?.pid ?? 0;
    const statuses = new Map<number, number>();
    const faults: string[] = [];
    let [sent, warmBytes] = [0, 0];
    const sender = async () => {
      while (sent < count) {
        const number = sent++;
        const mutant = makeMutant(seeds, random, { model, dataset });
        const status = await send(run, mutant, faults);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (number === Math.min(WARM_UP, count - 1)) warmBytes = (await residentBytes(pid)) ?? 0;
        if (number % PROGRESS_EVERY === 0) progress(`${number} of ${count}, ${await memory(pid)}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
    promised(cluster.servers[0]?.pid === pid && (await residentBytes(pid)) !== undefined, 'the server has died');
    promised(faults.length === 0, `${faults.length} faults:\n${faults.slice(0, MOST_SHOWN).join('\n')}`);
    const grown = ((await residentBytes(pid)) ?? 0) - warmBytes;
    promised(count <= WARM_UP || grown < GROWTH_BYTES, `the server took ${shown(grown)} more in the end`);
    await client.createModel(MODEL);
    const told = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${times} of ${status}`);
    return `${count} requests answered (${told.join(', ')}), ${shown(grown)} more memory than after the first ${WARM_UP}`;
  },
};

const shown = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
const memory = async (pid: number) => shown((await residentBytes(pid)) ?? 0);

function makeMutant(seeds: Seeds, random: Philox, ids: { model: string; dataset: string }): Mutant {
  const [upload, fit, rows, costly] = [random.below(4), random.below(10), random.below(10), random.below(200)];
  // These start a process each, and would take most of the time.
  if (costly === 0) return asUpload('weights', `/v1/models/${ids.model}/weights`, pick(seeds.weights, random), random);
  if (costly === 1) return asUpload('upload', '/v1/datasets', pick(seeds.pictures, random), random);
  if (upload === 0) return asUpload('upload', '/v1/datasets', pick(seeds.uploads, random), random);
  if (fit === 0) return asJson('fit', `/v1/models/${ids.model}/fit`, mutateJson(fitOf(ids.dataset), random));
  if (rows === 0) return asJson('rows', '/v1/datasets', mutateJson(structuredClone(ROWS), random));
  const mutated = asJson('model', '/v1/models?dry_run=true', mutateJson(pick(seeds.models, random), random));
  // One in twenty is broken as text, too.
  return random.below(20) === 0 ? { ...mutated, body: mutateBytes(mutated.body, random) } : mutated;
}

const ROWS: Json = {
  name: 'd',
  inputs: [
    [1, 2],
    [3, 4],
  ],
  targets: [0.5, 1],
  sample_weight: [1, 1],
};

/** Nobody trains it: what could, names a dataset that is not there. */
function fitOf(dataset: string): Json {
  return {
    dataset: `${dataset}0`,
    epochs: 2,
    batch_size: 4,
    validation_split: 0.5,
    seed: 7,
    class_weight: { 0: 1, 1: 2 },
    callbacks: [
      { class_name: 'EarlyStopping', config: { monitor: 'loss', patience: 1 } },
      { class_name: 'ReduceLROnPlateau', config: { monitor: 'loss' } },
    ],
    metadata: { a: 'b' },
  };
}

function pick<Item>(items: readonly Item[], random: Philox): Item {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new Error('there is nothing to mutate');
  return item;
}

function asJson(what: string, path: string, body: Json): Mutant {
  return {
    what,
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** The files or what is said of them are mutated and, one time in ten, the form around them. */
function asUpload(what: string, path: string, { name, options, files }: Upload, random: Philox): Mutant {
  const mutated = random.below(4) === 0 ? mutateJson(options, random) : options;
  const form = Buffer.concat([
    Buffer.from(`--b\r\ncontent-disposition: form-data; name="options"\r\n\r\n${JSON.stringify(mutated)}\r\n`),
    ...files.flatMap(([file, content]) => [
      Buffer.from(`--b\r\ncontent-disposition: form-data; name="file"; filename="${file}"\r\n\r\n`),
      random.below(3) === 0 ? content : mutateBytes(content, random),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--b--\r\n'),
  ]);
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  return {
    what: `${what} of ${name}`,
    method: 'POST',
    path,
    headers,
    body: random.below(10) === 0 ? mutateBytes(form, random) : form,
  };
}

/** @returns the status; what must not be answered goes to the faults. */
async function send(
  { cluster }: DrillRun,
  { what, method, path, headers, body }: Mutant,
  faults: string[],
): Promise<number> {
  const url = new URL(path, cluster.servers[0]?.url);
  const answer = await fetch(url, { method, headers: { ...headers, authorization: `Bearer ${cluster.key}` }, body });
  const text = await answer.text();
  if (answer.status >= 500) {
    const sent = Buffer.from(body).toString('base64').slice(0, 3_000);
    faults.push(`a mutated ${what} was answered ${answer.status} ${text.slice(0, 300)}\n${sent}`);
  }
  if (answer.status === 201) await remove({ cluster, path }, text);
  return answer.status;
}

/** What was right after all is deleted again, so that memory and disk stay as they are. */
async function remove({ cluster, path }: Pick<DrillRun, 'cluster'> & { path: string }, text: string): Promise<void> {
  if (path !== '/v1/datasets') return;
  const { id } = madeSchema.parse(JSON.parse(text));
  const url = new URL(`/v1/datasets/${id}`, cluster.servers[0]?.url);
  await fetch(url, { method: 'DELETE', headers: { authorization: `Bearer ${cluster.key}` } });
}
