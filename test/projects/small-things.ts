/** Two rows of two 32-bit numbers, and a target of 32 bits for each: 24 bytes. */
export const SMALL_DATASET = {
  name: 'd',
  inputs: [
    [1, 2],
    [3, 4],
  ],
  targets: [0.5, 1.5],
};

export const SMALL_MODEL = {
  name: 'm',
  architecture: { layers: [{ class_name: 'Dense', config: { units: 1, input_shape: [2] } }] },
  compile: { loss: 'mse' },
};
