import { sizeOf } from '../plan/network-plan.js';
import { isAdditive } from '../training/additive.js';
import { sumsLength } from '../training/objective.js';
import type { StateValues } from '../training/state-bytes.js';
import { slotPlans, type Trainee } from '../training/train-step.js';
import type { StepRange, StretchEnd, TrainingProgram } from '../training/training-program.js';
import type { DataFiles } from '../training-spec.js';
import { addData } from './data-in-session.js';
import { needsScratch } from './fused-updates.js';
import { attribute, DATA_TYPE, Graph } from './graph.js';
import type { CallInputs, LoopSettings, StateHandles } from './loop-body.js';
import type { DataInSession, RowsAtHand, Stretch } from './rows-at-hand.js';
import { type Feed, type HeldTensor, Session } from './session.js';
import { addEvaluateLoop, addTrainLoop, type LoopEnd } from './step-loops.js';
import { addVariable, FedVariables, StateVariables } from './variables.js';

export interface CompiledProgramOptions {
  readonly trainee: Trainee;
  readonly start: StateValues;
  readonly batchSize: number;
  readonly seed: number;
  /** Whether the steps end at the first whose loss is not finite. */
  readonly endsNotFinite: boolean;
  readonly data: DataFiles;
  /** Rows that train: the first ones of the data. */
  readonly trainingRows: number;
  /** Weight of each row of the data, where it is not the dataset's own. */
  readonly rowWeights: Float32Array | undefined;
  /** Rows that are measured after each epoch, of the same data or of another dataset. */
  readonly validation: { readonly rows: Int32Array; readonly data: DataFiles | undefined } | undefined;
  /** Data up to this size lives in the session; larger data is streamed through it. */
  readonly memoryBytes: number;
}

/** The loops over an order of rows: where each leaves its end, and how many whole batches there are. */
interface BatchLoops {
  readonly batchSize: number;
  readonly batches: number;
  readonly endsNotFinite: boolean;
  readonly whole: LoopEnd | undefined;
  readonly partial: LoopEnd | undefined;
}

/** Measuring needs no small batches, where rows can be cut in any way; larger ones cost fewer operations a row. */
const EVALUATION_BATCH = 256;

function evaluationBatch({ trainee: { plan, objective }, batchSize }: CompiledProgramOptions): number {
  return isAdditive(plan, objective) ? EVALUATION_BATCH : batchSize;
}

const CALL: CallInputs = {
  order: 'call/order',
  start: 'call/start',
  end: 'call/end',
  offset: 'call/offset',
  stepsBefore: 'call/steps_before',
  seed: 'call/seed',
  learningRates: 'call/learning_rates',
  sums: 'call/sums',
};

/**
 * A whole training program inside TensorFlow: forward, loss, gradients, metrics, updates and the loop over the steps are one
 * graph, and a stretch of steps is one native call.
 */
export class CompiledProgram implements TrainingProgram {
  readonly info = { program: 'compiled' } as const;
  private readonly options: CompiledProgramOptions;
  private readonly session: Session;
  private readonly state: StateVariables;
  private readonly training: BatchLoops;
  private readonly evaluation: BatchLoops;
  private readonly data: ReturnType<typeof addData>;
  private epochRows: { readonly order: Int32Array; readonly rows: RowsAtHand } | undefined;

  private constructor(options: CompiledProgramOptions, parts: ReturnType<typeof buildGraph>) {
    this.options = options;
    this.state = parts.state;
    this.training = parts.training;
    this.evaluation = parts.evaluation;
    this.data = parts.data;
    this.session = new Session(parts.graph);
  }

  /** @throws {NotCompilableError} when the step cannot be written as a graph. */
  static async create(options: CompiledProgramOptions): Promise<CompiledProgram> {
    const parts = buildGraph(options);
    const program = new CompiledProgram(options, parts);
    try {
      const small = await Promise.all(parts.small.map((tensor) => tensor.read()));
      const scratch = parts.scratch.map(({ shape }) => new Float32Array(sizeOf(shape)));
      parts.fed.set(program.session, [...options.start.weights, ...options.start.slots.flat(), ...scratch, ...small]);
      for (const data of program.datasets) await data.load(program.session);
      return program;
    } catch (error) {
      await program.close();
      throw error;
    }
  }

  async run(order: Int32Array, range: StepRange, sums: Float64Array): Promise<StretchEnd> {
    return this.callLoops(this.training, this.inOrder(order), range, sums);
  }

