import * as tf from '@tensorflow/tfjs-core';
import { registerImageTransform } from './image-transform.js';
import { registerSelectGradient } from './select-gradient.js';
import { registerStatelessUniform } from './stateless-uniform.js';

/** Registers the kernels that tfjs lacks, for the backend in use, and gradients that it has otherwise; once in a process. */
export function registerKernels(): void {
  registerStatelessUniform(tf.getBackend());
  registerImageTransform(tf.getBackend());
  registerSelectGradient();
}
