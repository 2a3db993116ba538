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
  const add = (kind: string) => (tensor: TensorFile, index: number) =>
    addTensor(graph, `${name}/${kind}/${index}`, tensor, data.rows);
  const inputs = data.inputs.map(add('inputs'));
  const targets = data.targets.map(add('targets'));
  const own = data.sampleWeight && addTensor(graph, `${name}/weights`, data.sampleWeight, data.rows);
  const replaced = rowWeights && new RowVariable(graph, `${name}/row_weights`, DATA_TYPE.float32, data.rows, 1);
  return {
    rows: {
      inputs: inputs.map(({ variable }) => variable),
      targets: targets.map(({ variable }) => variable),
      weights: replaced ?? own?.variable,
      scale: data.scale,
      targetShapes: data.targets.map(({ shape }) => shape),
    },
    ownWeights: own?.variable,
    async load(session) {
      for (const tensor of [...inputs, ...targets, ...(own ? [own] : [])]) await tensor.load(session);
      replaced?.allocate(session);
      if (rowWeights) replaced?.write(session, 0, rowWeights);
    },
  };
}

function addTensor(graph: Graph, name: string, tensor: TensorFile, rows: number) {
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
