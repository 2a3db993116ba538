import type { Database } from '../database/client.js';
import { type JsonNumber, jsonNumbersSchema, toJsonNumber } from '../http/json-number.js';
import type { History } from './job-schemas.js';

/** Columns that are not metrics; a metric of one of these names would be hidden by it. */
const FIXED: ReadonlySet<string> = new Set(['epoch', 'learning_rate', 'duration_s']);

interface EpochRow {
  readonly epoch: number;
  readonly metrics: unknown;
  readonly learningRate: number;
  readonly durationS: number;
}

/** The epochs that a job has done, in order. */
export function readEpochs({ prisma }: Pick<Database, 'prisma'>, jobId: string): Promise<EpochRow[]> {
  return prisma.epochMetric.findMany({
    where: { jobId },
    orderBy: { epoch: 'asc' },
    select: { epoch: true, metrics: true, learningRate: true, durationS: true },
  });
}

/** The history in Keras's order: `keys` (the loss, the metrics as compiled), then those of the validation. */
export function toHistory(rows: readonly EpochRow[], keys: readonly string[]): History {
  const epochs = rows.map((row) => jsonNumbersSchema.parse(row.metrics));
  const found = new Set(epochs.flatMap((metrics) => Object.keys(metrics)));
  const order = [...keys];
  const place = (key: string) => {
    const isValidation = !order.includes(key) && key.startsWith('val_');
    const position = order.indexOf(isValidation ? key.slice('val_'.length) : key);
    return (isValidation ? order.length + 1 : 0) + (position === -1 ? order.length : position);
  };
  const shown = [...found].filter((key) => !FIXED.has(key)).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return {
    epoch: rows.map(({ epoch }) => epoch),
    ...Object.fromEntries(shown.map((key) => [key, epochs.map((metrics) => metrics[key] ?? 'NaN')])),
    learning_rate: rows.map(({ learningRate }) => toJsonNumber(learningRate)),
    duration_s: rows.map(({ durationS }) => durationS),
  };
}

/** The history as CSV: a column for each key, a line for each epoch. Names hold no commas and no quotes (nameSchema). */
export function toCsv(history: History): string {
  const columns = Object.entries(history);
  const lines = history.epoch.map((_, row) =>
    columns.map(([, values]: [string, JsonNumber[]]) => values[row]).join(','),
  );
  return `${[columns.map(([key]) => key).join(','), ...lines].join('\n')}\n`;
}
