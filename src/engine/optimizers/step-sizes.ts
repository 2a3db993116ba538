import type { Optimizer } from '../../keras-format/optimizers.js';

/**
 * What the optimizers of the Adam family multiply their direction by at each update: the learning rate, corrected for the means
 * that began at zero, `lr sqrt(1 - b2^t) / (1 - b1^t)` (keras/src/optimizers/adam.py) or `lr / (1 - b1^t)` (adamax.py). It is
 * rounded to float32 where Keras rounds it. For every other optimizer it is the learning rate.
 * @param updatesBefore the updates that were made before the first of these.
 */
export function stepSizes(optimizer: Optimizer, learningRates: Float32Array, updatesBefore: number): Float32Array {
  const correct = correctionOf(optimizer);
  return learningRates.map((rate, index) => correct(rate, updatesBefore + index + 1));
}

function correctionOf(optimizer: Optimizer): (rate: number, update: number) => number {
  switch (optimizer.class_name) {
    case 'Adam':
    case 'AdamW': {
      const { beta_1, beta_2 } = optimizer.config;
      return (rate, update) => {
        const spread = Math.fround(Math.sqrt(restOfPower(beta_2, update)));
        return rate * Math.fround(spread / restOfPower(beta_1, update));
      };
    }
    case 'Adamax': {
      const { beta_1 } = optimizer.config;
      return (rate, update) => rate / restOfPower(beta_1, update);
    }
    default:
      return (rate) => rate;
  }
}

/** 1 - beta^update in float32. */
function restOfPower(beta: number, update: number): number {
  return Math.fround(1 - Math.fround(Math.fround(beta) ** update));
}
