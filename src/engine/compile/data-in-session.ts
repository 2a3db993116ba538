import { bytesPerRow } from '../../data/dataset-spec.js';
import { tensorFilesOf } from '../data-files.js';
import type { DataFiles } from '../training-spec.js';
import type { Graph } from './graph.js';
import { addResidentRows } from './resident-data.js';
import type { DataInSession } from './rows-at-hand.js';
import { blockRowsFor, StreamedData } from './streamed-data.js';

export interface DataOptions {
  readonly data: DataFiles;
  readonly rowWeights: Float32Array | undefined;
  /** Another dataset to be measured on, where there is one. */
  readonly validation: DataFiles | undefined;
  /** What the rows may take in all. */
  readonly memoryBytes: number;
  /** Rows of the largest batch that a loop takes. */
  readonly largestBatch: number;
}

/** More would let a stop wait for the reading of a block. */
const MAX_BLOCK_BYTES = 128 * 2 ** 20;
/** Data of this part of the memory stays in it, while other data is streamed. */
const SMALL = 1 / 4;

/** Adds the datasets of a program to its graph: all of their rows where they fit into the memory, else a block at a time. */
export function addData(graph: Graph, { data, rowWeights, validation, memoryBytes, largestBatch }: DataOptions) {
  const all = [data, ...(validation ? [validation] : [])].map((files) => ({ files, bytes: bytesOf(files) }));
  const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
  const isStreamed = ({ bytes }: { bytes: number }) => total > memoryBytes && bytes > SMALL * memoryBytes;
  const streamed = all.filter(isStreamed);
  const left = memoryBytes - all.reduce((sum, one) => sum + (isStreamed(one) ? 0 : one.bytes), 0);
  const share = Math.min(left / Math.max(1, streamed.length), 2 * MAX_BLOCK_BYTES);
  const add = (name: string, files: DataFiles, weights: Float32Array | undefined): DataInSession =>
    streamed.some((one) => one.files === files)
      ? new StreamedData(graph, name, files, {
          blockRows: blockRowsFor(files, share, largestBatch),
          rowWeights: weights,
        })
      : addResidentRows(graph, name, files, weights);
  return {
    training: add('training', data, rowWeights),
    validation: validation && add('validation', validation, undefined),
  };
}

function bytesOf(data: DataFiles): number {
  return data.rows * tensorFilesOf(data).reduce((sum, tensor) => sum + bytesPerRow(tensor), 0);
}
