import * as tf from '@tensorflow/tfjs-core';
import { forward } from '../network.js';
import { type NetworkPlan, sizeOf, weightsOf } from '../plan/network-plan.js';
import { planDefinition } from '../plan/plan-definition.js';
import { BatchSource, disposeBatch, scaleInPlace } from '../training/batch-source.js';
import { evaluateRows } from '../training/eager-program.js';
import { logsOf, objectiveOf } from '../training/objective.js';
import { readWeights } from '../training/state-bytes.js';
import type { CheckpointFile, DataFiles, Logs, ModelDefinition } from '../training-spec.js';
import { ConfusionCounter } from './confusion.js';

/** What an evaluation found. */
export interface Evaluation {
  readonly rows: number;
  readonly metrics: Logs;
  /** Rows by true class, then by predicted class; for classification only. */
  readonly confusionMatrix?: number[][];
}

/** A trained model that answers predictions and evaluations. */
export interface InferenceModel {
  /** Bytes that its weights take. */
  readonly memoryBytes: number;
  /** Predicts `rows` rows, laid out one after another; `scale` multiplies every input. `shape` is that of one row's output. */
  predict(inputs: Float32Array, rows: number, scale?: number): Promise<{ values: Float32Array; shape: number[] }>;
  /** Loss and metrics over a dataset, as Keras's `evaluate`. */
  evaluate(data: DataFiles, batchSize: number, onRows?: (done: number) => void): Promise<Evaluation>;
  /** Frees the weights; the model is of no use afterwards. */
  dispose(): void;
}

const ROWS_PER_CALL = 1024;

/** Loads a model with the weights of a checkpoint. @throws {TrainingError} when they do not belong to its network. */
export async function loadModel(definition: ModelDefinition, checkpoint: CheckpointFile): Promise<InferenceModel> {
  const plan = planDefinition(definition);
  const plans = weightsOf(plan);
  const values = await readWeights(plans, checkpoint);
  const weights = plans.map(({ shape }, index) => tf.tensor(values[index] ?? [], [...shape]));
  return {
    memoryBytes: plans.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0),
    predict: (inputs, rows, scale) => predictRows(plan, weights, inputs, rows, scale),
    evaluate: (data, batchSize, onRows) => evaluateData(plan, definition, weights, data, batchSize, onRows),
    dispose: () => tf.dispose(weights),
  };
}

async function predictRows(
  plan: NetworkPlan,
  weights: readonly tf.Tensor[],
  inputs: Float32Array,
  rows: number,
  scale: number | undefined,
): Promise<{ values: Float32Array; shape: number[] }> {
  const size = sizeOf(plan.inputShape);
  const parts: Float32Array[] = [];
  let shape: number[] = [];
  for (let from = 0; from < rows; from += ROWS_PER_CALL) {
    const count = Math.min(ROWS_PER_CALL, rows - from);
    const part = inputs.slice(from * size, (from + count) * size);
    if (scale !== undefined) scaleInPlace(part, scale);
    const output = tf.tidy(() => predictBatch(plan, weights, tf.tensor(part, [count, ...plan.inputShape])));
    shape = output.shape.slice(1);
    parts.push(Float32Array.from(output.dataSync()));
    output.dispose();
  }
  const values = new Float32Array(rows * sizeOf(shape));
  parts.forEach((part, index) => {
    values.set(part, index * ROWS_PER_CALL * sizeOf(shape));
  });
  return { values, shape };
}

function predictBatch(plan: NetworkPlan, weights: readonly tf.Tensor[], input: tf.Tensor): tf.Tensor {
  return forward(plan, weights, input, { training: false, randomKey: tf.tensor1d([0, 0], 'int32') }).output;
}

async function evaluateData(
  plan: NetworkPlan,
  definition: ModelDefinition,
  weights: readonly tf.Tensor[],
  data: DataFiles,
  batchSize: number,
  onRows?: (done: number) => void,
): Promise<Evaluation> {
  const targetShape = data.targets[0]?.shape ?? [];
  const objective = objectiveOf(plan, definition.compile, targetShape);
  const source = await BatchSource.open(data, plan.inputShape);
  try {
    const rows = Int32Array.from({ length: data.rows }, (_, row) => row);
    const sums = await evaluateRows({ plan, objective }, weights, source, rows, batchSize, onRows);
    const confusion = ConfusionCounter.for(objective, targetShape);
    for (let from = 0; confusion && from < rows.length; from += ROWS_PER_CALL) {
      const batch = await source.batch(rows.subarray(from, from + ROWS_PER_CALL));
      const output = tf.tidy(() => predictBatch(plan, weights, batch.input));
      confusion.count(batch.targets.dataSync(), output.dataSync());
      output.dispose();
      disposeBatch(batch);
      await new Promise(setImmediate);
    }
    return {
      rows: data.rows,
      metrics: logsOf(objective, sums),
      ...(confusion ? { confusionMatrix: confusion.matrix } : {}),
    };
  } finally {
    await source.close();
  }
}
