import * as tf from '@tensorflow/tfjs-core';
import { clipGradients, clippingOf } from '../optimizers/clip-gradients.js';
import type { Gradient } from '../optimizers/gradient.js';
import { slotsOf, takesWholeGradient } from '../optimizers/optimizer-rules.js';
import { averagePosition, decayAndUpdate, optimizerStep, settleWeight } from '../optimizers/optimizer-step.js';
import type { WeightPlan } from '../plan/network-plan.js';
import { type Trainee, trainablePositions } from '../training/train-step.js';
import { emit } from './emit.js';
import { type FusedUpdate, fusedUpdate } from './fused-updates.js';
import type { Graph, Ref } from './graph.js';
import type { LoopBody, StateHandles } from './loop-body.js';
import { record } from './recorder.js';
import { type StepRefs, StepWriter } from './step-writer.js';
import type { Variable } from './variables.js';

/** A gradient in the loop's body; `rows` are the numbers and gradients of single rows, where only such were asked. */
export interface GradientRefs {
  readonly sum: Ref;
  readonly rows: readonly Given[] | undefined;
}

/** A value of the loop's body, for a computation that is recorded on something of its shape. */
export interface Given {
  readonly shape: readonly number[];
  /** float32 where nothing is said. */
  readonly dtype?: tf.DataType;
  readonly ref: Ref;
}

export interface UpdateSettings extends StepRefs {
  readonly trainee: Trainee;
  readonly state: StateHandles;
  readonly body: LoopBody;
  /** The weights as the step found them, all of them. */
  readonly values: readonly Ref[];
  /** Of the trainable weights. */
  readonly gradients: readonly GradientRefs[];
  /** What must have run before a variable may change. */
  readonly after: Ref;
}

/** A weight that trains: its plan, its variables, and its value as the step found it. */
interface Trained {
  readonly plan: WeightPlan;
  readonly weight: Variable;
  readonly slots: readonly Variable[];
  readonly scratch: readonly Variable[];
  readonly value: Ref;
  readonly gradient: GradientRefs;
}

/** Adds the optimizer's update of every trainable weight to a loop's body and gives the nodes that do it. */
export function addUpdates(graph: Graph, settings: UpdateSettings): Ref[] {
  const { trainee, state, values, gradients, body } = settings;
  const trained = trainablePositions(trainee.weights).map((position, index) => ({
    plan: at(trainee.weights, position),
    weight: at(state.weights, position),
    slots: at(state.slots, index),
    scratch: at(state.scratch, index),
    value: at(values, position),
    gradient: at(gradients, index),
  }));
  const write = new StepWriter(graph, body.loop, settings);
  const fused = fusedUpdate(write, trainee.optimizer);
  if (!fused) return addRecorded(graph, trained, settings);
  const updated = addFused(graph, { write, fused, trained }, settings);
  return addSettling(graph, trained, updated, settings);
}

/** Clipping that is recorded, and then for each weight its decay and its update, both in place where that can be. */
function addFused(
  graph: Graph,
  { write, fused, trained }: { write: StepWriter; fused: FusedUpdate; trained: readonly Trained[] },
  settings: UpdateSettings,
): Ref[] {
  const { trainee, body, after } = settings;
  const { optimizer } = trainee;
  const { weight_decay } = optimizer.config;
  const rate = weight_decay ? write.scalar('Mul', write.learningRate, write.constant(weight_decay)) : undefined;
  const ownSlots = slotsOf(optimizer).length;
  return addClipping(graph, trained, settings).map((each) => {
    const { weight, slots, scratch, value, gradient } = each;
    if (gradient.rows && !takesWholeGradient(optimizer)) return addRecordedUpdate(graph, each, settings);
    const handle = body.handle(weight);
    const decayed =
      rate === undefined ? after : write.apply('ResourceApplyGradientDescent', [handle, rate, value], [after]);
    return fused({
      weight: handle,
      slots: slots.slice(0, ownSlots).map((slot) => body.handle(slot)),
      scratch: scratch.map((variable) => body.handle(variable)),
      gradient: gradient.sum,
      after: [decayed],
    });
  });
}

/** The weights with their gradients within the optimizer's limits. */
function addClipping(
  graph: Graph,
  trained: readonly Trained[],
  { trainee: { optimizer }, body }: UpdateSettings,
): readonly Trained[] {
  if (!clippingOf(optimizer)) return trained;
  let withRows: boolean[] = [];
  const clipped = addTrace(graph, body, trained.flatMap(gradientOf), (stands) => {
    const rest = [...stands];
    const limited = clipGradients(
      optimizer,
      trained.map((each) => takeGradient(each, rest)),
    );
    withRows = limited.map(({ rows }) => rows !== undefined);
    return limited.flatMap(({ sum, rows }) => (rows ? [sum, rows.rows] : [sum]));
  });
  return trained.map((each, index) => {
    const sum = clipped.shift() ?? '';
    const [ids, rows] = each.gradient.rows ?? [];
    if (!withRows[index] || !ids || !rows) return { ...each, gradient: { sum, rows: undefined } };
    return { ...each, gradient: { sum, rows: [ids, { ...rows, ref: clipped.shift() ?? '' }] } };
  });
}

