import * as tf from '@tensorflow/tfjs-core';
import { currentRecording, type ScanStep, type ScanTensors } from '../compile/recorder.js';

export interface ScanOptions {
  /** Whether time runs from the last step to the first; outputs keep the places of the inputs that they were made from. */
  readonly reversed?: boolean;
  /** Positions of the states whose last value is wanted. */
  readonly lastStates?: readonly number[];
}

interface ScanResult {
  /** Every output of a step, stacked along time. */
  readonly outputs: readonly tf.Tensor[];
  /** In the order of `lastStates`. */
  readonly states: readonly tf.Tensor[];
}

/**
 * Repeats a step over time. Gradients flow to every float32 tensor that is given, and to none that the step takes from around
 * it. While a program is being recorded, the loop becomes a loop in the graph.
 */
export function scan(
  step: ScanStep,
  tensors: ScanTensors,
  { reversed = false, lastStates = [] }: ScanOptions,
): ScanResult {
  const layout = layoutOf(tensors);
  const shapes: (readonly number[])[] = [];
  let outputCount = 0;
  const loop = tf.customGrad((...given) => {
    const save = given.at(-1);
    if (typeof save !== 'function') throw new TypeError('a gradient saves its inputs');
    const differentiable = given.filter((value) => value instanceof tf.Tensor);
    const all = layout.join(differentiable);
    const forward = repeat(rememberingStates(step), all, reversed);
    outputCount = forward.outputs.length - all.states.length;
    const kept = [...all.sequences, ...all.states, ...all.constants];
    save([...kept, ...forward.outputs.slice(outputCount)]);
    const results = [...forward.outputs.slice(0, outputCount), ...lastStates.map((state) => at(forward.states, state))];
    shapes.splice(0, shapes.length, ...results.map(({ shape }) => shape));
    return {
      value: pack(results),
      gradFunc: (dy, saved) => {
        if (Array.isArray(dy)) throw new TypeError('a scan gives one tensor');
        const before = saved.slice(kept.length);
        const byResults = unpack(dy, shapes);
        const byStates = all.states.map((state, position) => {
          const wanted = lastStates.indexOf(position);
          return wanted < 0 ? tf.zerosLike(state) : at(byResults, outputCount + wanted);
        });
        return pullBack(step, layout.regroup(saved.slice(0, kept.length)), {
          before,
          byOutputs: byResults.slice(0, outputCount),
          byStates,
          reversed,
        });
      },
    };
  });
  const results = unpack(loop(...layout.differentiable), shapes);
  return { outputs: results.slice(0, outputCount), states: results.slice(outputCount) };
}

interface Backward {
  /** For each state its values at the start of every step. */
  readonly before: readonly tf.Tensor[];
  readonly byOutputs: readonly tf.Tensor[];
  readonly byStates: readonly tf.Tensor[];
  readonly reversed: boolean;
}

/** The gradients of a scan by its float32 tensors: the step's own gradient, repeated the other way round in time. */
function pullBack(
  step: ScanStep,
  tensors: ScanTensors,
  { before, byOutputs, byStates, reversed }: Backward,
): tf.Tensor[] {
  const { sequences, states, constants } = tensors;
  const summed = constants.filter(isFloat).map((constant) => tf.zerosLike(constant));
  const backward: ScanStep = (items, carried, same) => {
    const own = items.slice(0, sequences.length);
    const current = items.slice(sequences.length, sequences.length + before.length);
    const seeds = [...items.slice(sequences.length + before.length), ...carried.slice(0, states.length)];
    const by = stepGradients(step, { sequences: own, states: current, constants: same }, seeds);
    const sums = carried.slice(states.length).map((sum, position) => tf.add(sum, at(by.constants, position)));
    return { outputs: by.sequences, states: [...by.states, ...sums] };
  };
  const result = repeat(
    backward,
    { sequences: [...sequences, ...before, ...byOutputs], states: [...byStates, ...summed], constants },
    !reversed,
  );
  return [...result.outputs, ...result.states];
}

