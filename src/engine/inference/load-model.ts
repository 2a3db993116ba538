import * as tf from '@tensorflow/tfjs-core';
import { type NetworkPlan, outputShapeOf, sizeOf, weightsOf } from '../plan/network-plan.js';
import { planDefinition } from '../plan/plan-definition.js';
import { BatchSource, type BatchValues, scaleInPlace, toBatch } from '../training/batch-source.js';
import { batchLoss, batchSums, logsOf, type Objective, objectiveOf, sumsLength } from '../training/objective.js';
import { readWeights } from '../training/state-bytes.js';
import { addInOrder } from '../training/sums.js';
import type { CheckpointFile, DataFiles, Logs, ModelDefinition } from '../training-spec.js';
import { ConfusionCounter } from './confusion.js';
import { type ForwardProgram, type ForwardResult, openForward } from './forward-program.js';

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

/** Loads a model with the weights of a checkpoint. @throws {TrainingError} when they do not belong to its network. */
export async function loadModel(definition: ModelDefinition, checkpoint: CheckpointFile): Promise<InferenceModel> {
  const plan = planDefinition(definition);
  const weights = weightsOf(plan);
  const program = openForward(plan, weights, await readWeights(weights, checkpoint));
  return {
    memoryBytes: weights.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0),
    predict: async (inputs, rows, scale) => predictRows(plan, program, scaled(inputs, scale), rows),
    evaluate: (data, batchSize, onRows) => evaluateData(plan, program, definition, data, batchSize, onRows),
    dispose: () => program.close(),
  };
}

function scaled(inputs: Float32Array, scale: number | undefined): Float32Array {
  if (scale === undefined) return inputs;
  const copy = inputs.slice();
  scaleInPlace(copy, scale);
  return copy;
}

async function predictRows(
  plan: NetworkPlan,
  program: ForwardProgram,
  inputs: Float32Array,
  rows: number,
): Promise<{ values: Float32Array; shape: number[] }> {
  const shape = [...outputShapeOf(plan)];
  const inputSize = sizeOf(plan.inputShape);
  const values = new Float32Array(rows * sizeOf(shape));
  for (let from = 0; from < rows; from += program.maxRows) {
    if (from > 0) await new Promise(setImmediate);
    const count = Math.min(program.maxRows, rows - from);
    const { output } = program.run(inputs.subarray(from * inputSize, (from + count) * inputSize), count);
    values.set(output, from * sizeOf(shape));
  }
  return { values, shape };
}

async function evaluateData(
  plan: NetworkPlan,
  program: ForwardProgram,
  definition: ModelDefinition,
  data: DataFiles,
  batchSize: number,
  onRows: (done: number) => void = () => {},
): Promise<Evaluation> {
  const targetShape = data.targets[0]?.shape ?? [];
  const objective = objectiveOf(plan, definition.compile, targetShape);
  const confusion = ConfusionCounter.for(objective, targetShape);
  const source = await BatchSource.open(data, plan.inputShape);
  let sums: Float64Array = new Float64Array(sumsLength(objective));
  const rows = Int32Array.from({ length: data.rows }, (_, row) => row);
  const rowsAtOnce = Math.min(batchSize, program.maxRows);
  try {
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const batch = await source.read(rows.subarray(from, from + rowsAtOnce));
      const result = program.run(batch.input, batch.rows);
      sums = addInOrder(sums, [tf.tidy(() => measure(objective, plan, batch, result))]);
      confusion?.count(batch.targets, result.output);
      onRows(from + batch.rows);
      await new Promise(setImmediate);
    }
  } finally {
    await source.close();
  }
  return {
    rows: data.rows,
    metrics: logsOf(objective, sums),
    ...(confusion ? { confusionMatrix: confusion.matrix } : {}),
  };
}

/** What a batch adds to the objective's sums, from what the network made of it. */
function measure(objective: Objective, plan: NetworkPlan, values: BatchValues, result: ForwardResult): tf.Tensor {
  const shape = [values.rows, ...outputShapeOf(plan)];
  const prediction = {
    output: tf.tensor(result.output, shape),
    logits: result.logits && tf.tensor(result.logits, shape),
  };
  const batch = toBatch(values);
  return batchSums(objective, batch, prediction, batchLoss(objective, batch, prediction));
}