/** The decay and update of a table that was looked into: accumulators of squares need what each look-up asked. */
function addRecordedUpdate(
  graph: Graph,
  each: Trained,
  { trainee: { optimizer }, body, learningRate, step, after }: UpdateSettings,
): Ref {
  const slots = each.slots.slice(0, slotsOf(optimizer).length);
  const reads = slots.map((slot) => ({ shape: slot.shape, ref: body.read(slot) }));
  const scalars = [learningRate, step].map((ref) => ({ shape: [], ref }));
  const given = [...scalars, { shape: each.weight.shape, ref: each.value }, ...reads, ...gradientOf(each)];
  const updated = addTrace(graph, body, given, ([rate, number, weight, ...rest]) => {
    if (!rate || !number || !weight) throw new Error('a rate, the number of the step and a weight were given');
    const state = { weight, slots: rest.splice(0, slots.length), learningRate: rate, step: number };
    const next = decayAndUpdate(optimizer, { ...state, gradient: takeGradient(each, rest) });
    return [next.weight, ...next.slots];
  });
  const computed = graph.add('NoOp', [], {}, { after: [after, ...updated, ...reads.map(({ ref }) => ref)] });
  const assigned = [each.weight, ...slots].map((variable, place) =>
    body.assign(variable, at(updated, place), computed),
  );
  return graph.add('NoOp', [], {}, { after: assigned });
}

/** What follows updates in place, of the weights that have a moving average or a constraint; gives the last nodes of all. */
function addSettling(
  graph: Graph,
  trained: readonly Trained[],
  updated: readonly Ref[],
  { trainee, body, step }: UpdateSettings,
): Ref[] {
  const { optimizer } = trainee;
  const position = averagePosition(optimizer);
  const last = [...updated];
  trained.forEach(({ plan, weight, slots }, index) => {
    const average = slots[position];
    if (!average && !plan.constraint) return;
    const changed = average ? [weight, average] : [weight];
    const stands = changed.map((variable) => ({ shape: variable.shape, ref: body.read(variable, at(updated, index)) }));
    const settled = addTrace(graph, body, [{ shape: [], ref: step }, ...stands], ([number, value, old]) => {
      if (!number || !value) throw new Error('the number of the step and a weight were given');
      const next = settleWeight(optimizer, plan.constraint, { weight: value, average: old }, number);
      return next.average ? [next.weight, next.average] : [next.weight];
    });
    const computed = graph.add('NoOp', [], {}, { after: settled });
    last.push(...changed.map((variable, place) => body.assign(variable, at(settled, place), computed)));
  });
  return last;
}

/** Updates whose formulas are recorded: every new value is computed before the first variable changes. */
function addRecorded(
  graph: Graph,
  trained: readonly Trained[],
  { trainee, body, learningRate, step, after }: UpdateSettings,
): Ref[] {
  const plans = trained.map(({ plan }) => plan);
  const slots = trained.flatMap((each) => each.slots);
  const slotReads = slots.map((slot) => ({ shape: slot.shape, ref: body.read(slot) }));
  const scalars = [learningRate, step].map((ref) => ({ shape: [], ref }));
  const given = [...trained.map(({ weight, value }) => ({ shape: weight.shape, ref: value })), ...slotReads];
  const updated = addTrace(graph, body, [...scalars, ...given, ...trained.flatMap(gradientOf)], (stands) => {
    const [rate, number, ...rest] = stands;
    if (!rate || !number) throw new Error('the learning rate and the number of the step were given');
    const weights = rest.splice(0, plans.length);
    const state = { weights, slots: trained.map((each) => rest.splice(0, each.slots.length)) };
    const gradients = trained.map((each) => takeGradient(each, rest));
    const next = optimizerStep(trainee.optimizer, plans, state, gradients, { learningRate: rate, step: number });
    return [...next.weights, ...next.slots.flat()];
  });
  const computed = graph.add('NoOp', [], {}, { after: [after, ...updated, ...slotReads.map(({ ref }) => ref)] });
  const changed = [...trained.map(({ weight }) => weight), ...slots];
  return changed.map((variable, index) => body.assign(variable, at(updated, index), computed));
}

function gradientOf({ weight, gradient }: Trained): Given[] {
  return [{ shape: weight.shape, ref: gradient.sum }, ...(gradient.rows ?? [])];
}

/** What stands for a weight's gradient, from the beginning of what is left. */
function takeGradient({ gradient }: Trained, rest: tf.Tensor[]): Gradient {
  const [sum, ids, rows] = rest.splice(0, gradient.rows ? 3 : 1);
  if (!sum) throw new Error('a gradient was given');
  return { sum, rows: ids && rows && { ids, rows } };
}

/** Records a computation and writes it into the loop's body. */
function addTrace(
  graph: Graph,
  body: LoopBody,
  given: readonly Given[],
  compute: (stands: readonly tf.Tensor[]) => readonly tf.Tensor[],
): Ref[] {
  const stands = given.map(({ shape, dtype }) => tf.ones([...shape], dtype));
  try {
    const trace = record(stands, () => compute(stands));
    return emit(graph, trace, { ...body.target, inputs: given.map(({ ref }) => ref) });
  } finally {
    tf.dispose(stands);
  }
}

function at<Item>(items: readonly Item[], position: number): Item {
  const item = items[position];
  if (item === undefined) throw new Error(`there is nothing at ${position}`);
  return item;
}