/** The gradients of one step by its float32 tensors, given those of something by the step's outputs and next states. */
function stepGradients(step: ScanStep, tensors: ScanTensors, seeds: readonly tf.Tensor[]): ScanTensors {
  const layout = layoutOf(tensors);
  // The same tensor may stand at two places, which have a gradient each.
  const values = layout.differentiable.map((tensor) => tf.clone(tensor));
  const engine = tf.engine();
  // A gradient is being worked out around this one, whose tape must outlast it.
  const { activeTape } = engine.state;
  try {
    const { grads } = engine.gradients(
      () => {
        const { sequences, states, constants } = layout.join(values);
        const made = step(sequences, states, constants);
        return seeded([...made.outputs, ...made.states], seeds);
      },
      values,
      undefined,
      true,
    );
    const gradients = grads.map((gradient, position) => gradient ?? tf.zerosLike(at(values, position)));
    return layout.split(gradients);
  } finally {
    engine.state.activeTape = activeTape;
  }
}

/** A scalar whose gradients by the values are the seeds. */
function seeded(values: readonly tf.Tensor[], seeds: readonly tf.Tensor[]): tf.Tensor {
  return tf.customGrad(() => ({ value: tf.scalar(0), gradFunc: () => [...seeds] }))(...values);
}

/** Runs the loop: as one operation of the recording that is under way, or step by step. */
function repeat(step: ScanStep, tensors: ScanTensors, reversed: boolean) {
  const recording = currentRecording();
  if (recording) return recording.scan(step, tensors, reversed);
  return tf.tidy(() => {
    const items = tensors.sequences.map((sequence) => tf.unstack(sequence));
    const steps = items[0]?.length ?? 0;
    const outputs: (readonly tf.Tensor[])[] = [];
    let states = tensors.states;
    for (let count = 0; count < steps; count++) {
      const place = reversed ? steps - 1 - count : count;
      const made = step(
        items.map((sequence) => at(sequence, place)),
        states,
        tensors.constants,
      );
      outputs[place] = made.outputs;
      states = made.states;
    }
    const stacked = at(outputs, 0).map((_, position) => tf.stack(outputs.map((ofStep) => at(ofStep, position))));
    return { outputs: stacked, states: [...states] };
  });
}

/** The step, which also gives the states that it began with. */
function rememberingStates(step: ScanStep): ScanStep {
  return (items, states, constants) => {
    const made = step(items, states, constants);
    return { outputs: [...made.outputs, ...states], states: made.states };
  };
}

/** The tensors that gradients flow to, in one list, and the way back to their places among the others. */
function layoutOf({ sequences, states, constants }: ScanTensors) {
  const all = [...sequences, ...states, ...constants];
  const regroup = (tensors: readonly tf.Tensor[]): ScanTensors => ({
    sequences: tensors.slice(0, sequences.length),
    states: tensors.slice(sequences.length, sequences.length + states.length),
    constants: tensors.slice(sequences.length + states.length),
  });
  return {
    differentiable: all.filter(isFloat),
    /** As many tensors as were given, in groups again. */
    regroup,
    /** What was given, with these values at the places of the differentiable tensors. */
    join: (values: readonly tf.Tensor[]): ScanTensors => {
      const rest = [...values];
      return regroup(all.map((tensor) => (isFloat(tensor) ? (rest.shift() ?? tensor) : tensor)));
    },
    /** These values alone, in groups. */
    split: (values: readonly tf.Tensor[]): ScanTensors => {
      const rest = [...values];
      const take = (group: readonly tf.Tensor[]) => rest.splice(0, group.filter(isFloat).length);
      return { sequences: take(sequences), states: take(states), constants: take(constants) };
    },
  };
}

function isFloat({ dtype }: tf.Tensor): boolean {
  return dtype === 'float32';
}

/** One tensor of several, since a custom gradient belongs to one. */
function pack(tensors: readonly tf.Tensor[]): tf.Tensor {
  const [first, ...others] = tensors;
  if (first && others.length === 0) return first;
  return tf.concat(
    tensors.map((tensor) => tf.reshape(tensor, [-1])),
    0,
  );
}

function unpack(packed: tf.Tensor, shapes: readonly (readonly number[])[]): tf.Tensor[] {
  if (shapes.length === 1) return [packed];
  const sizes = shapes.map((shape) => tf.util.sizeFromShape([...shape]));
  return tf.split(packed, sizes, 0).map((part, position) => tf.reshape(part, [...at(shapes, position)]));
}

function at<Item>(items: readonly Item[], position: number): Item {
  const item = items[position];
  if (item === undefined) throw new Error(`there is nothing at ${position}`);
  return item;
}
