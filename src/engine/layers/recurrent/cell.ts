import * as tf from '@tensorflow/tfjs-core';

/** What a cell is made from at a call. */
export interface CellParts {
  /** [time, batch, features] */
  readonly input: tf.Tensor;
  readonly kernel: tf.Tensor;
  readonly recurrentKernel: tf.Tensor;
  readonly bias: tf.Tensor | undefined;
  /** Dropout's masks of the input, [batch, features]: none, one, or one a gate. */
  readonly inputMasks: readonly tf.Tensor[];
  /** Dropout's masks of the state, [batch, units]: none, one, or one a gate. */
  readonly stateMasks: readonly tf.Tensor[];
}

/** A recurrent cell, ready to go through time. */
export interface Cell {
  /** What the steps take from the input, worked out for all of them at once: [time, batch, ...]. */
  readonly items: tf.Tensor;
  /** The same at every step. */
  readonly constants: readonly tf.Tensor[];
  /** The next states, of which the first is the output. */
  step(item: tf.Tensor, states: readonly tf.Tensor[], constants: readonly tf.Tensor[]): readonly tf.Tensor[];
}

/** input . kernel + bias for all steps in one product, each gate with its own mask where there are several. */
export function projectInput(
  { input, kernel, inputMasks }: Pick<CellParts, 'input' | 'kernel' | 'inputMasks'>,
  bias: tf.Tensor | undefined,
): tf.Tensor {
  const [steps = 0, batch = 0, features = 0] = input.shape;
  const [mask] = inputMasks;
  const product = (masked: tf.Tensor, by: tf.Tensor) => tf.matMul(tf.reshape(masked, [steps * batch, features]), by);
  const products =
    inputMasks.length > 1
      ? tf.concat(
          tf
            .split(kernel, inputMasks.length, 1)
            .map((part, gate) => product(tf.mul(input, at(inputMasks, gate)), part)),
          1,
        )
      : product(mask ? tf.mul(input, mask) : input, kernel);
  return tf.reshape(bias ? tf.add(products, bias) : products, [steps, batch, kernel.shape[1] ?? 0]);
}

/** state . kernel inside a step, each gate with its own mask where there are several. */
export interface StateProduct {
  readonly constants: readonly tf.Tensor[];
  multiply(state: tf.Tensor, constants: readonly tf.Tensor[]): tf.Tensor;
}

export function stateProduct(kernel: tf.Tensor, masks: readonly tf.Tensor[]): StateProduct {
  const gates = masks.length;
  if (gates > 1) {
    return {
      constants: [...tf.split(kernel, gates, 1), ...masks],
      multiply: (state, constants) => {
        const kernels = constants.slice(0, gates);
        return tf.concat(
          kernels.map((part, gate) => tf.matMul(tf.mul(state, at(constants, gates + gate)), part)),
          1,
        );
      },
    };
  }
  return {
    constants: [kernel, ...masks],
    multiply: (state, constants) => tf.matMul(gates === 1 ? tf.mul(state, at(constants, 1)) : state, at(constants, 0)),
  };
}

export function at(tensors: readonly tf.Tensor[], position: number): tf.Tensor {
  const tensor = tensors[position];
  if (!tensor) throw new Error(`the cell has no tensor ${position}`);
  return tensor;
}
