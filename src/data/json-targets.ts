import type { InvalidError } from '../errors.js';
import { elementsPerRow, type TargetSpec, type TensorSpec } from './dataset-spec.js';
import type { DatasetWriter } from './dataset-writer.js';
import { firstShape, flattenRow, type JsonRows, jsonError } from './json-rows.js';
import type { Spool } from './spool.js';
import { TargetColumn } from './target-column.js';
import { TargetVectors } from './target-vectors.js';
import type { Task } from './upload-options.js';

const ROWS_PER_BATCH = 4096;

interface JsonTargetParts {
  readonly name: string;
  readonly task: Task | undefined;
  readonly source: JsonRows;
  readonly spool: Spool;
  readonly writer: DatasetWriter;
}

/** Writes one target tensor of an inline dataset: classes or numbers where rows have one value, else vectors. */
export async function writeJsonTargets(parts: JsonTargetParts): Promise<{ task: Task; tensor: TargetSpec }> {
  const shape = firstShape(parts.source);
  return elementsPerRow({ shape }) === 1 && shape.length <= 1 ? writeSingles(parts, shape) : writeVectors(parts, shape);
}

async function writeSingles(parts: JsonTargetParts, shape: number[]): Promise<{ task: Task; tensor: TargetSpec }> {
  const { source, writer } = parts;
  const place = (row: number) => `${source.pointer}/${row}${shape.length === 0 ? '' : '/0'}`;
  const isText = typeof (shape.length === 0 ? source.rows[0] : firstElement(source.rows[0])) === 'string';
  let row = 0;
  const column = new TargetColumn({
    task: parts.task,
    spool: parts.spool,
    source: {
      place: () => place(row),
      error: (at: string | undefined, detail: string): InvalidError => jsonError(at ?? source.pointer, detail),
    },
  });
  const one = new Float32Array(1);
  for (; row < source.rows.length; row++) {
    if (isText) {
      column.add(textOf(source, row, shape, place(row)));
    } else {
      flattenRow(source, row, shape, one);
      column.add(shape.length === 0 ? Number(source.rows[row]) : Number(firstElement(source.rows[row])));
    }
    if (row % ROWS_PER_BATCH === 0) await column.flush();
  }
  await column.flush();
  const { task, ...kind } = column.conclude();
  const tensor: TargetSpec = { name: parts.name, shape, ...kind };
  await writer.tensor(tensor, async (out) => {
    for await (const bytes of column.bytes(task)) await out.write(bytes);
  });
  return { task, tensor };
}

async function writeVectors(parts: JsonTargetParts, shape: number[]): Promise<{ task: Task; tensor: TargetSpec }> {
  const tensor: TensorSpec = { name: parts.name, dtype: 'float32', shape };
  const vectors = new TargetVectors(parts.spool);
  const values = new Float32Array(elementsPerRow(tensor));
  for (let row = 0; row < parts.source.rows.length; row++) {
    flattenRow(parts.source, row, shape, values);
    vectors.add(values);
    if (row % ROWS_PER_BATCH === 0) await vectors.flush();
  }
  await vectors.flush();
  const looks = await vectors.write(parts.writer, tensor);
  return { task: parts.task ?? looks, tensor };
}

function textOf(source: JsonRows, row: number, shape: readonly number[], place: string): string {
  const given = source.rows[row];
  if (shape.length === 1 && (!Array.isArray(given) || given.length !== 1)) {
    throw jsonError(`${source.pointer}/${row}`, 'must be an array of 1, as in row 0', given);
  }
  const value = shape.length === 0 ? given : firstElement(given);
  if (typeof value !== 'string') throw jsonError(place, 'must be text, as in row 0', value);
  return value.trim();
}

function firstElement(row: unknown): unknown {
  return Array.isArray(row) ? row[0] : undefined;
}
