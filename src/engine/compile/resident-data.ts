import { open } from 'node:fs/promises';
import { bytesPerRow, elementsPerRow } from '../../data/dataset-spec.js';
import { readFully } from '../read-fully.js';
import type { DataFiles, TensorFile } from '../training-spec.js';
import { DATA_TYPE, type Graph } from './graph.js';
import type { ResidentRows } from './loop-body.js';
import type { Session } from './session.js';
import { RowVariable } from './variables.js';

/** A dataset's rows in a session: their variables, and how they get there. */
export interface ResidentData {
  readonly rows: ResidentRows;
  /** The weights that came with the data, which count where the rows are only measured. */
  readonly ownWeights: RowVariable | undefined;
  /** Fills the variables from the data's files. */
  load(session: Session): Promise<void>;
}

const CHUNK_BYTES = 8 * 2 ** 20;
const VIEWS = {
  uint8: (bytes: Uint8Array) => bytes,
  int32: (bytes: Uint8Array) => new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4),
  float32: (bytes: Uint8Array) => new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4),
} as const;

/** Adds variables for a dataset's rows; `rowWeights` replace the weights that came with it. */
export function addResidentRows(
  graph: Graph,
  name: string,
  data: DataFiles,
  rowWeights: Float32Array | undefined,
): ResidentData {
  const inputs = addTensor(graph, `${name}/inputs`, data.inputs[0], data.rows);
  const targets = addTensor(graph, `${name}/targets`, data.targets[0], data.rows);
  const own = data.sampleWeight && addTensor(graph, `${name}/weights`, data.sampleWeight, data.rows);
  const replaced = rowWeights && new RowVariable(graph, `${name}/row_weights`, DATA_TYPE.float32, data.rows, 1);
  return {
    rows: {
      inputs: inputs.variable,
      targets: targets.variable,
      weights: replaced ?? own?.variable,
      scale: data.scale,
      targetShape: data.targets[0]?.shape ?? [],
    },
    ownWeights: own?.variable,
    async load(session) {
      for (const tensor of [inputs, targets, ...(own ? [own] : [])]) await tensor.load(session);
      replaced?.allocate(session);
      if (rowWeights) replaced?.write(session, 0, rowWeights);
    },
  };
}

function addTensor(graph: Graph, name: string, tensor: TensorFile | undefined, rows: number) {
  if (!tensor) throw new Error(`${name} has no file`);
  const { dtype, path } = tensor;
  const variable = new RowVariable(graph, name, DATA_TYPE[dtype], rows, elementsPerRow(tensor));
  const rowBytes = bytesPerRow(tensor);
  const rowsPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / rowBytes));
  return {
    variable,
    async load(session: Session): Promise<void> {
      variable.allocate(session);
      const file = await open(path, 'r');
      try {
        for (let from = 0; from < rows; from += rowsPerChunk) {
          const chunk = new Uint8Array(Math.min(rowsPerChunk, rows - from) * rowBytes);
          await readFully(file, chunk, from * rowBytes, tensor.name);
          variable.write(session, from, VIEWS[dtype](chunk));
        }
      } finally {
        await file.close();
      }
    },
  };
}
