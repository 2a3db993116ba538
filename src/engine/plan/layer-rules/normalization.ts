import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import type { NormalizationLayerName } from '../../../keras-format/layers/normalization.js';
import type { Shape } from '../network-plan.js';
import { rowAxes, rowAxis } from './axes.js';
import { LayerFault, type LayerRules, type OwnWeight } from './layer-rule.js';

export const NORMALIZATION_RULES: LayerRules<NormalizationLayerName> = {
  BatchNormalization: (config, input) => {
    const shape = [input[rowAxis(config.axis, input)] ?? 0];
    const moving = [
      { name: 'moving_mean', shape, initializer: config.moving_mean_initializer, trainable: false as const },
      { name: 'moving_variance', shape, initializer: config.moving_variance_initializer, trainable: false as const },
    ];
    return { outputShape: input, weights: [...affineWeights(config, shape), ...moving] };
  },
  LayerNormalization: (config, input) => {
    const { rms_scaling, scale, center } = config;
    const made = { ...config, scale: scale || rms_scaling, center: center && !rms_scaling };
    return { outputShape: input, weights: affineWeights(made, scaleShape(config.axis, input)) };
  },
  GroupNormalization: (config, input) => {
    const size = input[rowAxis(config.axis, input)] ?? 0;
    const groups = config.groups === -1 ? size : config.groups;
    if (size % groups !== 0) {
      throw new LayerFault(`${size} channels cannot be split into ${groups} groups of equal size`, 'groups');
    }
    return { outputShape: input, weights: affineWeights(config, [size]) };
  },
  UnitNormalization: (config, input) => {
    rowAxes(config.axis, input);
    return { outputShape: input };
  },
  RMSNormalization: (config, input) => {
    const shape = scaleShape(config.axis, input);
    const places = [...rowAxes(config.axis, input)].sort((a, b) => a - b);
    // Keras lays the scale out along the last axes, whichever were asked for.
    if (places[0] !== input.length - places.length) {
      throw new LayerFault('RMSNormalization works on the last axes only', 'axis');
    }
    // Negative axes come first in the scale's shape: with others among them it would lie across the rows.
    if (shape.some((size, index) => size !== input[input.length - shape.length + index])) {
      throw new LayerFault('give the axes of RMSNormalization all from the begin or all from the end', 'axis');
    }
    return {
      outputShape: input,
      weights: [{ name: 'scale', shape, initializer: { class_name: 'Ones', config: {} } }],
    };
  },
};

type Affine = Omit<LayerConfigs['GroupNormalization'], 'groups' | 'axis'>;

function affineWeights(config: Affine, shape: Shape): OwnWeight[] {
  const gamma = {
    name: 'gamma',
    shape,
    initializer: config.gamma_initializer,
    regularizer: config.gamma_regularizer,
    constraint: config.gamma_constraint,
  };
  const beta = {
    name: 'beta',
    shape,
    initializer: config.beta_initializer,
    regularizer: config.beta_regularizer,
    constraint: config.beta_constraint,
  };
  return [...(config.scale ? [gamma] : []), ...(config.center ? [beta] : [])];
}

/** Sizes of the axes in the order of their numbers as given, negative ones first: keras/src/layers/normalization. */
function scaleShape(axis: number | readonly number[], input: Shape): Shape {
  const axes = typeof axis === 'number' ? [axis] : [...axis].sort((a, b) => a - b);
  return rowAxes(axes, input).map((place) => input[place] ?? 0);
}
