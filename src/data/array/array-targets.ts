import type { InvalidError } from '../../errors.js';
import type { TargetSpec, TensorSpec } from '../dataset-spec.js';
import { elementsPerRow } from '../dataset-spec.js';
import { fileError } from '../faults.js';
import type { FileContent } from '../file-content.js';
import type { ReadingParts } from '../format-reader.js';
import { TargetColumn } from '../target-column.js';
import { TargetVectors } from '../target-vectors.js';
import type { Task } from '../upload-options.js';
import { storedNumbers, storedTexts } from './array-elements.js';
import { type ArrayHeader, elementBytes, storedDtype } from './array-header.js';

/** A file of one array whose header has been read. */
export interface OpenArray {
  readonly file: FileContent;
  readonly header: ArrayHeader;
}

/** Targets that have been read, to be written once the inputs have been. */
export interface ReadTargets {
  write(writer: ReadingParts['writer']): Promise<{ task: Task; tensor: TargetSpec }>;
}

/** Whether integers are classes however many there are, as bytes and booleans are. */
export function areLabels({ element }: ArrayHeader): boolean {
  return element.kind === 'u1' || element.kind === 'b1';
}

type TargetParts = Pick<ReadingParts, 'options' | 'newSpool'> & {
  readonly name: string;
  /** Whether integers are classes however many there are. */
  readonly labels: boolean;
};

/** Reads an array of targets: classes or numbers where rows have one value, else vectors of numbers. */
export function readTargets(parts: TargetParts, array: OpenArray): Promise<ReadTargets> {
  const { shape } = array.header;
  return shape.length === 0 || (shape.length === 1 && shape[0] === 1)
    ? readSingles(parts, array)
    : readVectors(parts, array);
}

async function readSingles(parts: TargetParts, { file, header }: OpenArray): Promise<ReadTargets> {
  let row = 0;
  const source = {
    place: () => `row ${row} (byte ${header.bytes + (row - 1) * elementBytes(header.element)})`,
    error: (place: string | undefined, detail: string): InvalidError =>
      fileError(file.name, place === undefined ? detail : `${place}: ${detail}`),
  };
  const { labels, name, options } = parts;
  const column = new TargetColumn({ task: options.task, source, spool: parts.newSpool(), labels });
  const isText = header.element.kind === 'text';
  for await (const values of isText ? storedTexts(file, header) : storedNumbers(file, header)) {
    for (const value of values) {
      row++;
      column.add(value);
    }
    await column.flush();
  }
  return {
    write: async (writer) => {
      const { task, ...kind } = column.conclude();
      const tensor: TargetSpec = { name, shape: header.shape, ...kind };
      await writer.tensor(tensor, async (out) => {
        for await (const bytes of column.bytes(task)) await out.write(bytes);
      });
      return { task, tensor };
    },
  };
}

async function readVectors(parts: TargetParts, { file, header }: OpenArray): Promise<ReadTargets> {
  storedDtype(file, header.element);
  const tensor: TensorSpec = { name: parts.name, dtype: 'float32', shape: header.shape };
  const vectors = new TargetVectors(parts.newSpool());
  const row = new Float32Array(elementsPerRow(tensor));
  let filled = 0;
  for await (const values of storedNumbers(file, header)) {
    for (const value of values) {
      row[filled++] = value;
      if (filled === row.length) {
        vectors.add(row);
        filled = 0;
      }
    }
    await vectors.flush();
  }
  return {
    write: async (writer) => {
      const looks = await vectors.write(writer, tensor);
      return { task: parts.options.task ?? looks, tensor };
    },
  };
}
