import { parseArgs } from 'node:util';
import { cores } from '../src/config.js';
import { packageRoot } from '../src/database/package-root.js';
import { trainingThreads } from '../src/engine/plan/training-threads.js';
import { PREDICT_ROWS, THROUGH_SERVICE, TRAINING_CASES, type TrainingCase } from './cases.js';
import { Contender } from './contender.js';
import { definitionOf } from './definition.js';
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
const ONE_THREAD = threadSettings(1);

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
    { name: 'fitserve', command: node('engine-predict', String(rows)), environment: ONE_THREAD },
    { name: 'tfjs-node', command: node('tfjs-predict', String(rows)) },
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

const all = [
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
for (const { title, samples, entries } of all) {
  if (positionals.length === 0 || positionals.some((word) => title.includes(word)))
    await compare(title, samples, entries);
}

/** `samples` are the rows of one measurement, 0 where a rate would say nothing. */
async function compare(title: string, samples: number, entries: readonly Entry[]): Promise<void> {
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
      for (const contender of contenders) times.get(contender)?.push(await contender.run());
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
      const rate = samples === 0 ? '' : `${Math.round((samples * 1000) / median(own))} samples/s`.padStart(18);
      console.log(`  ${contender.name.padEnd(10)} ${milliseconds}${rate}  ${spread.padEnd(28)} ${contender.label}`);
    }
  } finally {
    await Promise.all(contenders.map((contender) => contender.end()));
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
