import type { ActivationLayerName } from '../../../keras-format/layers/activation-layers.js';
import { rowAxes } from './axes.js';
import type { LayerRules } from './layer-rule.js';

export const ACTIVATION_RULES: LayerRules<ActivationLayerName> = {
  ReLU: (_, input) => ({ outputShape: input }),
  LeakyReLU: (_, input) => ({ outputShape: input }),
  PReLU: (config, input) => {
    const shared = config.shared_axes === null ? [] : rowAxes(config.shared_axes, input, 'shared_axes');
    const alpha = {
      name: 'alpha',
      shape: input.map((size, place) => (shared.includes(place) ? 1 : size)),
      initializer: config.alpha_initializer,
      regularizer: config.alpha_regularizer,
      constraint: config.alpha_constraint,
    };
    return { outputShape: input, weights: [alpha] };
  },
  ELU: (_, input) => ({ outputShape: input }),
  Softmax: (config, input) => {
    rowAxes(config.axis, input);
    return { outputShape: input };
  },
};
