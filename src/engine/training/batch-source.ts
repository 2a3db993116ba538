import * as tf from '@tensorflow/tfjs-core';
import type { InputScaling } from '../../data/preparing/in-graph.js';
import type { Shape } from '../plan/network-plan.js';
import type { DataFiles, TensorFile } from '../training-spec.js';
import type { Batch } from './objective.js';
import { RowReader } from './row-reader.js';

/** Some rows of a dataset, one after another: inputs scaled, targets as they are stored, the weight of each row. */
export interface BatchValues {
  readonly rows: number;
  readonly inputs: readonly TensorRows[];
  readonly targets: readonly TensorRows[];
  readonly weight: Float32Array | undefined;
}

/** Some rows of one tensor, and the shape of each. */
export interface TensorRows {
  readonly values: Float32Array;
  readonly shape: Shape;
}

/** The rows as tensors, which the caller disposes of. */
export function toBatch({ rows, inputs, targets, weight }: BatchValues): Batch {
  const toTensor = ({ values, shape }: TensorRows) => tf.tensor(values, [rows, ...shape]);
  return {
    inputs: inputs.map(toTensor),
    targets: targets.map(toTensor),
    weight: weight && tf.tensor1d(weight),
  };
}

/** Batches of a dataset: inputs scaled and laid out as the network takes them, targets, and the weight of each row. */
export class BatchSource {
  readonly rows: number;
  private readonly inputs: readonly ShapedReader[];
  private readonly targets: readonly ShapedReader[];
  private readonly scaling: InputScaling;
  private readonly weights: RowReader | undefined;

  private constructor(
    readers: Record<'inputs' | 'targets', readonly ShapedReader[]>,
    data: DataFiles,
    weights: RowReader | undefined,
  ) {
    this.inputs = readers.inputs;
    this.targets = readers.targets;
    this.rows = data.rows;
    this.scaling = data;
    this.weights = weights;
  }

  /**
   * Opens a dataset's files. `inputShapes` are the shapes of a row of each input in the network's eyes; a file of up to
   * `residentBytes` is kept in memory.
   */
  static async open(data: DataFiles, inputShapes: readonly Shape[], residentBytes: number): Promise<BatchSource> {
    const opened: ShapedReader[] = [];
    const open = async (tensor: TensorFile, shape: Shape = tensor.shape) => {
      const reader = { reader: await RowReader.open(tensor, data.rows, residentBytes), shape };
      opened.push(reader);
      return reader;
    };
    try {
      const inputs: ShapedReader[] = [];
      for (const [index, tensor] of data.inputs.entries()) inputs.push(await open(tensor, inputShapes[index]));
      const targets: ShapedReader[] = [];
      for (const tensor of data.targets) targets.push(await open(tensor));
      const weights = data.sampleWeight && (await open(data.sampleWeight));
      return new BatchSource({ inputs, targets }, data, weights?.reader);
    } catch (error) {
      await Promise.all(opened.map(({ reader }) => reader.close()));
      throw error;
    }
  }

  /** The rows with these numbers; `weights` replace the dataset's own. */
  async read(rows: Int32Array, weights?: Float32Array): Promise<BatchValues> {
    const inputs = await readEach(this.inputs, rows);
    for (const { values } of inputs) scaleInPlace(values, this.scaling);
    return {
      rows: rows.length,
      inputs,
      targets: await readEach(this.targets, rows),
      weight: weights ? Float32Array.from(rows, (row) => weights[row] ?? 1) : await this.weights?.read(rows),
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.inputs, ...this.targets].map(({ reader }) => reader.close()));
    await this.weights?.close();
  }
}

/** A tensor's rows, and the shape that each is laid out in. */
interface ShapedReader {
  readonly reader: RowReader;
  readonly shape: Shape;
}

async function readEach(readers: readonly ShapedReader[], rows: Int32Array): Promise<TensorRows[]> {
  const read: TensorRows[] = [];
  for (const { reader, shape } of readers) read.push({ values: await reader.read(rows), shape });
  return read;
}

/** Multiplies and adds in float32, as the graph does. */
export function scaleInPlace(values: Float32Array, { scale, offset }: InputScaling): void {
  if (scale === undefined && offset === undefined) return;
  const [factor, term] = [Math.fround(scale ?? 1), Math.fround(offset ?? 0)];
  for (let index = 0; index < values.length; index++) {
    values[index] = Math.fround((values[index] ?? 0) * factor) + term;
  }
}

/** Frees a batch's tensors. */
export function disposeBatch({ inputs, targets, weight }: Batch): void {
  tf.dispose([...inputs, ...targets, ...(weight ? [weight] : [])]);
}
