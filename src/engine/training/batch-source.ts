import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '../plan/network-plan.js';
import { type DataFiles, type TensorFile, TrainingError } from '../training-spec.js';
import type { Batch } from './objective.js';
import { RowReader } from './row-reader.js';

/** Some rows of a dataset, one after another: inputs scaled, targets as they are stored, the weight of each row. */
export interface BatchValues {
  readonly rows: number;
  readonly input: Float32Array;
  readonly targets: Float32Array;
  readonly weight: Float32Array | undefined;
  readonly inputShape: Shape;
  readonly targetShape: Shape;
}

/** The rows as tensors, which the caller disposes of. */
export function toBatch({ rows, input, targets, weight, inputShape, targetShape }: BatchValues): Batch {
  return {
    input: tf.tensor(input, [rows, ...inputShape]),
    targets: tf.tensor(targets, [rows, ...targetShape]),
    weight: weight && tf.tensor1d(weight),
  };
}

/** Batches of a dataset: inputs scaled and laid out as the network takes them, targets, and the weight of each row. */
export class BatchSource {
  readonly rows: number;
  private readonly input: RowReader;
  private readonly targets: RowReader;
  private readonly targetShape: Shape;
  private readonly inputShape: Shape;
  private readonly scale: number | undefined;
  private readonly weights: Float32Array | undefined;

  private constructor(
    readers: readonly [RowReader, RowReader],
    data: DataFiles,
    inputShape: Shape,
    weights: Float32Array | undefined,
  ) {
    [this.input, this.targets] = readers;
    this.rows = data.rows;
    this.inputShape = inputShape;
    this.targetShape = only(data.targets).shape;
    this.scale = data.scale;
    this.weights = weights;
  }

  /** Opens a dataset's files. `inputShape` is the shape of a row in the network's eyes. */
  static async open(data: DataFiles, inputShape: Shape): Promise<BatchSource> {
    const input = await RowReader.open(only(data.inputs), data.rows);
    const targets = await RowReader.open(only(data.targets), data.rows);
    const weights = data.sampleWeight && (await readAll(data.sampleWeight, data.rows));
    return new BatchSource([input, targets], data, inputShape, weights);
  }

  /** The same rows with the weight of each multiplied by that of its class; a class that is not named weighs 1. */
  async withClassWeights(byClass: Readonly<Record<string, number>>): Promise<Float32Array> {
    if (this.weights) throw new TrainingError('weights_twice', 'class_weight cannot be joined with sample weights');
    const order = Int32Array.from({ length: this.rows }, (_, row) => row);
    const targets = await this.targets.read(order);
    const classOf =
      this.targets.rowSize === 1 ? (row: number) => targets[row] ?? 0 : (row: number) => this.largest(targets, row);
    return Float32Array.from({ length: this.rows }, (_, row) => byClass[String(classOf(row))] ?? 1);
  }

  /** The rows with these numbers; `weights` replace the dataset's own. */
  async read(rows: Int32Array, weights: Float32Array | undefined = this.weights): Promise<BatchValues> {
    const input = await this.input.read(rows);
    if (this.scale !== undefined) scaleInPlace(input, this.scale);
    return {
      rows: rows.length,
      input,
      targets: await this.targets.read(rows),
      weight: weights && Float32Array.from(rows, (row) => weights[row] ?? 1),
      inputShape: this.inputShape,
      targetShape: this.targetShape,
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.input.close(), this.targets.close()]);
  }

  private largest(targets: Float32Array, row: number): number {
    const vector = targets.subarray(row * this.targets.rowSize, (row + 1) * this.targets.rowSize);
    return vector.indexOf(Math.max(...vector));
  }
}

/** Multiplies in float32, as the graph does. */
export function scaleInPlace(values: Float32Array, scale: number): void {
  const factor = Math.fround(scale);
  for (let index = 0; index < values.length; index++) values[index] = (values[index] ?? 0) * factor;
}

/** Frees a batch's tensors. */
export function disposeBatch({ input, targets, weight }: Batch): void {
  tf.dispose([input, targets, ...(weight ? [weight] : [])]);
}

async function readAll(tensor: TensorFile, rows: number): Promise<Float32Array> {
  const reader = await RowReader.open(tensor, rows);
  try {
    return await reader.read(Int32Array.from({ length: rows }, (_, row) => row));
  } finally {
    await reader.close();
  }
}

function only(tensors: readonly TensorFile[]): TensorFile {
  const [tensor] = tensors;
  if (!tensor || tensors.length > 1)
    throw new TrainingError('wrong_data', `one tensor is needed and ${tensors.length} are given`);
  return tensor;
}
