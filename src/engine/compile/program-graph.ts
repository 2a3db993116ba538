import { isAdditive } from '../training/additive.js';
import { sumsLength } from '../training/objective.js';
import type { StateValues } from '../training/state-bytes.js';
import { slotPlans, type Trainee } from '../training/train-step.js';
import type { DataFiles } from '../training-spec.js';
import { addData } from './data-in-session.js';
import { needsScratch } from './fused-updates.js';
import { attribute, DATA_TYPE, Graph } from './graph.js';
import type { CallInputs, LoopSettings, StateHandles } from './loop-body.js';
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
  /** How many rows train in an epoch. */
  readonly trainingRows: number;
  /** Weight of each row of the data, where it is not the dataset's own. */
  readonly rowWeights: Float32Array | undefined;
  /** Rows that are measured after each epoch, of the same data or of another dataset. */
  readonly validation: { readonly rows: Int32Array; readonly data: DataFiles | undefined } | undefined;
  /** Data up to this size lives in the session; larger data is streamed through it. */
  readonly memoryBytes: number;
}

/** The graph of a whole training program, and where its parts are. */
export type ProgramGraph = ReturnType<typeof buildProgramGraph>;

/** The loops over an order of rows: where each leaves its end, and how many whole batches there are. */
export interface BatchLoops {
  readonly batchSize: number;
  readonly batches: number;
  readonly endsNotFinite: boolean;
  readonly whole: LoopEnd | undefined;
  readonly partial: LoopEnd | undefined;
}

/** Measuring needs no small batches, where rows can be cut in any way; larger ones cost fewer operations a row. */
const EVALUATION_BATCH = 256;

export function evaluationBatch({ trainee: { plan, objective }, batchSize }: CompiledProgramOptions): number {
  return isAdditive(plan, objective) ? EVALUATION_BATCH : batchSize;
}

/** What a call of a loop is fed. */
export const CALL: CallInputs = {
  order: 'call/order',
  start: 'call/start',
  end: 'call/end',
  offset: 'call/offset',
  stepsBefore: 'call/steps_before',
  seed: 'call/seed',
  learningRates: 'call/learning_rates',
  stepSizes: 'call/step_sizes',
  sums: 'call/sums',
};

/** @throws {NotCompilableError} when the step cannot be written as a graph. */
export function buildProgramGraph(options: CompiledProgramOptions) {
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
  for (const name of [CALL.learningRates, CALL.stepSizes]) graph.placeholder(name, DATA_TYPE.float32, [-1]);
}

/** The end of a loop with its sums as pairs of int32. */
function fetchable(graph: Graph, { sums, reached }: LoopEnd): LoopEnd {
  const bits = { T: attribute.type(DATA_TYPE.float64), type: attribute.type(DATA_TYPE.int32) };
  return { sums: graph.add('Bitcast', [sums], bits), reached };
}
