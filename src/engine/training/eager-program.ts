import * as tf from '@tensorflow/tfjs-core';
import { inputShapesOf } from '../plan/network-plan.js';
import type { ProgramInfo } from '../program-info.js';
import type { TrainingSpec } from '../training-spec.js';
import { BatchSource, disposeBatch, toBatch } from './batch-source.js';
import { sumsLength } from './objective.js';
import type { StateValues } from './state-bytes.js';
import { addInOrder } from './sums.js';
import { evaluateStep, slotPlans, type Trainee, type TrainState, trainStep } from './train-step.js';
import type { StepRange, StretchEnd, TrainingProgram } from './training-program.js';

/** Files up to this size are kept in memory where a spec names no limit. */
const RESIDENT_BYTES = 512 * 2 ** 20;

export interface EagerProgramOptions {
  readonly trainee: Trainee;
  readonly start: StateValues;
  readonly batchSize: number;
  readonly seed: number;
  /** Whether the steps end at the first whose loss is not finite. */
  readonly endsNotFinite: boolean;
  /** Why it is not compiled. */
  readonly reason: string;
  /** Weight of each training row, where it is not the dataset's own. */
  readonly rowWeights: Float32Array | undefined;
  readonly spec: Pick<TrainingSpec, 'data' | 'validation' | 'dataMemoryBytes'>;
  /** Rows that are measured after each epoch: of the validation data, or of the data where there is none. */
  readonly validationRows: Int32Array;
}

/** Trains with one call of tfjs for each operation: the reference, and the way where nothing faster can be had. */
export class EagerProgram implements TrainingProgram {
  readonly info: ProgramInfo;
  private readonly options: EagerProgramOptions;
  private readonly training: BatchSource;
  private readonly validation: BatchSource;
  private state: TrainState;

  private constructor(options: EagerProgramOptions, training: BatchSource, validation: BatchSource) {
    this.options = options;
    this.info = { program: 'eager', program_reason: options.reason };
    this.training = training;
    this.validation = validation;
    const { trainee, start } = options;
    const weights = trainee.weights.map(({ shape }, index) => tf.tensor(start.weights[index] ?? [], [...shape]));
    const shapes = slotPlans(trainee);
    const slots = start.slots.map((group, weight) =>
      group.map((values, slot) => tf.tensor(values, [...(shapes[weight]?.[slot]?.shape ?? [])])),
    );
    this.state = { weights, slots };
  }

  static async open(options: EagerProgramOptions): Promise<EagerProgram> {
    const { data, validation, dataMemoryBytes = RESIDENT_BYTES } = options.spec;
    const shapes = inputShapesOf(options.trainee.plan);
    const training = await BatchSource.open(data, shapes, dataMemoryBytes);
    const other = validation ? await BatchSource.open(validation, shapes, dataMemoryBytes) : training;
    return new EagerProgram(options, training, other);
  }

  async run(
    order: Int32Array,
    { from, to, firstGlobalStep, learningRates }: StepRange,
    sums: Float64Array,
  ): Promise<StretchEnd> {
    const ofBatches: tf.Tensor[] = [];
    let total = sums;
    const { trainee, batchSize, seed, rowWeights, endsNotFinite } = this.options;
    for (let step = from; step < to; step++) {
      const rows = order.subarray(step * batchSize, (step + 1) * batchSize);
      const batch = toBatch(await this.training.read(rows, rowWeights));
      const globalStep = firstGlobalStep + step - from;
      const next = tf.tidy(() =>
        toContainer(
          trainStep(trainee, this.state, {
            batch,
            learningRate: tf.scalar(learningRates[step - from] ?? 0),
            step: tf.scalar(globalStep + 1),
            randomKey: tf.tensor1d([seed, globalStep], 'int32'),
          }),
        ),
      );
      disposeBatch(batch);
      ofBatches.push(next.sums);
      this.replaceState(next);
      if (!endsNotFinite) continue;
      total = addInOrder(total, ofBatches.splice(0));
      if (!Number.isFinite(total[0])) return { sums: total, to: step + 1 };
    }
    return { sums: addInOrder(total, ofBatches), to };
  }

  async validate(between: () => Promise<void>): Promise<Float64Array | undefined> {
    const { trainee, validationRows, batchSize } = this.options;
    if (validationRows.length === 0) return undefined;
    let sums: Float64Array = new Float64Array(sumsLength(trainee.objective));
    for (let from = 0; from < validationRows.length; from += batchSize) {
      const batch = toBatch(await this.validation.read(validationRows.subarray(from, from + batchSize)));
      const ofBatch = tf.tidy(() => evaluateStep(trainee, this.state.weights, batch, tf.tensor1d([0, 0], 'int32')));
      sums = addInOrder(sums, [ofBatch]);
      disposeBatch(batch);
      await between();
    }
    return sums;
  }

  read(): StateValues {
    const numbers = (tensor: tf.Tensor) => Float32Array.from(tensor.dataSync());
    return {
      weights: this.state.weights.map(numbers),
      slots: this.state.slots.map((group) => group.map(numbers)),
    };
  }

  async close(): Promise<void> {
    tf.dispose([...this.state.weights, ...this.state.slots.flat()]);
    await this.training.close();
    if (this.validation !== this.training) await this.validation.close();
  }

  private replaceState(next: TrainState): void {
    const kept = new Set([...next.weights, ...next.slots.flat()]);
    const old = [...this.state.weights, ...this.state.slots.flat()];
    tf.dispose(old.filter((tensor) => !kept.has(tensor)));
    this.state = next;
  }
}

/** tidy keeps what it finds in plain arrays and objects. */
function toContainer({ weights, slots, sums }: ReturnType<typeof trainStep>) {
  return { weights: [...weights], slots: slots.map((group) => [...group]), sums };
}
