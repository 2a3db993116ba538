import type { InputScaling } from '../../data/preparing/in-graph.js';
import { AlignedScratch } from '../aligned-floats.js';
import { type NetworkPlan, sizeOf, weightsOf } from '../plan/network-plan.js';
import { planDefinition } from '../plan/plan-definition.js';
import { scaleInPlace } from '../training/batch-source.js';
import { readWeights } from '../training/read-weights.js';
import type { CheckpointFile, DataFiles, ModelDefinition } from '../training-spec.js';
import { explainUnknownId } from '../unknown-id.js';
import { AddedLosses } from './added-losses.js';
import { type EvaluateOptions, type Evaluation, evaluateData } from './evaluate-data.js';
import { type ForwardProgram, openForward } from './forward-program.js';

/** Weights are with TensorFlow for the forward pass, and here for what evaluations add. */
const COPIES_OF_WEIGHTS = 2;

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
  evaluate(data: DataFiles, batchSize: number, options?: EvaluateOptions): Promise<Evaluation>;
  /** Frees the weights; the model is of no use afterwards. */
  dispose(): void;
}

/**
 * Loads a model with the weights of a checkpoint. `operations` is how many TensorFlow does beside each other in this process.
 * @throws {TrainingError} when they do not belong to its network.
 */
export async function loadModel(
  definition: ModelDefinition,
  checkpoint: CheckpointFile,
  operations = 1,
): Promise<InferenceModel> {
  const plan = planDefinition(definition);
  const weights = weightsOf(plan);
  const values = await readWeights(weights, checkpoint);
  const program = openForward(plan, weights, values, operations);
  const weightBytes = weights.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  return {
    get memoryBytes() {
      return COPIES_OF_WEIGHTS * weightBytes + program.compiledBytes;
    },
    predict: async (inputs, rows, scaling = {}) => {
      try {
        return await predictRows({ plan, program, scaling }, inputs, rows);
      } catch (error) {
        throw explainUnknownId(error);
      }
    },
    evaluate: async (data, batchSize, options) => {
      const added = new AddedLosses(plan, values);
      try {
        return await evaluateData({ plan, program, added, definition }, data, batchSize, options);
      } catch (error) {
        throw explainUnknownId(error);
      } finally {
        added.dispose();
      }
    },
    dispose: () => program.close(),
  };
}

/** Where the scaled rows of a call are, for each of a model's inputs; all models share it, as a call is over before the next. */
const SCALED: AlignedScratch[] = [];

function scaled(values: Float32Array, input: number, scaling: InputScaling): Float32Array {
  if (scaling.scale === undefined && scaling.offset === undefined) return values;
  SCALED[input] ??= new AlignedScratch();
  const copy = SCALED[input].floats(values.length);
  copy.set(values);
  scaleInPlace(copy, scaling);
  return copy;
}

async function predictRows(
  { plan, program, scaling }: { plan: NetworkPlan; program: ForwardProgram; scaling: InputScaling },
  inputs: readonly Float32Array[],
  rows: number,
): Promise<readonly PredictedRows[]> {
  const run = (from: number, count: number) => {
    const taken = inputs.map((values, index) => {
      const size = sizeOf(plan.inputs[index]?.shape ?? []);
      return scaled(values.subarray(from * size, (from + count) * size), index, scaling);
    });
    return program.run(taken, count, { outputsOnly: true }).map(({ output }) => output);
  };
  // Most calls are one pass, whose outputs are nobody else's.
  const inOne = rows <= program.maxRows ? run(0, rows) : undefined;
  const predicted = plan.outputs.map(({ name, shape }, index) => ({
    name,
    shape,
    values: inOne?.[index] ?? new Float32Array(rows * sizeOf(shape)),
  }));
  for (let from = 0; inOne === undefined && from < rows; from += program.maxRows) {
    if (from > 0) await new Promise(setImmediate);
    run(from, Math.min(program.maxRows, rows - from)).forEach((output, index) => {
      const own = predicted[index];
      own?.values.set(output, from * sizeOf(own.shape));
    });
  }
  return predicted;
}
