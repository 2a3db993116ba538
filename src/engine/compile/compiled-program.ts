import { stepSizes } from '../optimizers/step-sizes.js';
import { sizeOf } from '../plan/network-plan.js';
import { sumsLength } from '../training/objective.js';
import type { StateValues } from '../training/state-bytes.js';
import { StretchLength } from '../training/stretch-length.js';
import type { StepRange, StretchEnd, TrainingProgram } from '../training/training-program.js';
import { DATA_TYPE } from './graph.js';
import {
  type BatchLoops,
  buildProgramGraph,
  CALL,
  type CompiledProgramOptions,
  evaluationBatch,
  type ProgramGraph,
} from './program-graph.js';
import type { DataInSession, RowsAtHand, Stretch } from './rows-at-hand.js';
import { type Feed, type HeldTensor, Session } from './session.js';
import type { LoopEnd } from './step-loops.js';
import type { StateVariables } from './variables.js';

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
  private readonly data: ProgramGraph['data'];
  private readonly measuring = new StretchLength();
  private epochRows: { readonly order: Int32Array; readonly rows: RowsAtHand } | undefined;

  private constructor(options: CompiledProgramOptions, parts: ProgramGraph) {
    this.options = options;
    this.state = parts.state;
    this.training = parts.training;
    this.evaluation = parts.evaluation;
    this.data = parts.data;
    this.session = new Session(parts.graph);
  }

  /** @throws {NotCompilableError} when the step cannot be written as a graph. */
  static async create(options: CompiledProgramOptions): Promise<CompiledProgram> {
    const parts = buildProgramGraph(options);
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

  async validate(between: () => Promise<void>): Promise<Float64Array | undefined> {
    const { validation, trainee } = this.options;
    if (!validation) return undefined;
    const batchSize = evaluationBatch(this.options);
    const batches = Math.ceil(validation.rows.length / batchSize);
    const rows = (this.data.validation ?? this.data.training).inOrder(this.session, {
      order: validation.rows,
      batchSize,
      // The same rows are measured after every epoch.
      next: this.data.validation && validation.rows,
    });
    try {
      let end: StretchEnd = { sums: new Float64Array(sumsLength(trainee.objective)), to: 0 };
      while (end.to < batches) {
        const [began, from] = [performance.now(), end.to];
        const to = Math.min(batches, from + this.measuring.steps);
        const range = { from, to, firstGlobalStep: 0, learningRates: new Float32Array(0) };
        end = await this.callLoops(this.evaluation, rows, range, end.sums);
        this.measuring.learn(to - from, performance.now() - began);
        await between();
      }
      return end.sums;
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
    const { learningRates, firstGlobalStep } = range;
    const sizes = stepSizes(this.options.trainee.optimizer, learningRates, firstGlobalStep);
    const ofSteps = (values: Float32Array) => ({ type: DATA_TYPE.float32, shape: [values.length], values });
    const feeds = {
      [CALL.order]: order,
      [CALL.start]: int32(range.from),
      [CALL.end]: int32(range.to),
      [CALL.offset]: int32(offset),
      [CALL.stepsBefore]: int32(range.firstGlobalStep),
      [CALL.seed]: int32(this.options.seed),
      [CALL.learningRates]: ofSteps(learningRates.slice()),
      [CALL.stepSizes]: ofSteps(sizes),
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

const int32 = (value: number): Feed => ({ type: DATA_TYPE.int32, shape: [], values: Int32Array.of(value) });
