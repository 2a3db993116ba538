import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../keras-format/optimizers.js';
import { applyConstraint } from '../constraints.js';
import type { WeightPlan } from '../plan/network-plan.js';
import { clipGradients } from './clip-gradients.js';
import type { Gradient } from './gradient.js';
import { nextAverage, overwritten } from './moving-average.js';
import type { SlotPlan, Updated } from './optimizer-rule.js';
import { slotsOf, updateWeight } from './optimizer-rules.js';

/** The trainable weights and what the optimizer keeps for each. */
export interface OptimizerState {
  readonly weights: readonly tf.Tensor[];
  /** In the order of `optimizerSlots`. */
  readonly slots: readonly (readonly tf.Tensor[])[];
}

/** Float32 scalars: the rate of this step, and its number from 1. */
export interface StepCounters {
  readonly learningRate: tf.Tensor;
  readonly step: tf.Tensor;
}

/** All that an optimizer keeps for each trainable weight: its rule's slots, the moving average, the gradients gathered. */
export function optimizerSlots(optimizer: Optimizer): readonly SlotPlan[] {
  const { use_ema, gradient_accumulation_steps } = optimizer.config;
  return [
    ...slotsOf(optimizer),
    ...(use_ema ? [{ name: 'average', initial: 0 }] : []),
    ...(gradient_accumulation_steps === null ? [] : [{ name: 'gradient_accumulator', initial: 0 }]),
  ];
}

/** Position of the moving average among a weight's slots; -1 where there is none. */
export function averagePosition(optimizer: Optimizer): number {
  return optimizer.config.use_ema ? slotsOf(optimizer).length : -1;
}

/**
 * One step of an optimizer on all trainable weights, in Keras's order: clip, decay, update, average, constrain
 * (keras/src/optimizers/base_optimizer.py, apply). With gradient accumulation most steps only gather gradients.
 */
export function optimizerStep(
  optimizer: Optimizer,
  plans: readonly WeightPlan[],
  state: OptimizerState,
  gradients: readonly Gradient[],
  counters: StepCounters,
): OptimizerState {
  const steps = optimizer.config.gradient_accumulation_steps;
  if (steps === null) {
    return settle(optimizer, plans, update(optimizer, state, gradients, counters), counters.step);
  }
  const step = tf.add(tf.floor(tf.div(tf.sub(counters.step, 1), steps)), 1);
  const due = tf.equal(tf.mod(counters.step, steps), 0);
  const gathered = gradients.map(({ sum }, index) => tf.add(sum, last(state.slots[index])));
  const means = gathered.map((sum) => ({ sum: tf.div(sum, steps), rows: undefined }));
  const updated = update(optimizer, state, means, { ...counters, step });
  const chosen = {
    weights: updated.weights.map((weight, index) => tf.where(due, weight, state.weights[index] ?? weight)),
    slots: updated.slots.map((slots, index) => [
      ...slots.slice(0, -1).map((slot, position) => tf.where(due, slot, state.slots[index]?.[position] ?? slot)),
      ...gathered.slice(index, index + 1).map((sum) => tf.where(due, tf.zerosLike(sum), sum)),
    ]),
  };
  return settle(optimizer, plans, chosen, step);
}

/** A weight after its update, and its moving average where the optimizer keeps one. */
export interface SettledWeight {
  readonly weight: tf.Tensor;
  readonly average: tf.Tensor | undefined;
}

/** What follows the update of a weight: its moving average, which may become the weight, and its constraint. */
export function settleWeight(
  optimizer: Optimizer,
  constraint: WeightPlan['constraint'],
  { weight, average }: SettledWeight,
  step: tf.Tensor,
): SettledWeight {
  const next = average && nextAverage(optimizer, average, weight, step);
  const kept = next ? overwritten(optimizer, weight, next, step) : weight;
  return { weight: constraint ? applyConstraint(constraint, kept) : kept, average: next };
}

function settle(
  optimizer: Optimizer,
  plans: readonly WeightPlan[],
  { weights, slots }: OptimizerState,
  step: tf.Tensor,
): OptimizerState {
  const position = averagePosition(optimizer);
  const settled = weights.map((weight, index) => {
    const own = slots[index] ?? [];
    const next = settleWeight(optimizer, plans[index]?.constraint, { weight, average: own[position] }, step);
    return { ...next, slots: own.map((slot, place) => (place === position ? (next.average ?? slot) : slot)) };
  });
  return { weights: settled.map(({ weight }) => weight), slots: settled.map((each) => each.slots) };
}

/** Clips, decays and updates; slots that the optimizer's rule does not know stay as they are. */
function update(
  optimizer: Optimizer,
  state: OptimizerState,
  gradients: readonly Gradient[],
  { learningRate, step }: StepCounters,
): OptimizerState {
  const own = slotsOf(optimizer).length;
  const updated = clipGradients(optimizer, gradients).map((gradient, index) => {
    const slots = state.slots[index] ?? [];
    const weight = state.weights[index];
    if (!weight) throw new Error(`there is no weight ${index}`);
    const next = decayAndUpdate(optimizer, { weight, gradient, slots: slots.slice(0, own), learningRate, step });
    return { weight: next.weight, slots: [...next.slots, ...slots.slice(own)] };
  });
  return { weights: updated.map(({ weight }) => weight), slots: updated.map(({ slots }) => slots) };
}

/** One weight's decay and its update by the optimizer's rule, from a gradient that is clipped already. */
export function decayAndUpdate(optimizer: Optimizer, inputs: Parameters<typeof updateWeight>[1]): Updated {
  const { weight, learningRate } = inputs;
  const { weight_decay } = optimizer.config;
  const decayed = weight_decay ? tf.sub(weight, tf.mul(weight, tf.mul(learningRate, weight_decay))) : weight;
  return updateWeight(optimizer, { ...inputs, weight: decayed });
}

function last(slots: readonly tf.Tensor[] | undefined): tf.Tensor {
  const slot = slots?.at(-1);
  if (!slot) throw new Error('there is no slot for the gradients gathered');
  return slot;
}
