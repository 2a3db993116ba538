import * as tf from '@tensorflow/tfjs-core';
import { Philox } from '../../random/philox.js';
import { nativeBackend } from '../native-backend.js';

export const STATELESS_UNIFORM = 'StatelessRandomUniform';

/** TensorFlow scrambles a seed under this key before it draws: tensorflow/core/kernels/stateless_random_ops.cc, GenerateKey. */
const SCRAMBLE_KEY_0 = 0x3ec8f720;
const SCRAMBLE_KEY_1 = 0x02461e29;

/** Registers the kernel: on native TensorFlow its own operation, on tfjs's CPU backend the same numbers made in JavaScript. */
export function registerStatelessUniform(backendName: string): void {
  tf.registerKernel({
    kernelName: STATELESS_UNIFORM,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const key = tensorOf(inputs.key);
      const shape = numbersOf(attrs?.shape);
      return backendName === 'tensorflow' ? drawNatively(key, shape) : drawInJavaScript(key, shape);
    },
  });
}

/**
 * Uniform float32 numbers in [0, 1) of the given shape, a function of `key` (int32, two numbers) alone: the same on both
 * backends, eagerly and compiled.
 */
export function statelessUniform(key: tf.Tensor, shape: readonly number[]): tf.Tensor {
  return tensorOf(tf.engine().runKernel(STATELESS_UNIFORM, { key }, { shape: [...shape] }));
}

function drawNatively(key: tf.Tensor, shape: number[]): tf.Tensor {
  const backend = nativeBackend();
  const { binding } = backend;
  const sizes = tf.tensor1d(shape, 'int32');
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
  const attributes = [type('dtype', binding.TF_FLOAT), type('T', binding.TF_INT32), type('Tseed', binding.TF_INT32)];
  const drawn = backend.executeSingleOutput(STATELESS_UNIFORM, attributes, [sizes, key]);
  sizes.dispose();
  return drawn;
}

function drawInJavaScript(key: tf.Tensor, shape: number[]): tf.Tensor {
  const [seed0 = 0, seed1 = 0] = key.dataSync();
  const signOf = (seed: number) => (seed < 0 ? 0xffffffff : 0);
  const mix = new Philox(SCRAMBLE_KEY_0, SCRAMBLE_KEY_1, [seed0, signOf(seed0), seed1, signOf(seed1)]);
  const key0 = mix.word();
  const key1 = mix.word();
  const generator = new Philox(key0, key1, [0, 0, mix.word(), mix.word()]);
  const values = new Float32Array(tf.util.sizeFromShape(shape));
  // 23 random bits become the fraction of a number in [1, 2): tensorflow/core/lib/random/random_distributions.h, Uint32ToFloat.
  for (let index = 0; index < values.length; index++) values[index] = (generator.word() & 0x7fffff) / 0x800000;
  return tf.tensor(values, shape);
}

function tensorOf(value: unknown): tf.Tensor {
  if (value instanceof tf.Tensor) return value;
  throw new TypeError('a kernel takes and gives one tensor');
}

function numbersOf(value: unknown): number[] {
  if (Array.isArray(value)) return value.map(Number);
  throw new TypeError('a shape is a list of numbers');
}
