import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { Evaluated, EvaluateInput, PredictInput, Prediction, TopPrediction } from '../../client/src/index.js';
import { SetupFailure } from '../failures.js';
import { parseJson, type Session } from '../session.js';
import { metricText, numbersOf } from '../terminal/progress-bar.js';
import { sizeText, tableText } from '../terminal/table.js';
import { asCount } from './arguments.js';
import type { AddCommands } from './commands.js';

type Checkpoint = NonNullable<EvaluateInput['checkpoint']>;

const CHECKPOINT = 'final, latest, best, or JOB/EPOCH; final where left out';

/** `evaluate`, `predict`, `export`: what a trained model is for. */
export const useCommands: AddCommands = (program, run) => {
  program
    .command('evaluate')
    .description('measure a trained model on a dataset')
    .argument('<model>', 'id or name')
    .argument('<dataset>', 'id or name')
    .option('--checkpoint <which>', CHECKPOINT)
    .option('--batch-size <number>', 'rows at once', asCount)
    .action(run(evaluate));
  program
    .command('predict')
    .description('ask a trained model about rows')
    .argument('<model>', 'id or name')
    .argument(
      '[file]',
      'rows as JSON or JSON Lines (an array, or an object by column), or a PNG or JPEG picture; the standard input where left out or -',
    )
    .option('--checkpoint <which>', CHECKPOINT)
    .option('--top-k <number>', 'the likeliest classes of each row, this many', asCount)
    .action(run(predict));
  program
    .command('export')
    .description('take the weights of a job away')
    .argument('<job>', 'id')
    .option('--checkpoint <name>', 'an epoch, final, latest or best', 'final')
    .option('--format <format>', 'safetensors, tfjs or another that the service has', 'safetensors')
    .option('-o, --output <file>', 'where to write it; named by job, checkpoint and format where left out')
    .action(run(exportWeights));
};

async function evaluate(
  session: Session,
  model: string,
  dataset: string,
  { checkpoint, batchSize }: { checkpoint?: string; batchSize?: number },
): Promise<void> {
  const [{ id }, { id: rows }] = await Promise.all([session.model(model), session.dataset(dataset)]);
  const evaluation = await (await session.service()).models.evaluate(id, {
    dataset: rows,
    ...(checkpoint === undefined ? {} : { checkpoint: checkpointOf(checkpoint) }),
    ...(batchSize === undefined ? {} : { batch_size: batchSize }),
  });
  session.show(evaluation, evaluationText);
}

function evaluationText({ rows, metrics, per_class, job, epoch }: Evaluated): string {
  const figures = Object.entries(numbersOf(metrics)).map(([name, value]) => ({ name, value: metricText(value) }));
  const table = tableText(figures, { METRIC: ({ name }) => name, VALUE: ({ value }) => value });
  const classes = tableText(per_class ?? [], {
    CLASS: (row) => row.class,
    PRECISION: ({ precision }) => precision.toFixed(4),
    RECALL: ({ recall }) => recall.toFixed(4),
    F1: ({ f1 }) => f1.toFixed(4),
    ROWS: ({ support }) => support,
  });
  return `${rows} rows, by epoch ${epoch} of ${job}\n\n${table}${per_class === undefined ? '' : `\n${classes}`}`;
}

async function predict(
  session: Session,
  model: string,
  file = '-',
  { checkpoint, topK }: { checkpoint?: string; topK?: number } = {},
): Promise<void> {
  if (file === '-' && session.terminal.stdin.isTTY === true)
    session.say('reading rows from the keyboard; Ctrl-D ends them');
  const [{ id }, bytes] = await Promise.all([session.model(model), session.read(file)]);
  const rows = isPicture(bytes)
    ? { instances: [{ b64: Buffer.from(bytes).toString('base64') }] }
    : rowsIn(Buffer.from(bytes).toString('utf8'), file === '-' ? 'the standard input' : file);
  const request = { ...rows, ...(checkpoint === undefined ? {} : { checkpoint: checkpointOf(checkpoint) }) };
  const { models } = await session.service();
  const prediction =
    topK === undefined ? await models.predict(id, request) : await models.predict(id, { ...request, top_k: topK });
  session.show(prediction, predictionText);
}

function predictionText({ predictions, classes }: Prediction | TopPrediction): string {
  if (classes !== undefined) {
    const likeliest = classes.flatMap((found, row) => [found].flat().map((one) => ({ ...one, row })));
    return tableText(likeliest, {
      ROW: ({ row }) => row,
      CLASS: (one) => one.class,
      PROBABILITY: ({ probability }) => Number(probability).toFixed(4),
    });
  }
  return predictions.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** Rows as people keep them: an array, a whole request, or a row on each line. */
function rowsIn(text: string, where: string): Pick<PredictInput, 'instances' | 'inputs'> {
  const lines = text.trim().split('\n');
  const isList = lines.length > 1 && lines.every((line) => line.trim() === '' || canParse(line));
  const json = isList
    ? lines.filter((line) => line.trim() !== '').map((line) => parseJson(line, where))
    : parseJson(text, where);
  if (Array.isArray(json)) return { instances: json };
  if (typeof json === 'object' && json !== null && ('instances' in json || 'inputs' in json)) return json;
  return { instances: [json] };
}

function canParse(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

function isPicture(bytes: Uint8Array): boolean {
  return [PNG, JPEG].some((magic) => magic.every((byte, index) => bytes[index] === byte));
}

/** `final`, or the epoch of a job: `job_.../3`. */
function checkpointOf(text: string): Checkpoint {
  if (text === 'final' || text === 'latest' || text === 'best') return text;
  const found = /^(job_\w+)\/(\d+)$/.exec(text);
  if (found?.[1] === undefined) {
    throw new SetupFailure(
      `${JSON.stringify(text)} is no checkpoint`,
      'give final, latest, best, or JOB/EPOCH such as job_01m859zg8z1j3nx9ja53bbdav3/5',
    );
  }
  return { job: found[1], epoch: Number(found[2]) };
}

interface ExportOptions {
  readonly checkpoint: string;
  readonly format: string;
  readonly output?: string;
}

async function exportWeights(
  session: Session,
  id: string,
  { checkpoint, format, output }: ExportOptions,
): Promise<void> {
  const answer = await (await session.service()).jobs.download(id, checkpoint, format);
  const named = /filename="?([^";]+)"?/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  const path = resolve(session.terminal.cwd, output ?? named ?? `${id}-${checkpoint}.${format}`);
  if (answer.body === null) throw new Error('the download has no bytes');
  const file = createWriteStream(path, { flags: 'wx' });
  try {
    await pipeline(Readable.fromWeb(answer.body as WebStream), file, { signal: session.terminal.signal });
  } catch (error) {
    // Half a file would be taken for a whole one; a file that was there before is not ours to remove.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) await rm(path, { force: true });
    throw error;
  }
  session.show({ path, size_bytes: file.bytesWritten }, (written) => `${path} (${sizeText(written.size_bytes)})\n`);
}