  async validate(): Promise<Float64Array | undefined> {
    const { validation, trainee } = this.options;
    if (!validation) return undefined;
    const batchSize = evaluationBatch(this.options);
    const to = Math.ceil(validation.rows.length / batchSize);
    const range = { from: 0, to, firstGlobalStep: 0, learningRates: new Float32Array(0) };
    const rows = (this.data.validation ?? this.data.training).inOrder(this.session, {
      order: validation.rows,
      batchSize,
      // The same rows are measured after every epoch.
      next: this.data.validation && validation.rows,
    });
    try {
      const before = new Float64Array(sumsLength(trainee.objective));
      return (await this.callLoops(this.evaluation, rows, range, before)).sums;
    } finally {
      rows.dispose();
    }
  }

  read(): StateValues {
    const values = this.state.read(this.session);
    const weightCount = this.options.trainee.weights.length;
    let taken = weightCount;
    const slots = this.options.start.slots.map((group) => group.map(() => values[taken++] ?? new Float32Array(0)));
    return { weights: values.slice(0, weightCount), slots };
  }

  async close(): Promise<void> {
    this.epochRows?.rows.dispose();
    for (const data of this.datasets) await data.close();
    this.session.close();
  }

  private get datasets(): readonly DataInSession[] {
    const { training, validation } = this.data;
    return validation ? [training, validation] : [training];
  }

  private inOrder(order: Int32Array): RowsAtHand {
    if (this.epochRows?.order === order) return this.epochRows.rows;
    this.epochRows?.rows.dispose();
    const { batchSize, validation } = this.options;
    const next = validation?.data ? undefined : validation?.rows;
    const rows = this.data.training.inOrder(this.session, { order, batchSize, next });
    this.epochRows = { order, rows };
    return rows;
  }

  private async callLoops(
    loops: BatchLoops,
    rows: RowsAtHand,
    { from, to, firstGlobalStep, learningRates }: StepRange,
    before: Float64Array,
  ): Promise<StretchEnd> {
    let end: StretchEnd = { sums: before, to: from };
    while (end.to < to && !hasToEnd(loops, end)) {
      const step = end.to;
      const stretch = await rows.at(step);
      const range = {
        from: step,
        to: Math.min(to, stretch.until),
        firstGlobalStep: firstGlobalStep + step - from,
        learningRates: learningRates.subarray(step - from),
      };
      end = this.callOnStretch(loops, stretch, range, end.sums);
    }
    return end;
  }

  private callOnStretch(
    loops: BatchLoops,
    { order, first }: Stretch,
    { from, to, firstGlobalStep, learningRates }: StepRange,
    before: Float64Array,
  ): StretchEnd {
    const { whole, partial, batches, batchSize } = loops;
    const wholeEnd = Math.min(to, batches);
    let end: StretchEnd = { sums: before, to: from };
    if (whole !== undefined && from < wholeEnd) {
      const range = { from: from - first, to: wholeEnd - first, firstGlobalStep, learningRates };
      const { sums, to: reached } = this.call(whole, { order, offset: 0 }, range, before);
      end = { sums, to: reached + first };
    }
    if (partial !== undefined && to > batches && !hasToEnd(loops, end)) {
      const done = batches - from;
      const last = { firstGlobalStep: firstGlobalStep + done, learningRates: learningRates.subarray(done) };
      const offset = (batches - first) * batchSize;
      end = { ...this.call(partial, { order, offset }, { from: 0, to: 1, ...last }, end.sums), to };
    }
    return end;
  }

  private call(
    loop: LoopEnd,
    { order, offset }: { order: HeldTensor; offset: number },
    range: StepRange,
    sums: Float64Array,
  ): StretchEnd {
    const { learningRates } = range;
    const feeds = {
      [CALL.order]: order,
      [CALL.start]: int32(range.from),
      [CALL.end]: int32(range.to),
      [CALL.offset]: int32(offset),
      [CALL.stepsBefore]: int32(range.firstGlobalStep),
      [CALL.seed]: int32(this.options.seed),
      [CALL.learningRates]: { type: DATA_TYPE.float32, shape: [learningRates.length], values: learningRates.slice() },
      [CALL.sums]: { type: DATA_TYPE.int32, shape: [sums.length, 2], values: new Int32Array(sums.slice().buffer) },
    };
    const [bits, reached] = this.session.run(feeds, [loop.sums, loop.reached]);
    if (!(bits instanceof Int32Array)) throw new TypeError('a loop ends with the bits of its sums');
    return { sums: new Float64Array(bits.slice().buffer), to: reached?.[0] ?? range.to };
  }
}

