import { resolveOptimizer } from '../../keras-format/optimizers.js';
import { LearningRate } from '../optimizers/learning-rate.js';
import { type NetworkPlan, weightsOf } from '../plan/network-plan.js';
import { planDefinition } from '../plan/plan-definition.js';
import { rowOrder } from '../random/streams.js';
import {
  type EpochResult,
  type Logs,
  TrainingError,
  type TrainingHooks,
  type TrainingOutcome,
  type TrainingSpec,
} from '../training-spec.js';
import { arrangeData } from './arrange-data.js';
import { logsOf, objectiveOf, sumsLength } from './objective.js';
import { openProgram, type ProgramOpener, type RowSplit } from './open-program.js';
import {
  finalState,
  initialSlots,
  initialState,
  packState,
  readState,
  readWeights,
  type StateValues,
  tensorTable,
} from './state-bytes.js';
import type { Trainee } from './train-step.js';
import type { TrainingProgram } from './training-program.js';

/** A stretch of steps is made to last about this long, so that progress and a stop are never far away. */
const STRETCH_MS = 200;
const FIRST_STRETCH_STEPS = 4;

/**
 * Trains a model as Keras's `fit` does, from its start or on from a checkpoint, and tells the hooks about each stretch of steps
 * and each epoch. The same spec gives the same bytes, resumed or not.
 * @throws {TrainingError} when the job itself is at fault.
 */
export async function train(
  given: TrainingSpec,
  hooks: TrainingHooks,
  open: ProgramOpener = openProgram,
): Promise<TrainingOutcome> {
  const plan = planDefinition(given.model);
  const spec = {
    ...given,
    data: arrangeData(plan, given.data),
    ...(given.validation ? { validation: arrangeData(plan, given.validation) } : {}),
  };
  const trainee = traineeOf(plan, spec);
  const split = splitRows(spec);
  const program = await open(spec, trainee, await startState(trainee, spec), split);
  try {
    return await runEpochs(new FitRun(spec, trainee, program, split.trainingRows), hooks);
  } finally {
    await program.close();
  }
}

function traineeOf(plan: NetworkPlan, { model, data }: TrainingSpec): Trainee {
  return {
    plan,
    weights: weightsOf(plan),
    objective: objectiveOf(
      plan,
      model.compile,
      data.targets.map(({ shape }) => shape),
    ),
    optimizer: resolveOptimizer(model.compile.optimizer),
  };
}

async function startState(trainee: Trainee, { resume, initial, fit }: TrainingSpec): Promise<StateValues> {
  if (resume) return readState(trainee, resume);
  if (initial) return { weights: await readWeights(trainee.weights, initial), slots: initialSlots(trainee) };
  return initialState(trainee, fit.seed);
}

/** Keras takes the last part: floor(rows x (1 - split)) rows train (keras/src/trainers/data_adapters/data_adapter_utils.py). */
function splitRows({ data, fit, validation }: TrainingSpec): RowSplit {
  const trainingRows = Math.floor(data.rows * (1 - fit.validationSplit));
  if (trainingRows === 0) throw new TrainingError('no_rows', 'validation_split leaves no rows to train on');
  const measured = validation ? range(0, validation.rows) : range(trainingRows, data.rows);
  return { trainingRows, validationRows: measured };
}

const range = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, index) => from + index);

/** What one run over the epochs holds on to. */
class FitRun {
  readonly spec: TrainingSpec;
  readonly trainee: Trainee;
  readonly program: TrainingProgram;
  readonly rows: number;
  readonly steps: number;
  readonly learningRate: LearningRate;
  best: EpochResult['checkpoint']['state']['best'];
  private stretch = FIRST_STRETCH_STEPS;

  constructor(spec: TrainingSpec, trainee: Trainee, program: TrainingProgram, rows: number) {
    this.spec = spec;
    this.trainee = trainee;
    this.program = program;
    this.rows = rows;
    this.steps = Math.ceil(rows / spec.fit.batchSize);
    this.learningRate = new LearningRate(trainee.optimizer.config.learning_rate);
    this.best = spec.resume?.state.best ?? null;
  }

  /** Runs the next stretch of steps and sets the length of the one after by how long it took. */
  async runStretch(
    order: Int32Array,
    epoch: number,
    from: number,
    before: Float64Array,
  ): Promise<{ to: number; sums: Float64Array }> {
    const to = Math.min(this.steps, from + this.stretch);
    const began = performance.now();
    const firstGlobalStep = (epoch - 1) * this.steps + from;
    const learningRates = this.learningRate.range(firstGlobalStep, to - from);
    const sums = await this.program.run(order, { from, to, firstGlobalStep, learningRates }, before);
    const stepMs = Math.max(0.001, (performance.now() - began) / (to - from));
    this.stretch = Math.max(1, Math.round(STRETCH_MS / stepMs));
    return { to, sums };
  }
}

async function runEpochs(run: FitRun, hooks: TrainingHooks): Promise<TrainingOutcome> {
  const { epochs } = run.spec.fit;
  let stored: Promise<void> = Promise.resolve();
  for (let epoch = (run.spec.resume?.state.epoch ?? 0) + 1; epoch <= epochs; epoch++) {
    const began = performance.now();
    const logs = await runEpoch(run, epoch, hooks);
    if (!logs) return { stopped: true, finalEpoch: epoch - 1 };
    const result = epochResult(run, epoch, logs, began);
    await stored;
    stored = hooks.onEpoch(result);
    // A rejection is met at the next await; until then it must not count as unhandled.
    stored.catch(() => {});
  }
  await stored;
  return { stopped: false, finalEpoch: epochs };
}

/** One epoch's steps and validation; undefined when the signal stopped it. */
async function runEpoch(run: FitRun, epoch: number, { onProgress, signal }: TrainingHooks): Promise<Logs | undefined> {
  const { objective } = run.trainee;
  const { shuffle, seed, epochs } = run.spec.fit;
  const order = rowOrder(run.rows, seed, epoch, shuffle);
  let sums: Float64Array = new Float64Array(sumsLength(objective));
  for (let step = 0; step < run.steps; ) {
    if (signal.aborted) return undefined;
    const stretch = await run.runStretch(order, epoch, step, sums);
    step = stretch.to;
    sums = stretch.sums;
    onProgress({ epoch, epochs, step, steps: run.steps, metrics: logsOf(objective, sums) });
    await new Promise(setImmediate);
  }
  const validation = await run.program.validate();
  return { ...logsOf(objective, sums), ...(validation ? prefixed(logsOf(objective, validation)) : {}) };
}

function prefixed(logs: Logs): Logs {
  return Object.fromEntries(Object.entries(logs).map(([key, value]) => [`val_${key}`, value]));
}

function epochResult(run: FitRun, epoch: number, logs: Logs, began: number): EpochResult {
  const values = run.program.read();
  const bytes = packState(epoch === run.spec.fit.epochs ? finalState(run.trainee, values) : values);
  const monitor = 'val_loss' in logs ? 'val_loss' : 'loss';
  const value = logs[monitor] ?? Number.NaN;
  if (value < (run.best?.value ?? Number.POSITIVE_INFINITY)) run.best = { epoch, monitor, value };
  const state = {
    epoch,
    step: epoch * run.steps,
    seed: run.spec.fit.seed,
    tensors: tensorTable(run.trainee),
    best: run.best,
  };
  // Keras reports the rate that the next update would be made with: keras/src/callbacks/learning_rate_scheduler.py.
  const learningRate = run.learningRate.at(epoch * run.steps);
  return { epoch, logs, learningRate, durationS: (performance.now() - began) / 1000, checkpoint: { bytes, state } };
}
