import * as tf from '@tensorflow/tfjs-core';
import type { InputScaling } from '../../data/preparing/in-graph.js';
import { inputShapesOf, type NetworkPlan, sizeOf, weightsOf } from '../plan/network-plan.js';
import { planDefinition } from '../plan/plan-definition.js';
import { type Objective, planObjective } from '../plan/plan-objective.js';
import { arrangeData } from '../training/arrange-data.js';
import { BatchSource, type BatchValues, scaleInPlace, toBatch } from '../training/batch-source.js';
import { batchLoss, batchSums, logsOf, sumsLength } from '../training/objective.js';
import { readWeights } from '../training/read-weights.js';
import { addInOrder } from '../training/sums.js';
import type { CheckpointFile, DataFiles, Logs, ModelDefinition } from '../training-spec.js';
import { explainUnknownId } from '../unknown-id.js';
import { AddedLosses } from './added-losses.js';
import { ConfusionCounter } from './confusion.js';
import { type ForwardProgram, type ForwardResult, openForward } from './forward-program.js';

/** A dataset is read from its beginning to its end, once; only small files are read at once. */
const RESIDENT_BYTES = 8 * 2 ** 20;

/** Weights are with TensorFlow for the forward pass, and here for what evaluations add. */
const COPIES_OF_WEIGHTS = 2;

/** What an evaluation found. */
export interface Evaluation {
  readonly rows: number;
  readonly metrics: Logs;
  /** Rows by true class, then by predicted class; for classification only. */
  readonly confusionMatrix?: number[][];
}

/** What one output of the model makes of the rows, one after another; `shape` is that of one row. */
export interface PredictedRows {
  readonly name: string;
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** A trained model that answers predictions and evaluations. */
export interface InferenceModel {
  /** Bytes that its weights and compiled programs take; more are compiled as they are needed. */
  readonly memoryBytes: number;
  /** Predicts `rows` rows, laid out one after another for each input of the model. */
  predict(inputs: readonly Float32Array[], rows: number, scaling?: InputScaling): Promise<readonly PredictedRows[]>;
  /** Loss and metrics over a dataset, as Keras's `evaluate`. */
  evaluate(data: DataFiles, batchSize: number, onRows?: (done: number) => void): Promise<Evaluation>;
  /** Frees the weights; the model is of no use afterwards. */
  dispose(): void;
}

/** Loads a model with the weights of a checkpoint. @throws {TrainingError} when they do not belong to its network. */
export async function loadModel(definition: ModelDefinition, checkpoint: CheckpointFile): Promise<InferenceModel> {
  const plan = planDefinition(definition);
  const weights = weightsOf(plan);
  const values = await readWeights(weights, checkpoint);
  const program = openForward(plan, weights, values);
  const weightBytes = weights.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  return {
    get memoryBytes() {
      return COPIES_OF_WEIGHTS * weightBytes + program.compiledBytes;
    },
    predict: async (inputs, rows, scaling = {}) => {
      const taken = inputs.map((values) => scaled(values, scaling));
      try {
        return await predictRows(plan, program, taken, rows);
      } catch (error) {
        throw explainUnknownId(error);
      }
    },
    evaluate: async (data, batchSize, onRows) => {
      const added = new AddedLosses(plan, values);
      try {
        return await evaluateData({ plan, program, added, definition }, data, batchSize, onRows);
      } catch (error) {
        throw explainUnknownId(error);
      } finally {
        added.dispose();
      }
    },
    dispose: () => program.close(),
  };
}

function scaled(inputs: Float32Array, scaling: InputScaling): Float32Array {
  if (scaling.scale === undefined && scaling.offset === undefined) return inputs;
  const copy = inputs.slice();
  scaleInPlace(copy, scaling);
  return copy;
}

async function predictRows(
  plan: NetworkPlan,
  program: ForwardProgram,
  inputs: readonly Float32Array[],
  rows: number,
): Promise<readonly PredictedRows[]> {
  const predicted = plan.outputs.map(({ name, shape }) => ({
    name,
    shape,
    values: new Float32Array(rows * sizeOf(shape)),
  }));
  for (let from = 0; from < rows; from += program.maxRows) {
    if (from > 0) await new Promise(setImmediate);
    const count = Math.min(program.maxRows, rows - from);
    const taken = inputs.map((values, index) => {
      const size = sizeOf(plan.inputs[index]?.shape ?? []);
      return values.subarray(from * size, (from + count) * size);
    });
    program.run(taken, count, { outputsOnly: true }).forEach(({ output }, index) => {
      const own = predicted[index];
      own?.values.set(output, from * sizeOf(own.shape));
    });
  }
  return predicted;
}

interface Evaluated {
  readonly plan: NetworkPlan;
  readonly program: ForwardProgram;
  readonly added: AddedLosses;
  readonly definition: ModelDefinition;
}

async function evaluateData(
  { plan, program, added, definition }: Evaluated,
  given: DataFiles,
  batchSize: number,
  onRows: (done: number) => void = () => {},
): Promise<Evaluation> {
  const data = arrangeData(plan, given);
  const targetShapes = data.targets.map(({ shape }) => shape);
  const objective = planObjective(plan, definition.compile, targetShapes);
  const confusion = ConfusionCounter.for(objective, targetShapes[0] ?? []);
  const source = await BatchSource.open(data, inputShapesOf(plan), RESIDENT_BYTES);
  let sums: Float64Array = new Float64Array(sumsLength(objective));
  const rowsAtOnce = Math.min(batchSize, program.maxRows);
  try {
    for (let from = 0; from < data.rows; from += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, data.rows - from);
      const batch = await source.read(Int32Array.from({ length: count }, (_, row) => from + row));
      const inputs = batch.inputs.map(({ values }) => values);
      const results = program.run(inputs, batch.rows);
      sums = addInOrder(sums, [
        tf.tidy(() => measure(objective, plan, batch, { results, loss: added.of(inputs, batch.rows) })),
      ]);
      confusion?.count(batch.targets[0]?.values ?? [], results[0]?.output ?? []);
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
function measure(
  objective: Objective,
  plan: NetworkPlan,
  values: BatchValues,
  { results, loss }: { results: readonly ForwardResult[]; loss: number },
): tf.Tensor {
  const predictions = plan.outputs.map((port, index) => {
    const shape = [values.rows, ...port.shape];
    const { output = new Float32Array(0), logits, mask } = results[index] ?? {};
    return {
      output: tf.tensor(output, shape),
      logits: logits && tf.tensor(logits, shape),
      mask: mask && tf.tensor(mask, [values.rows, mask.length / values.rows]),
    };
  });
  const pass = { predictions, losses: [tf.scalar(loss)], updates: new Map(), rowGradients: new Map() };
  const batch = toBatch(values);
  return batchSums(objective, batch, pass, batchLoss(objective, batch, pass));
}
