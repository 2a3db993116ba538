import { basename } from 'node:path';
import type { Dataset, DatasetStatistics, Upload, UploadOptions } from '../../client/src/index.js';
import { parseFields, type Session } from '../session.js';
import { sizeText, tableText } from '../terminal/table.js';
import { TransferLine } from '../terminal/transfer-line.js';
import { asCount, asNumber } from './arguments.js';
import type { AddCommands } from './commands.js';

/** `datasets push|ls|show|rm`. */
export const datasetCommands: AddCommands = (program, run) => {
  const datasets = program.command('datasets').alias('dataset').description('rows to train and to evaluate on');
  datasets
    .command('push')
    .description('upload files and make a dataset of them')
    .argument(
      '<file...>',
      'a table (CSV, JSON Lines, Parquet), arrays (NPY, NPZ), IDX files, or a ZIP of pictures in class folders',
    )
    .option('--name <name>', 'its name; the first file’s where left out')
    .option('--target <column>', 'the column, columns (a,b) or array to predict')
    .option('--features <columns>', 'the columns to learn from, parted by commas; all others where left out')
    .option('--format <format>', 'csv, jsonl, npy, npz, idx, parquet or images; recognised where left out')
    .option('--task <task>', 'classification or regression; guessed where left out')
    .option('--scale <number>', 'what every input is multiplied by, such as 0.00392156862745098 for pixels', asNumber)
    .option('--options <json>', 'further fields of the upload’s options, as JSON')
    .action(run(push));
  datasets
    .command('ls')
    .description('list datasets, the newest first')
    .option('--limit <number>', 'how many', asCount, 20)
    .action(run(list));
  datasets.command('show').description('what is in a dataset').argument('<dataset>', 'id or name').action(run(show));
  datasets
    .command('rm')
    .description('delete a dataset')
    .argument('<dataset>', 'id or name')
    .action(
      run(async (session, reference: string) => {
        const { id } = await session.dataset(reference);
        await (await session.service()).datasets.delete(id);
        session.show({ id, deleted: true }, () => `deleted ${id}\n`);
      }),
    );
};

interface PushOptions {
  readonly name?: string;
  readonly target?: string;
  readonly features?: string;
  readonly format?: UploadOptions['format'];
  readonly task?: UploadOptions['task'];
  readonly scale?: number;
  readonly options?: string;
}

async function push(session: Session, files: readonly string[], given: PushOptions): Promise<void> {
  const { name, target, features, format, task, scale } = given;
  const more = parseFields(given.options, '--options');
  const opened = await Promise.all(
    files.map(async (file) => ({ name: basename(file), bytes: await session.open(file) })),
  );
  const service = await session.service();
  const line = new TransferLine(session.terminal.stderr, nameOf(files));
  const making = {
    onProgress: (sent: number, size: number) => line.sent(sent, size),
    onReading: ({ rows_stored }: Upload) => line.read(rows_stored),
    onInterruption: () => line.interrupted(),
  };
  const options = {
    name: name ?? (basename(files[0] ?? '').replace(/(\.\w+){1,2}$/, '') || 'data'),
    ...(target === undefined ? {} : { target: listOrOne(target) }),
    ...(features === undefined ? {} : { features: features.split(',') }),
    ...(format === undefined ? {} : { format }),
    ...(task === undefined ? {} : { task }),
    ...(scale === undefined ? {} : { scale }),
    ...more,
  };
  const dataset = await service.datasets.push(opened, options, making).finally(() => line.end());
  session.show(dataset, () => describe(dataset));
}

function nameOf(files: readonly string[]): string {
  if (files.length > 1) return `${files.length} files`;
  return files[0] === '-' ? 'the standard input' : basename(files[0] ?? '');
}

async function list(session: Session, { limit }: { limit: number }): Promise<void> {
  const { data } = await (await session.service()).datasets.list({ limit }).first();
  session.show(data, (rows) =>
    tableText(rows, {
      ID: ({ id }) => id,
      NAME: ({ name }) => name,
      FORMAT: ({ format }) => format,
      TASK: ({ task }) => task,
      ROWS: ({ rows: count }) => count,
      INPUTS: ({ inputs }) => shapesOf(inputs),
      SIZE: ({ size_bytes }) => sizeText(size_bytes),
      CREATED: ({ created_at }) => created_at,
    }),
  );
}

async function show(session: Session, reference: string): Promise<void> {
  const dataset = await session.dataset(reference);
  const statistics = await (await session.service()).datasets.statistics(dataset.id);
  session.show({ ...dataset, statistics }, () => `${describe(dataset)}${columnsText(dataset, statistics)}`);
}

function describe({ id, name, format, task, rows, inputs, targets, size_bytes }: Dataset): string {
  const { classes } = targets;
  const lines = [
    `${id}  ${name}`,
    `  ${rows} rows, ${sizeText(size_bytes)}, from ${format}, for ${task}`,
    `  inputs ${shapesOf(inputs)}`,
    `  targets ${shapesOf(targets)}${Array.isArray(classes) ? `, ${classes.length} classes: ${shortList(classes)}` : ''}`,
  ];
  return `${lines.join('\n')}\n`;
}

function columnsText({ inputs }: Dataset, statistics: DatasetStatistics): string {
  const { columns } = inputs;
  const figures: unknown = 'columns' in statistics.inputs ? statistics.inputs.columns : undefined;
  if (!Array.isArray(columns) || !Array.isArray(figures)) return '';
  const short = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(5)) : String(value ?? ''));
  return `\n${tableText(figures, {
    COLUMN: (row) => String(row.name ?? row.column ?? ''),
    MIN: (row) => short(row.min),
    MAX: (row) => short(row.max),
    MEAN: (row) => short(row.mean),
    STD: (row) => short(row.standard_deviation),
    MISSING: (row) => short(row.missing),
    DISTINCT: (row) => short(row.distinct),
  })}`;
}

/** `[28, 28] uint8`, or each by its name. */
function shapesOf(tensors: object): string {
  if ('shape' in tensors && Array.isArray(tensors.shape)) {
    return `[${tensors.shape.join(', ')}] ${'dtype' in tensors ? tensors.dtype : ''}`;
  }
  return Object.entries(tensors)
    .map(([name, tensor]) => `${name} ${shapesOf(tensor)}`)
    .join(', ');
}

const MOST_SHOWN = 8;

function shortList(names: readonly string[]): string {
  return names.length > MOST_SHOWN ? `${names.slice(0, MOST_SHOWN).join(', ')}, ...` : names.join(', ');
}

function listOrOne(text: string): string | string[] {
  return text.includes(',') ? text.split(',') : text;
}
