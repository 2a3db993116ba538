import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputScaling } from '../../data/preparing/in-graph.js';
import type { ProtobufWriter } from '../compile/protobuf.js';
import { NotCompilableError } from '../compile/recorder.js';
import type { NetworkPlan } from '../plan/network-plan.js';
import { loadEngine } from '../tensorflow.js';
import { TrainingError } from '../training-spec.js';
import { exportNetwork } from './export-network.js';
import { onnxModel } from './onnx/onnx-model.js';
import { NoOperatorError } from './onnx/write-trace.js';
import { savedModel } from './saved-model.js';

export interface GraphTask {
  readonly format: 'onnx' | 'savedmodel';
  readonly engine: 'auto' | 'tensorflow' | 'cpu';
  readonly plan: NetworkPlan;
  readonly values: readonly Float32Array[];
  readonly scaling: InputScaling;
  readonly metadata: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** Protocol buffers are read with lengths of 31 bits; what stands around the weights needs some of them. */
const MOST_GRAPH_BYTES = 2 ** 31 - 2 ** 24;
const PIECES_TOGETHER_BYTES = 2 ** 20;

/**
 * Writes a forward pass as a graph and gives the names of the files.
 * @throws {TrainingError} `not_in_onnx`, `not_in_savedmodel` or `no_tensorflow`, saying what cannot be written and why.
 */
export async function writeGraph({
  format,
  engine,
  plan,
  values,
  scaling,
  metadata,
  folder,
}: GraphTask): Promise<string[]> {
  const { backend, reason } = await loadEngine(engine);
  if (backend !== 'tensorflow')
    throw new TrainingError(
      'no_tensorflow',
      `graphs are recorded by native TensorFlow, and ${reason ?? 'there is none'}`,
    );
  if (values.reduce((sum, { byteLength }) => sum + byteLength, 0) > MOST_GRAPH_BYTES)
    throw new TrainingError(`not_in_${format}`, 'its weights have more than the 2 GB that a file of this format holds');
  try {
    const network = exportNetwork(plan, values, scaling);
    if (format === 'onnx') {
      await writePieces(join(folder, 'model.onnx'), onnxModel(network, metadata));
      return ['model.onnx'];
    }
    await writePieces(join(folder, 'saved_model.pb'), savedModel(network));
    await writeFile(join(folder, 'fitserve.json'), JSON.stringify(metadata, null, 2));
    return ['saved_model.pb', 'fitserve.json'];
  } catch (error) {
    if (!(error instanceof NotCompilableError)) throw error;
    const layer = error instanceof NoOperatorError ? error.layer : undefined;
    const where = layer === undefined ? '' : `the layer ${JSON.stringify(layer)}: `;
    throw new TrainingError(`not_in_${format}`, where + error.message);
  }
}

/** The weights are in memory once; what is small goes to the file together. */
async function writePieces(path: string, message: ProtobufWriter): Promise<void> {
  const file = await open(path, 'w');
  try {
    let small: Uint8Array[] = [];
    let waiting = 0;
    const flush = async () => {
      await file.writeFile(Buffer.concat(small));
      small = [];
      waiting = 0;
    };
    for (const piece of message.pieces()) {
      if (piece.length >= PIECES_TOGETHER_BYTES) {
        await flush();
        await file.writeFile(piece);
        continue;
      }
      small.push(piece);
      waiting += piece.length;
      if (waiting >= PIECES_TOGETHER_BYTES) await flush();
    }
    await flush();
  } finally {
    await file.close();
  }
}
