import type { RowSides } from '../../data/split/row-sides.js';
import { compiledMetrics } from '../../keras-format/compile.js';
import { resolveOptimizer } from '../../keras-format/optimizers.js';
import { rowOrder } from '../../random/streams.js';
import { BestEpoch } from '../callbacks/best-epoch.js';
import { CallbackList } from '../callbacks/callback-list.js';
import type { CheckpointState } from '../checkpoint.js';
import { LearningRate } from '../optimizers/learning-rate.js';
import { type NetworkPlan, outputNames, weightsOf } from '../plan/network-plan.js';
import { planDefinition } from '../plan/plan-definition.js';
import { planObjective } from '../plan/plan-objective.js';
import type { EpochResult, Logs, TrainingHooks, TrainingOutcome, TrainingSpec } from '../training-spec.js';
import { explainUnknownId } from '../unknown-id.js';
import { arrangeData } from './arrange-data.js';
import { checkLabels } from './check-labels.js';
import { logsOf, sumsLength } from './objective.js';
import { openProgram, type ProgramOpener } from './open-program.js';
import { Stopped, startOfEpoch, toPartialEpoch } from './partial-epoch.js';
import { readWeights } from './read-weights.js';
import { rowSidesOf } from './row-sides.js';
import {
  finalState,
  initialSlots,
  initialState,
  packState,
  readState,
  type StateValues,
  tensorTable,
} from './state-bytes.js';
import { StretchLength } from './stretch-length.js';
import type { Trainee } from './train-step.js';
import type { StretchEnd, TrainingProgram } from './training-program.js';

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
  const sides = await rowSidesOf(spec);
  const { validation } = spec;
  for (const data of [spec.data, ...(validation ? [validation] : [])]) await checkLabels(plan, trainee.objective, data);
  const split = {
    trainingRows: sides.trainingRows,
    validationRows: validation ? Int32Array.from({ length: validation.rows }, (_, row) => row) : sides.validation(),
  };
  const program = await open(spec, trainee, await startState(trainee, spec), split);
  try {
    hooks.onProgram?.(program.info);
    return await runEpochs(new FitRun(spec, trainee, program, sides), hooks);
  } catch (error) {
    throw explainUnknownId(error);
  } finally {
    await program.close();
  }
}

