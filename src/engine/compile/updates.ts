import * as tf from '@tensorflow/tfjs-core';
import { applyGradients, type Trainee, trainablePositions } from '../training/train-step.js';
import { emit } from './emit.js';
import { type FusedUpdate, fusedUpdate } from './fused-updates.js';
import { attribute, DATA_TYPE, type Graph, type Ref } from './graph.js';
import type { LoopBody, StateHandles } from './loop-body.js';
import { record } from './recorder.js';
import type { Trace } from './trace.js';

export interface UpdateSettings {
  readonly trainee: Trainee;
  readonly state: StateHandles;
  readonly body: LoopBody;
  /** The weights as the step found them, all of them. */
  readonly values: readonly Ref[];
  /** Of the trainable weights. */
  readonly gradients: readonly Ref[];
  readonly learningRate: Ref;
  readonly step: Ref;
  /** What must have run before a variable may change. */
  readonly after: Ref;
}

/** Adds the optimizer's update of every trainable weight to a loop's body and gives the nodes that do it. */
export function addUpdates(graph: Graph, settings: UpdateSettings): Ref[] {
  const fused = fusedUpdate(graph, settings.body.loop, settings.trainee.optimizer);
  return fused ? addFused(fused, settings) : addRecorded(graph, settings);
}

function addFused(
  update: FusedUpdate,
  { trainee, state, body, gradients, learningRate, step, after }: UpdateSettings,
): Ref[] {
  return trainablePositions(trainee.weights).map((position, index) =>
    update({
      weight: body.handle(at(state.weights, position)),
      slots: at(state.slots, index).map((slot) => body.handle(slot)),
      gradient: at(gradients, index),
      learningRate,
      step,
      after: [after],
    }),
  );
}

/** Updates whose formulas are recorded: every new value is computed before the first variable changes. */
function addRecorded(
  graph: Graph,
  { trainee, state, body, values, gradients, learningRate, step, after }: UpdateSettings,
): Ref[] {
  const positions = trainablePositions(trainee.weights);
  const slots = state.slots.flat();
  const trace = recordUpdates(trainee, state);
  const slotReads = slots.map((slot) => body.read(slot));
  const updated = emit(graph, trace, {
    ...body.target,
    inputs: [...values, ...slotReads, ...gradients, learningRate, step],
  });
  const computed = graph.add('NoOp', [], {}, { after: [after, ...updated, ...slotReads] });
  const changed = [...positions.map((position) => at(state.weights, position)), ...slots];
  return changed.map((variable, index) => {
    const dtype = attribute.type(DATA_TYPE.float32);
    return graph.add('AssignVariableOp', [body.handle(variable), at(updated, index)], { dtype }, { after: [computed] });
  });
}

/** Inputs: all weights, all slots, the gradients, learning rate and step; outputs: the new weights that train, the new slots. */
function recordUpdates(trainee: Trainee, state: StateHandles): Trace {
  const zeros = (shapes: readonly { shape: readonly number[] }[]) => shapes.map(({ shape }) => tf.zeros([...shape]));
  const positions = trainablePositions(trainee.weights);
  const weights = zeros(trainee.weights);
  const slots = state.slots.map(zeros);
  const gradients = zeros(positions.map((position) => at(trainee.weights, position)));
  const counters = { learningRate: tf.scalar(0), step: tf.scalar(1) };
  const inputs = [...weights, ...slots.flat(), ...gradients, counters.learningRate, counters.step];
  try {
    return record(inputs, () => {
      const next = applyGradients(trainee, { weights, slots }, gradients, counters);
      return [...positions.map((position) => at(next.weights, position)), ...next.slots.flat()];
    });
  } finally {
    tf.dispose(inputs);
  }
}

function at<Item>(items: readonly Item[], position: number): Item {
  const item = items[position];
  if (item === undefined) throw new Error(`there is nothing at ${position}`);
  return item;
}
