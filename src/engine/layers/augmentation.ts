import * as tf from '@tensorflow/tfjs-core';
import type { AugmentationLayerName } from '../../keras-format/layers/augmentation.js';
import type { LayerConfigs } from '../../keras-format/layers/layers.js';
import { statelessUniform } from '../kernels/stateless-uniform.js';
import type { LayerCall, LayerCalls, LayerInputs } from './layer-call.js';
import { rank4 } from './pictures.js';

export const AUGMENTATION_CALLS: LayerCalls<AugmentationLayerName> = {
  RandomFlip: whileTraining(flip),
  RandomRotation: whileTraining(rotate),
  RandomTranslation: whileTraining(translate),
  RandomZoom: whileTraining(zoom),
  RandomContrast: whileTraining(changeContrast),
  RandomBrightness: whileTraining(changeBrightness),
};

type Range = readonly [number, number];

function whileTraining<Config>(call: (inputs: LayerInputs<Config>) => tf.Tensor): LayerCall<Config> {
  return (inputs) => (inputs.context.training ? call(inputs) : inputs.input);
}

/** Half of the rows, in both directions by the same draw: random_flip.py. */
function flip(inputs: LayerInputs<LayerConfigs['RandomFlip']>): tf.Tensor {
  const { config, input } = inputs;
  const chosen = tf.lessEqual(draw(inputs, [0, 1], [1, 1, 1]), 0.5);
  const across = config.mode === 'vertical' ? input : tf.where(chosen, tf.reverse(input, 2), input);
  return config.mode === 'horizontal' ? across : tf.where(chosen, tf.reverse(across, 1), across);
}

/** About the middle, by a part of a full turn: random_rotation.py. */
function rotate(inputs: LayerInputs<LayerConfigs['RandomRotation']>): tf.Tensor {
  const { config, input } = inputs;
  const [, height = 1, width = 1] = input.shape;
  const [lowest, highest] = config.factor;
  const angle = tf.mul(draw(inputs, [lowest * 360, highest * 360]), Math.PI / 180);
  const cos = tf.cos(angle);
  const sin = tf.sin(angle);
  const x = (width - 1) / 2;
  const y = (height - 1) / 2;
  const across = tf.add(tf.sub(x, tf.mul(cos, x)), tf.mul(sin, y));
  const down = tf.sub(tf.sub(y, tf.mul(sin, x)), tf.mul(cos, y));
  return transform(inputs, [cos, tf.neg(sin), across, sin, cos, down]);
}

/** By a part of the picture's size: random_translation.py. */
function translate(inputs: LayerInputs<LayerConfigs['RandomTranslation']>): tf.Tensor {
  const { config, input } = inputs;
  const [, height = 1, width = 1] = input.shape;
  const down = tf.mul(draw(inputs, config.height_factor, [], 'height'), height);
  const across = tf.mul(draw(inputs, config.width_factor, [], 'width'), width);
  const one = tf.onesLike(down);
  const none = tf.zerosLike(down);
  return transform(inputs, [one, none, tf.neg(across), none, one, tf.neg(down)]);
}

/** About the middle; below 0 a picture grows: random_zoom.py. */
function zoom(inputs: LayerInputs<LayerConfigs['RandomZoom']>): tf.Tensor {
  const { config, input } = inputs;
  const [, height = 1, width = 1] = input.shape;
  const down = draw(inputs, plusOne(config.height_factor), [], 'height');
  const across = config.width_factor ? draw(inputs, plusOne(config.width_factor), [], 'width') : down;
  const none = tf.zerosLike(down);
  const offset = (size: number, scale: tf.Tensor) => tf.mul((size - 1) / 2, tf.sub(1, scale));
  return transform(inputs, [across, none, offset(width, across), none, down, offset(height, down)]);
}

/** Away from the mean of each channel: random_contrast.py. */
function changeContrast(inputs: LayerInputs<LayerConfigs['RandomContrast']>): tf.Tensor {
  const { config, input } = inputs;
  const [lowest, highest] = config.factor;
  const factor = draw(inputs, [1 - lowest, 1 + highest], [1, 1, 1]);
  const mean = tf.mean(input, [1, 2], true);
  return within(tf.add(tf.mul(tf.sub(input, mean), factor), mean), config.value_range);
}

/** By a part of the range of values: random_brightness.py. */
function changeBrightness(inputs: LayerInputs<LayerConfigs['RandomBrightness']>): tf.Tensor {
  const { config, input } = inputs;
  const [first, second] = config.value_range;
  const added = tf.mul(draw(inputs, config.factor, [1, 1, 1]), Math.abs(second - first));
  return within(tf.add(input, added), config.value_range);
}

/** A number between the two for each row, laid out for a product with it. */
function draw(
  { input, config, context }: LayerInputs<LayerConfigs[AugmentationLayerName]>,
  [lowest, highest]: Range,
  behind: readonly number[] = [],
  purpose = '',
): tf.Tensor {
  const drawn = statelessUniform(context.randomKey(purpose, config.seed), [input.shape[0] ?? 1, ...behind]);
  return tf.add(tf.mul(drawn, highest - lowest), lowest);
}

/** Each output's place (x, y) is taken from (a0 x + a1 y + a2, b0 x + b1 y + b2) of the input. */
function transform(
  { config, input }: LayerInputs<LayerConfigs['RandomRotation' | 'RandomTranslation' | 'RandomZoom']>,
  places: readonly tf.Tensor[],
): tf.Tensor {
  const none = tf.zerosLike(places[0] ?? input);
  const columns = tf.stack([...places, none, none], 1);
  const matrices: tf.Tensor2D = tf.reshape(columns, [input.shape[0] ?? 1, places.length + 2]);
  return tf.image.transform(rank4(input), matrices, config.interpolation, config.fill_mode, config.fill_value);
}

/** One number is its size on both sides of 0. */
function plusOne(factor: number | Range): Range {
  const [lowest, highest] = typeof factor === 'number' ? [-Math.abs(factor), Math.abs(factor)] : factor;
  return [1 + lowest, 1 + highest];
}

function within(x: tf.Tensor, [first, second]: Range): tf.Tensor {
  return tf.clipByValue(x, Math.min(first, second), Math.max(first, second));
}
