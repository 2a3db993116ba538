import { sizeOf } from '../plan/network-plan.js';
import { sumsLength } from '../training/objective.js';
import type { StateValues } from '../training/state-bytes.js';
import { slotPlans, type Trainee } from '../training/train-step.js';
import type { StepRange, TrainingProgram } from '../training/training-program.js';
import type { DataFiles } from '../training-spec.js';
import { addData } from './data-in-session.js';
import { needsScratch } from './fused-updates.js';
import { attribute, DATA_TYPE, Graph, type Ref } from './graph.js';
import type { CallInputs, LoopSettings, ResidentRows, StateHandles } from './loop-body.js';
import type { DataInSession, RowsAtHand, Stretch } from './rows-at-hand.js';
import { type Feed, type HeldTensor, Session } from './session.js';
import { addEvaluateLoop, addTrainLoop } from './step-loops.js';
import { addVariable, FedVariables, StateVariables } from './variables.js';

export interface CompiledProgramOptions {
  readonly trainee: Trainee;
  readonly start: StateValues;
  readonly batchSize: number;
  readonly seed: number;
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

/** The loops over an order of rows: where each leaves its sums, and how many whole batches there are. */
interface BatchLoops {
  readonly batchSize: number;
  readonly batches: number;
  readonly whole: Ref | undefined;
  readonly partial: Ref | undefined;
}

/** Measuring needs no small batches; larger ones cost fewer operations a row. */
const EVALUATION_BATCH = 256;

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

  async run(order: Int32Array, range: StepRange, sums: Float64Array): Promise<Float64Array> {
    return this.callLoops(this.training, this.inOrder(order), range, sums);
  }

  async validate(): Promise<Float64Array | undefined> {
    const { validation, trainee } = this.options;
    if (!validation) return undefined;
    const to = Math.ceil(validation.rows.length / EVALUATION_BATCH);
    const range = { from: 0, to, firstGlobalStep: 0, learningRates: new Float32Array(0) };
    const rows = (this.data.validation ?? this.data.training).inOrder(this.session, {
      order: validation.rows,
      batchSize: EVALUATION_BATCH,
      // The same rows are measured after every epoch.
      next: this.data.validation && validation.rows,
    });
    try {
      return await this.callLoops(this.evaluation, rows, range, new Float64Array(sumsLength(trainee.objective)));
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
  ): Promise<Float64Array> {
    let sums = before;
    for (let step = from; step < to; ) {
      const stretch = await rows.at(step);
      const range = {
        from: step,
        to: Math.min(to, stretch.until),
        firstGlobalStep: firstGlobalStep + step - from,
        learningRates: learningRates.subarray(step - from),
      };
      sums = this.callOnStretch(loops, stretch, range, sums);
      step = range.to;
    }
    return sums;
  }

  private callOnStretch(
    { whole, partial, batches, batchSize }: BatchLoops,
    { order, first }: Stretch,
    { from, to, firstGlobalStep, learningRates }: StepRange,
    before: Float64Array,
  ): Float64Array {
    const wholeEnd = Math.min(to, batches);
    let sums = before;
    if (whole !== undefined && from < wholeEnd) {
      const range = { from: from - first, to: wholeEnd - first, firstGlobalStep, learningRates };
      sums = this.call(whole, { order, offset: 0 }, range, sums);
    }
    if (partial !== undefined && to > batches) {
      const done = batches - from;
      const last = { firstGlobalStep: firstGlobalStep + done, learningRates: learningRates.subarray(done) };
      const offset = (batches - first) * batchSize;
      sums = this.call(partial, { order, offset }, { from: 0, to: 1, ...last }, sums);
    }
    return sums;
  }

  private call(
    loop: Ref,
    { order, offset }: { order: HeldTensor; offset: number },
    range: StepRange,
    sums: Float64Array,
  ): Float64Array {
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
    const [bits] = this.session.run(feeds, [loop]);
    if (!(bits instanceof Int32Array)) throw new TypeError('a loop ends with the bits of its sums');
    return new Float64Array(bits.slice().buffer);
  }
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
    largestBatch: Math.max(batchSize, validation ? EVALUATION_BATCH : 0),
  });

  const training = addBatchLoops(trainingRows, { name: 'train', batchSize, data: data.training.rows }, (settings) =>
    fetchable(graph, addTrainLoop(graph, trainee, handles, CALL, settings)),
  );
  const measured = data.validation?.rows ?? { ...data.training.rows, weights: data.training.ownWeights };
  const evaluation = addBatchLoops(
    validation?.rows.length ?? 0,
    { name: 'evaluate', batchSize: EVALUATION_BATCH, data: measured },
    (settings) => fetchable(graph, addEvaluateLoop(graph, trainee, handles.weights, CALL, settings)),
  );
  const small = [data.training, ...(data.validation ? [data.validation] : [])].flatMap((rows) => rows.small ?? []);
  const fed = new FedVariables(graph, [...state.variables, ...scratch, ...small.map(({ variable }) => variable)]);
  return { graph, state, scratch, small, fed, training, evaluation, data };
}

/** The loop over whole batches and the one over the partial batch at the end; one that would have no batch is left out. */
function addBatchLoops(
  rows: number,
  { name, batchSize, data }: { name: string; batchSize: number; data: ResidentRows },
  add: (settings: LoopSettings) => Ref,
): BatchLoops {
  const batches = Math.floor(rows / batchSize);
  const rest = rows % batchSize;
  const whole = { name, rows: data, batchSize, isPartial: false };
  const partial = { name: `${name}_partial`, rows: data, batchSize: rest, isPartial: true };
  return {
    batchSize,
    batches,
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

/** The sums at the end of a loop, as pairs of int32. */
function fetchable(graph: Graph, result: Ref): Ref {
  return graph.add('Bitcast', [result], {
    T: attribute.type(DATA_TYPE.float64),
    type: attribute.type(DATA_TYPE.int32),
  });
}

const int32 = (value: number): Feed => ({ type: DATA_TYPE.int32, shape: [], values: Int32Array.of(value) });
