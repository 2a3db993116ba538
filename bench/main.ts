import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { cores } from '../src/config.js';
import { packageRoot } from '../src/database/package-root.js';
import { trainingThreads } from '../src/engine/plan/training-threads.js';
import { PREDICT_ROWS, THROUGH_SERVICE, TRAINING_CASES, type TrainingCase } from './cases.js';
import { Contender } from './contender.js';
import { makeUploadCase, UPLOAD_NAMES, type UploadCase } from './datasets/upload-cases.js';
import { definitionOf } from './definition.js';
import { median } from './median.js';
import { measurePredictHttp } from './predict-http/measure-predict-http.js';
import { measureRefusals } from './refusals/measure-refusals.js';
import { measureSize } from './size/measure-size.js';

/**
 * Measures the engine against its peers: each in a process of its own, warmed up, then in turn, so that what the machine does
 * meanwhile meets all of them. Prints the median, and how many times as long each peer takes, with the spread over the rounds.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '7' }, python: { type: 'string', default: 'python3' } },
});
const rounds = Number(values.rounds);
/** Threads of the one before may still wait busily for more work, as OpenMP's do, and would take a core from the next one. */
const SETTLE_MS = 500;

/** As an inference process has them. */
const INFERENCE_THREADS = { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: String(cores) };

interface Entry {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

const node = (peer: string, argument: string) => [
  process.execPath,
  new URL(`./peers/${peer}.js`, import.meta.url).pathname,
  argument,
];
const python = (peer: string, argument: string) => [values.python, `${packageRoot}/bench/peers/${peer}.py`, argument];

function threadSettings(threads: number): NodeJS.ProcessEnv {
  return { TF_NUM_INTRAOP_THREADS: String(threads), TF_NUM_INTEROP_THREADS: String(threads) };
}

/** The threads that a job alone on the machine is given. */
function threadsOf(one: TrainingCase): NodeJS.ProcessEnv {
  return threadSettings(trainingThreads(definitionOf(one), one.batchSize, { cores, jobs: 1 }));
}

function trainingEntries(one: TrainingCase): Entry[] {
  return [
    { name: 'fitserve', command: node('engine-train', one.name), environment: threadsOf(one) },
    { name: 'floor', command: node('floor', one.name), environment: threadsOf(one) },
    { name: 'tfjs-node', command: node('tfjs-train', one.name) },
    { name: 'keras', command: python('keras_train', JSON.stringify(one)) },
    { name: 'pytorch', command: python('torch_train', JSON.stringify(one)) },
  ];
}

function predictEntries(rows: number): Entry[] {
  return [
    { name: 'fitserve', command: node('engine-predict', String(rows)), environment: INFERENCE_THREADS },
    { name: 'tfjs-node', command: node('tfjs-predict', String(rows)) },
    { name: 'keras', command: python('keras_predict', String(rows)) },
    { name: 'pytorch', command: python('torch_predict', String(rows)) },
  ];
}

/** What surrounds the engine in a job costs what the ratio is above 1. */
function serviceEntries(one: TrainingCase): Entry[] {
  return [
    { name: 'fitserve', command: node('engine-train', one.name), environment: threadsOf(one) },
    { name: 'service', command: node('service-train', one.name) },
  ];
}

function uploadEntries({ files, options }: UploadCase): Entry[] {
  return [
    { name: 'fitserve', command: node('service-upload', JSON.stringify({ files, options, tells: 'upload' })) },
    { name: 'pandas', command: python('pandas_store', JSON.stringify({ files })) },
  ];
}

const training = [
  ...TRAINING_CASES.map((one) => ({
    title: `train ${one.name}, ms a step`,
    samples: one.batchSize,
    entries: trainingEntries(one),
  })),
  ...TRAINING_CASES.filter(({ name }) => THROUGH_SERVICE.includes(name)).map((one) => ({
    title: `through the service ${one.name}, ms a step`,
    samples: one.batchSize,
    entries: serviceEntries(one),
  })),
  ...PREDICT_ROWS.map((rows) => ({
    title: `predict ${rows} rows, ms a call`,
    samples: rows,
    entries: predictEntries(rows),
  })),
  ...TRAINING_CASES.map((one) => ({
    title: `start ${one.name}, ms until the first call is done`,
    samples: 0,
    entries: [{ name: 'fitserve', command: node('engine-start', one.name), environment: threadsOf(one) }],
  })),
];
if (positionals[0] === 'size') {
  await measureSize(Number(positionals[1] ?? 4) * 2 ** 30);
  process.exit();
}
if (positionals[0] === 'refusals') measureRefusals(rounds);
if (positionals[0] === 'predict-http') await measurePredictHttp(values.python, rounds);
for (const { title, samples, entries } of training) {
  if (isWanted(title)) await compare(title, { amount: samples, unit: 'samples/s' }, entries);
}
for (const name of UPLOAD_NAMES) {
  const title = `upload ${name}, ms a dataset`;
  if (isWanted(title)) await withFolder(async (folder) => measureUpload(title, await makeUploadCase(name, folder)));
}

function isWanted(title: string): boolean {
  return positionals.length === 0 || positionals.some((word) => title.includes(word));
}

async function measureUpload(title: string, one: UploadCase): Promise<void> {
  await compare(title, { amount: one.bytes / 1e6, unit: 'MB/s' }, uploadEntries(one));
  const told = (tells: string) => node('service-upload', JSON.stringify({ ...one, tells }));
  const entries = [
    { name: 'fitserve', command: told('others') },
    { name: 'quiet', command: told('quiet') },
  ];
  await compare(`other requests during an upload of ${one.name}, ms`, { amount: 0, unit: '' }, entries);
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fitserve-bench-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `amount` of one measurement becomes a rate; 0 where that would say nothing. */
async function compare(
  title: string,
  { amount, unit }: { amount: number; unit: string },
  entries: readonly Entry[],
): Promise<void> {
  console.log(`\n${title}`);
  const contenders: Contender[] = [];
  try {
    for (const { name, command, environment = {} } of entries) {
      const started = await Contender.start(name, command, environment);
      if (typeof started === 'string') console.log(`  ${name.padEnd(10)} not measured: ${started}`);
      else contenders.push(started);
    }
    const times = new Map(contenders.map((contender) => [contender, [] as number[]]));
    for (let round = 0; round < rounds; round++) {
      for (const contender of contenders) {
        await sleep(SETTLE_MS);
        times.get(contender)?.push(await contender.run());
      }
    }
    const [ours] = contenders;
    for (const contender of contenders) {
      const own = times.get(contender) ?? [];
      const ratios = own
        .map((time, round) => time / ((ours && times.get(ours)?.[round]) ?? Number.NaN))
        .sort((a, b) => a - b);
      const figure = (value: number | undefined) => (value ?? Number.NaN).toFixed(2);
      const spread = `${figure(median(ratios))} x (${figure(ratios[0])} to ${figure(ratios.at(-1))})`;
      const milliseconds = `${median(own).toFixed(4).padStart(9)} ms`;
      const rate = amount === 0 ? '' : `${Math.round((amount * 1000) / median(own))} ${unit}`.padStart(18);
      console.log(`  ${contender.name.padEnd(10)} ${milliseconds}${rate}  ${spread.padEnd(28)} ${contender.label}`);
    }
  } finally {
    await Promise.all(contenders.map((contender) => contender.end()));
  }
}
