import type { NormalizationLayerName } from '../../keras-format/layers/normalization.js';
import { type LayerWriters, missing } from './tfjs-layer-writer.js';
import { initializer, NotInTfjsError } from './tfjs-objects.js';

export const TFJS_NORMALIZATION: LayerWriters<NormalizationLayerName> = {
  BatchNormalization: (config, name, { input }) => {
    // Along another axis its kernels go through means and variances in the wrong order.
    if (config.axis !== -1 && config.axis !== input.length)
      throw new NotInTfjsError(name, 'its BatchNormalization is right along the last axis only');
    return {
      class_name: 'BatchNormalization',
      config: {
        axis: config.axis,
        momentum: config.momentum,
        epsilon: config.epsilon,
        center: config.center,
        scale: config.scale,
        beta_initializer: initializer(config.beta_initializer),
        gamma_initializer: initializer(config.gamma_initializer),
        moving_mean_initializer: initializer(config.moving_mean_initializer),
        moving_variance_initializer: initializer(config.moving_variance_initializer),
      },
    };
  },
  LayerNormalization: (config, name) => {
    if (config.rms_scaling) throw new NotInTfjsError(name, 'its LayerNormalization has no rms_scaling');
    return {
      class_name: 'LayerNormalization',
      config: {
        axis: config.axis,
        epsilon: config.epsilon,
        center: config.center,
        scale: config.scale,
        beta_initializer: initializer(config.beta_initializer),
        gamma_initializer: initializer(config.gamma_initializer),
      },
    };
  },
  GroupNormalization: missing('GroupNormalization'),
  UnitNormalization: missing('UnitNormalization'),
  RMSNormalization: missing('RMSNormalization'),
};