function hasToEnd({ endsNotFinite }: BatchLoops, { sums }: StretchEnd): boolean {
  return endsNotFinite && !Number.isFinite(sums[0]);
}

function buildGraph(options: CompiledProgramOptions) {
  const { trainee, batchSize, trainingRows, validation } = options;
  const graph = new Graph();
  const handles = addState(graph, trainee);
  const state = new StateVariables(graph, [...handles.weights, ...handles.slots.flat()]);
  const scratch = handles.scratch.flat();
  addCallInputs(graph, sumsLength(trainee.objective));
  const data = addData(graph, {
    data: options.data,
    rowWeights: options.rowWeights,
    validation: validation?.data,
    memoryBytes: options.memoryBytes,
    largestBatch: Math.max(batchSize, validation ? evaluationBatch(options) : 0),
  });

  const { endsNotFinite } = options;
  const training = addBatchLoops(
    trainingRows,
    { name: 'train', batchSize, rows: data.training.rows, endsNotFinite },
    (settings) => fetchable(graph, addTrainLoop(graph, trainee, handles, CALL, settings)),
  );
  const measured = data.validation?.rows ?? { ...data.training.rows, weights: data.training.ownWeights };
  const evaluation = addBatchLoops(
    validation?.rows.length ?? 0,
    { name: 'evaluate', batchSize: evaluationBatch(options), rows: measured, endsNotFinite: false },
    (settings) => fetchable(graph, addEvaluateLoop(graph, trainee, handles.weights, CALL, settings)),
  );
  const small = [data.training, ...(data.validation ? [data.validation] : [])].flatMap((rows) => rows.small ?? []);
  const fed = new FedVariables(graph, [...state.variables, ...scratch, ...small.map(({ variable }) => variable)]);
  return { graph, state, scratch, small, fed, training, evaluation, data };
}

/** The loop over whole batches and the one over the partial batch at the end; one that would have no batch is left out. */
function addBatchLoops(
  rows: number,
  common: Omit<LoopSettings, 'isPartial'>,
  add: (settings: LoopSettings) => LoopEnd,
): BatchLoops {
  const { name, batchSize, endsNotFinite } = common;
  const batches = Math.floor(rows / batchSize);
  const rest = rows % batchSize;
  const whole = { ...common, isPartial: false };
  const partial = { ...common, name: `${name}_partial`, batchSize: rest, isPartial: true };
  return {
    batchSize,
    batches,
    endsNotFinite,
    whole: batches > 0 ? add(whole) : undefined,
    partial: rest > 0 ? add(partial) : undefined,
  };
}

function addState(graph: Graph, trainee: Trainee): StateHandles {
  const add = ({ name, shape }: { name: string; shape: readonly number[] }, kind: string) =>
    addVariable(graph, `${kind}/${name}`, DATA_TYPE.float32, shape);
  return {
    weights: trainee.weights.map((weight) => add(weight, 'weight')),
    slots: slotPlans(trainee).map((slots) => slots.map((slot) => add(slot, 'slot'))),
    scratch: trainee.weights
      .filter(({ trainable }) => trainable)
      .map((weight) => (needsScratch(trainee.optimizer) ? [add(weight, 'scratch')] : [])),
  };
}

function addCallInputs(graph: Graph, sums: number): void {
  graph.placeholder(CALL.sums, DATA_TYPE.int32, [sums, 2]);
  graph.placeholder(CALL.order, DATA_TYPE.int32, [-1]);
  for (const name of [CALL.start, CALL.end, CALL.offset, CALL.stepsBefore, CALL.seed])
    graph.placeholder(name, DATA_TYPE.int32, []);
  graph.placeholder(CALL.learningRates, DATA_TYPE.float32, [-1]);
}

/** The end of a loop with its sums as pairs of int32. */
function fetchable(graph: Graph, { sums, reached }: LoopEnd): LoopEnd {
  const bits = { T: attribute.type(DATA_TYPE.float64), type: attribute.type(DATA_TYPE.int32) };
  return { sums: graph.add('Bitcast', [sums], bits), reached };
}

const int32 = (value: number): Feed => ({ type: DATA_TYPE.int32, shape: [], values: Int32Array.of(value) });