function traineeOf(plan: NetworkPlan, { model, data }: TrainingSpec): Trainee {
  return {
    plan,
    weights: weightsOf(plan),
    objective: planObjective(
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

/** What one run over the epochs holds on to. */
class FitRun {
  readonly spec: TrainingSpec;
  readonly trainee: Trainee;
  readonly program: TrainingProgram;
  readonly steps: number;
  readonly learningRate: LearningRate;
  readonly callbacks: CallbackList;
  readonly best: BestEpoch;
  private readonly trainingRows: number;
  /** Numbers of the rows that train, where they are not simply the first ones. */
  private readonly chosen: Int32Array | undefined;
  private readonly stretch = new StretchLength();

  constructor(spec: TrainingSpec, trainee: Trainee, program: TrainingProgram, sides: RowSides) {
    this.spec = spec;
    this.trainee = trainee;
    this.program = program;
    this.trainingRows = sides.trainingRows;
    this.chosen = sides.trainsOnFirst ? undefined : sides.training();
    this.steps = Math.ceil(sides.trainingRows / spec.fit.batchSize);
    this.learningRate = new LearningRate(trainee.optimizer.config.learning_rate);
    const metrics = compiledMetrics(spec.model.compile, outputNames(trainee.plan));
    const earlier = spec.resume?.state;
    this.callbacks = new CallbackList(spec.fit.callbacks ?? [], metrics, earlier?.callbacks, spec.fit.checkpoints);
    if (this.callbacks.learningRate !== undefined) this.learningRate.set(this.callbacks.learningRate);
    this.best = new BestEpoch(spec.fit.callbacks ?? [], metrics, earlier?.best ?? null);
  }

  /** The rows that train in the order of this epoch. */
  orderOf(epoch: number): Int32Array {
    const { seed, shuffle } = this.spec.fit;
    const order = rowOrder(this.trainingRows, seed, epoch, shuffle);
    const { chosen } = this;
    return chosen ? order.map((place) => chosen[place] ?? 0) : order;
  }

  /** Whether an epoch's steps are over because of a loss that is not finite. */
  isBroken({ sums }: StretchEnd): boolean {
    return this.callbacks.endsSteps && !Number.isFinite(sums[0]);
  }

  /** Runs the next stretch of steps and sets the length of the one after by how long it took. */
  async runStretch(order: Int32Array, epoch: number, from: number, before: Float64Array): Promise<StretchEnd> {
    const to = Math.min(this.steps, from + this.stretch.steps);
    const began = performance.now();
    const firstGlobalStep = (epoch - 1) * this.steps + from;
    const learningRates = this.learningRate.range(firstGlobalStep, to - from);
    const end = await this.program.run(order, { from, to, firstGlobalStep, learningRates }, before);
    this.stretch.learn(end.to - from, performance.now() - began);
    return end;
  }
}

/**
 * While an epoch is being stored the next one is trained, for no longer than this: what a killed worker loses is an epoch and a
 * second at the most, however long storing takes.
 */
const AHEAD_MS = 1_000;

async function runEpochs(run: FitRun, hooks: TrainingHooks): Promise<TrainingOutcome> {
  const { epochs } = run.spec.fit;
  let stored: Promise<void> = Promise.resolve();
  let epoch = run.spec.resume?.state.epoch ?? 0;
  while (epoch < epochs && run.callbacks.stop === undefined) {
    const began = performance.now();
    const measured = await untilStopped(runEpoch(run, epoch + 1, hooks, stored));
    if (measured instanceof Stopped) {
      await stored;
      if (measured.end.to > 0) await hooks.onPartial?.(partialCheckpoint(run, epoch, measured.end));
      return { stopped: true, finalEpoch: epoch };
    }
    epoch += 1;
    const result = epochResult(run, measured, began);
    await stored;
    stored = hooks.onEpoch(result);
    // A rejection is met at the next await; until then it must not count as unhandled.
    stored.catch(() => {});
  }
  await stored;
  const { stop } = run.callbacks;
  const finalEpoch = run.callbacks.finalEpoch(epoch);
  return { stopped: false, finalEpoch, ...(stop ? { stopReason: stop } : {}) };
}

/** An epoch whose steps are made, with its validation. */
interface MeasuredEpoch {
  readonly epoch: number;
  /** Steps done in it. */
  readonly step: number;
  readonly logs: Logs;
}

function untilStopped<Result>(work: Promise<Result>): Promise<Result | Stopped> {
  return work.catch((error: unknown) => {
    if (error instanceof Stopped) return error;
    throw error;
  });
}

/** One epoch's steps and validation; `stored` is when the one before is. @throws {Stopped} when the signal stopped it. */
async function runEpoch(
  run: FitRun,
  epoch: number,
  { onProgress, signal }: TrainingHooks,
  stored: Promise<void>,
): Promise<MeasuredEpoch> {
  const began = performance.now();
  const { objective } = run.trainee;
  const { epochs } = run.spec.fit;
  const order = run.orderOf(epoch);
  const earlier = run.spec.resume?.state;
  let end = startOfEpoch(earlier?.epoch === epoch - 1 ? earlier.partial : undefined, sumsLength(objective));
  let isBroken = run.isBroken(end);
  const tell = () => {
    onProgress({ epoch, epochs, step: end.to, steps: run.steps, metrics: logsOf(objective, end.sums) });
    return new Promise(setImmediate);
  };
  const stopIfAsked = () => {
    if (signal.aborted) throw new Stopped(end);
  };
  while (end.to < run.steps && !isBroken) {
    if (performance.now() - began > AHEAD_MS) await stored;
    stopIfAsked();
    end = await run.runStretch(order, epoch, end.to, end.sums);
    isBroken = run.isBroken(end);
    await tell();
  }
  const logs = logsOf(objective, end.sums);
  run.callbacks.stepsEnded(logs.loss ?? 0, epoch, end.to);
  const validation = await run.program.validate(async () => {
    stopIfAsked();
    await tell();
  });
  return { epoch, step: end.to, logs: { ...logs, ...(validation ? prefixed(logsOf(objective, validation)) : {}) } };
}

function prefixed(logs: Logs): Logs {
  return Object.fromEntries(Object.entries(logs).map(([key, value]) => [`val_${key}`, value]));
}

/** What training goes on from after `epoch` epochs and some steps of the next one. */
function partialCheckpoint(run: FitRun, epoch: number, end: StretchEnd): EpochResult['checkpoint'] {
  const state = stateOf(run, epoch, epoch * run.steps + end.to, run.best.sofar);
  return { bytes: packState(run.program.read()), state: { ...state, partial: toPartialEpoch(end) } };
}

function stateOf(run: FitRun, epoch: number, step: number, best: CheckpointState['best']): CheckpointState {
  const callbacks = run.callbacks.state();
  const tensors = tensorTable(run.trainee);
  return { epoch, step, seed: run.spec.fit.seed, tensors, best, ...(callbacks ? { callbacks } : {}) };
}

/** Tells the callbacks of the epoch, and takes the checkpoint, which holds what they remember now. */
function epochResult(run: FitRun, { epoch, step, logs }: MeasuredEpoch, began: number): EpochResult {
  const best = run.best.after(epoch, logs);
  const stepsDone = (epoch - 1) * run.steps + step;
  // Keras reports the rate that the next update would be made with, as it is before a callback changes it:
  // keras/src/callbacks/learning_rate_scheduler.py.
  const learningRate = run.learningRate.at(stepsDone);
  run.callbacks.epochEnded({ epoch, step, logs, learningRate });
  if (run.callbacks.learningRate !== undefined) run.learningRate.set(run.callbacks.learningRate);
  const obsolete = run.callbacks.obsolete(epoch, best?.epoch);
  const isLast = epoch === run.spec.fit.epochs || run.callbacks.stop !== undefined;
  const values = run.program.read();
  const bytes = packState(isLast && !run.callbacks.restores ? finalState(run.trainee, values) : values);
  const state = stateOf(run, epoch, stepsDone, best);
  const durationS = (performance.now() - began) / 1000;
  return { epoch, step, steps: run.steps, logs, learningRate, durationS, checkpoint: { bytes, state }, obsolete };
}
