import * as tf from '@tensorflow/tfjs-core';
import type { Optimizer } from '../../keras-format/optimizers.js';
import { type ForwardPass, forward } from '../network.js';
import type { Gradient, RowGradients } from '../optimizers/gradient.js';
import { optimizerSlots, optimizerStep } from '../optimizers/optimizer-step.js';
import type { NetworkPlan, WeightPlan } from '../plan/network-plan.js';
import type { Objective } from '../plan/plan-objective.js';
import { type Batch, batchLoss, batchSums, sumsLength } from './objective.js';

/** A model that is ready to be trained: all that a step is made from besides tensors. */
export interface Trainee {
  readonly plan: NetworkPlan;
  readonly weights: readonly WeightPlan[];
  readonly objective: Objective;
  readonly optimizer: Optimizer;
}

/** Everything that training changes: weights in Keras's order, and the slots of each trainable weight. */
export interface TrainState {
  readonly weights: readonly tf.Tensor[];
  readonly slots: readonly (readonly tf.Tensor[])[];
}

export interface StepInputs {
  readonly batch: Batch;
  readonly learningRate: tf.Tensor;
  /** Number of this update, from 1, as a float32 scalar. */
  readonly step: tf.Tensor;
  /** Seed and step (int32, two numbers), which the masks of random layers follow from. */
  readonly randomKey: tf.Tensor;
}

/** What the batch asks of the trainable weights, in their order, and what it adds to the objective's sums. */
export interface StepGradients {
  readonly gradients: readonly Gradient[];
  readonly sums: tf.Tensor;
  /** New values of weights that layers keep themselves, by position; always the same positions for one network. */
  readonly updates: ReadonlyMap<number, tf.Tensor>;
}

/** Positions of the trainable weights among all. */
export function trainablePositions(weights: readonly WeightPlan[]): readonly number[] {
  return weights.flatMap((weight, position) => (weight.trainable ? [position] : []));
}

/**
 * One training step: forward, loss, gradients, metrics and the optimizer's update, as a function from state to state. Nothing
 * is read back to JavaScript, so that it can be recorded.
 */
export function trainStep(
  trainee: Trainee,
  state: TrainState,
  inputs: StepInputs,
): TrainState & Pick<StepGradients, 'sums'> {
  const { gradients, sums, updates } = stepGradients(trainee, state, inputs);
  const next = applyGradients(trainee, state, gradients, inputs);
  for (const { rows } of gradients) if (rows) tf.dispose([rows.ids, rows.rows]);
  const weights = next.weights.map((weight, position) => updates.get(position) ?? weight);
  return { weights, slots: next.slots, sums };
}

/** The first half of a step: forward, loss, metrics and gradients. */
export function stepGradients(
  trainee: Trainee,
  state: Pick<TrainState, 'weights'>,
  inputs: Pick<StepInputs, 'batch' | 'randomKey'>,
): StepGradients {
  const { plan, weights, objective } = trainee;
  const { batch, randomKey } = inputs;
  const trainable = trainablePositions(weights);
  let sums = tf.zeros([sumsLength(objective)]);
  let updates: StepGradients['updates'] = new Map();
  let rowGradients: ForwardPass['rowGradients'] = new Map();
  const loss = (values: readonly tf.Tensor[]) => {
    const current = state.weights.map((weight, position) => values[trainable.indexOf(position)] ?? weight);
    const pass = forward(plan, current, batch.inputs, { training: true, randomKey });
    const value = batchLoss(objective, batch, pass);
    sums = tf.keep(batchSums(objective, batch, pass, value));
    updates = new Map([...pass.updates].map(([position, weight]) => [position, tf.keep(weight)]));
    rowGradients = pass.rowGradients;
    return tf.reshape(value.total, []);
  };
  const values = trainable.map((position) => tensorAt(state.weights, position));
  const gradients = gradientsOf(loss, values).map((sum, index) => {
    const position = trainable[index] ?? -1;
    return { sum, rows: onlyRows(rowGradients.get(position) ?? [], weights[position]) };
  });
  return { gradients, sums, updates };
}

/** The look-ups of a weight as one, to be disposed of; undefined where something else asks of the weight too. */
function onlyRows(lookUps: readonly RowGradients[], plan: WeightPlan | undefined): RowGradients | undefined {
  const [first, ...more] = lookUps;
  if (first && more.length === 0 && !plan?.regularizer) return first;
  const ids = lookUps.map((each) => each.ids.as1D());
  const rows = lookUps.map((each) => each.rows);
  const joined = first && !plan?.regularizer ? { ids: tf.concat(ids), rows: tf.concat(rows) } : undefined;
  tf.dispose([...lookUps.map((each) => each.ids), ...rows]);
  return joined;
}

/** The second half: the optimizer's update of each trainable weight. */
export function applyGradients(
  { weights, optimizer }: Pick<Trainee, 'weights' | 'optimizer'>,
  state: TrainState,
  gradients: readonly Gradient[],
  { learningRate, step }: Pick<StepInputs, 'learningRate' | 'step'>,
): TrainState {
  const trainable = trainablePositions(weights);
  const before = { weights: trainable.map((position) => tensorAt(state.weights, position)), slots: state.slots };
  const plans = weights.filter((weight) => weight.trainable);
  const next = optimizerStep(optimizer, plans, before, gradients, { learningRate, step });
  return {
    weights: state.weights.map((weight, position) => next.weights[trainable.indexOf(position)] ?? weight),
    slots: next.slots,
  };
}

/** What the rows of a batch add to the sums without training on them. */
export function evaluateStep(
  { plan, objective }: Pick<Trainee, 'plan' | 'objective'>,
  weights: readonly tf.Tensor[],
  batch: Batch,
  randomKey: tf.Tensor,
): tf.Tensor {
  const pass = forward(plan, weights, batch.inputs, { training: false, randomKey });
  return batchSums(objective, batch, pass, batchLoss(objective, batch, pass));
}

/** Gradients of a scalar by each tensor; zeros where the scalar does not depend on it. */
function gradientsOf(loss: (values: readonly tf.Tensor[]) => tf.Tensor, values: tf.Tensor[]): tf.Tensor[] {
  if (values.length === 0) {
    loss(values);
    return [];
  }
  const { grads } = tf.engine().gradients(() => loss(values), values, undefined, true);
  return grads.map((gradient, index) => gradient ?? tf.zerosLike(tensorAt(values, index)));
}

function tensorAt(tensors: readonly tf.Tensor[], position: number): tf.Tensor {
  const tensor = tensors[position];
  if (!tensor) throw new Error(`there is no tensor ${position}`);
  return tensor;
}

/** Names, shapes and first values of the slots, in the order of the state. */
export function slotPlans({ weights, optimizer }: Pick<Trainee, 'weights' | 'optimizer'>) {
  const slots = optimizerSlots(optimizer);
  return weights
    .filter((weight) => weight.trainable)
    .map((weight) =>
      slots.map(({ name, initial, scalar }) => ({
        name: `${weight.name}/${name}`,
        shape: scalar ? [] : weight.shape,
        initial,
      })),
    );
}
