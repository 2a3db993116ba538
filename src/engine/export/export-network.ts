import * as tf from '@tensorflow/tfjs-core';
import type { InputScaling } from '../../data/preparing/in-graph.js';
import { record } from '../compile/recorder.js';
import { forward } from '../network.js';
import { allCalls, type LayerPlan, type ModelPort, type NetworkPlan, type WeightPlan } from '../plan/network-plan.js';
import { type BatchTrace, recordForAnyRows } from './batch-trace.js';

/** An input or output of the model, as other programs know it. */
export type ExportPort = Pick<ModelPort, 'name' | 'shape'>;

/** A network's forward pass for any number of rows, with its weights; the trace takes the weights, then the inputs. */
export interface ExportNetwork {
  readonly trace: BatchTrace;
  readonly weights: readonly WeightPlan[];
  readonly values: readonly Float32Array[];
  readonly inputs: readonly ExportPort[];
  readonly outputs: readonly ExportPort[];
  /** Weights, by their positions, that TensorFlow's optimizer must not take for constants. */
  readonly unfoldable: ReadonlySet<number>;
}

/**
 * Records the forward pass of a network, for other programs to run. Inputs are scaled first where `scaling` says so. Native
 * TensorFlow only.
 * @throws {NotCompilableError} when it cannot be recorded.
 */
export function exportNetwork(
  plan: NetworkPlan,
  values: readonly Float32Array[],
  scaling: InputScaling,
): ExportNetwork {
  const shapes = [
    ...allCalls(plan).flatMap(({ outputShapes }) => outputShapes),
    ...plan.weights.map(({ shape }) => shape),
  ];
  return {
    trace: recordForAnyRows((rows) => recordRows(plan, rows, scaling), new Set(shapes.flat())),
    weights: plan.weights,
    values,
    inputs: withOwnNames(plan.inputs),
    outputs: withOwnNames(plan.outputs),
    unfoldable: new Set(allCalls(plan).flatMap(unfoldableOf)),
  };
}

/**
 * TensorFlow 2.21 on oneDNN takes a layer normalization whose scale is a constant for one over the last axis, whichever axes it is
 * over, and then predicts other numbers (its remapper; seen with axes [1, 2]).
 */
function unfoldableOf({ layer, firstWeight, weights, outputShape }: LayerPlan): number[] {
  if (layer.class_name !== 'LayerNormalization') return [];
  const axes = [layer.config.axis].flat();
  const isLast = axes.length === 1 && (axes[0] === -1 || axes[0] === outputShape.length);
  return isLast ? [] : weights.map((_, index) => firstWeight + index);
}

function recordRows(plan: NetworkPlan, rows: number, { scale = 1, offset = 0 }: InputScaling) {
  const given = plan.inputs.map(({ shape }) => tf.zeros([rows, ...shape]));
  const stand = plan.weights.map(({ shape }) => tf.zeros([...shape]));
  try {
    return record([...stand, ...given], () => {
      const inputs = given.map((input) => {
        const scaled = scale === 1 ? input : tf.mul(input, scale);
        return offset === 0 ? scaled : tf.add(scaled, offset);
      });
      const randomKey = tf.tensor1d([0, 0], 'int32');
      const { predictions } = forward(plan, stand, inputs, { training: false, randomKey });
      return predictions.map(({ output }) => output);
    });
  } finally {
    tf.dispose([...given, ...stand]);
  }
}

/** Keras lets two outputs have one name; elsewhere a name stands for one. */
function withOwnNames(ports: readonly ModelPort[]): ExportPort[] {
  const taken = new Set<string>();
  return ports.map(({ name, shape }) => {
    let own = name;
    for (let count = 1; taken.has(own); count++) own = `${name}_${count}`;
    taken.add(own);
    return { name: own, shape };
  });
}
