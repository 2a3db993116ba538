import * as tf from '@tensorflow/tfjs-core';
import { clipGradients, clippingOf } from '../optimizers/clip-gradients.js';
import { slotsOf } from '../optimizers/optimizer-rules.js';
import { averagePosition, optimizerStep, settleWeight } from '../optimizers/optimizer-step.js';
import type { WeightPlan } from '../plan/network-plan.js';
import { type Trainee, trainablePositions } from '../training/train-step.js';
import { emit } from './emit.js';
import { type FusedUpdate, fusedUpdate } from './fused-updates.js';
import type { Graph, Ref } from './graph.js';
import type { LoopBody, StateHandles } from './loop-body.js';
import { record } from './recorder.js';
import { type StepRefs, StepWriter } from './step-writer.js';
import type { Variable } from './variables.js';

export interface UpdateSettings extends StepRefs {
  readonly trainee: Trainee;
  readonly state: StateHandles;
  readonly body: LoopBody;
  /** The weights as the step found them, all of them. */
  readonly values: readonly Ref[];
  /** Of the trainable weights. */
  readonly gradients: readonly Ref[];
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
  readonly gradient: Ref;
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

/** Clipping that is recorded, and then for each weight its decay and its update, both in place. */
function addFused(
  graph: Graph,
  { write, fused, trained }: { write: StepWriter; fused: FusedUpdate; trained: readonly Trained[] },
  { trainee, body, after }: UpdateSettings,
): Ref[] {
  const { optimizer } = trainee;
  const { weight_decay } = optimizer.config;
  const clipped = clippingOf(optimizer)
    ? addTrace(graph, body, trained.map(gradientOf), (gradients) => clipGradients(optimizer, gradients))
    : trained.map(({ gradient }) => gradient);
  const rate = weight_decay ? write.scalar('Mul', write.learningRate, write.constant(weight_decay)) : undefined;
  const ownSlots = slotsOf(optimizer).length;
  return trained.map(({ weight, slots, scratch, value }, index) => {
    const handle = body.handle(weight);
    const decayed =
      rate === undefined ? after : write.apply('ResourceApplyGradientDescent', [handle, rate, value], [after]);
    return fused({
      weight: handle,
      slots: slots.slice(0, ownSlots).map((slot) => body.handle(slot)),
      scratch: scratch.map((variable) => body.handle(variable)),
      gradient: at(clipped, index),
      after: [decayed],
    });
  });
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
  const updated = addTrace(graph, body, [...given, ...trained.map(gradientOf), ...scalars], (stands) => {
    const rest = [...stands];
    const take = (count: number) => rest.splice(0, count);
    const weights = take(plans.length);
    const state = { weights, slots: trained.map((each) => take(each.slots.length)) };
    const gradients = take(plans.length);
    const [rate, number] = rest;
    if (!rate || !number) throw new Error('the learning rate and the number of the step were given');
    const next = optimizerStep(trainee.optimizer, plans, state, gradients, { learningRate: rate, step: number });
    return [...next.weights, ...next.slots.flat()];
  });
  const computed = graph.add('NoOp', [], {}, { after: [after, ...updated, ...slotReads.map(({ ref }) => ref)] });
  const changed = [...trained.map(({ weight }) => weight), ...slots];
  return changed.map((variable, index) => body.assign(variable, at(updated, index), computed));
}

/** A value of the loop's body, for a computation that is recorded on something of its shape. */
interface Given {
  readonly shape: readonly number[];
  readonly ref: Ref;
}

const gradientOf = ({ weight, gradient }: Trained): Given => ({ shape: weight.shape, ref: gradient });

/** Records a computation and writes it into the loop's body. */
function addTrace(
  graph: Graph,
  body: LoopBody,
  given: readonly Given[],
  compute: (stands: readonly tf.Tensor[]) => readonly tf.Tensor[],
): Ref[] {
  const stands = given.map(({ shape }) => tf.ones([...shape]));
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
