import type { ActivationLayerName } from '../../keras-format/layers/activation-layers.js';
import type { LayerWriters } from './tfjs-layer-writer.js';
import { initializer, NotInTfjsError } from './tfjs-objects.js';

export const TFJS_ACTIVATION_LAYERS: LayerWriters<ActivationLayerName> = {
  ReLU: ({ max_value, negative_slope, threshold }, name) => {
    if (negative_slope !== 0 || threshold !== 0)
      throw new NotInTfjsError(name, 'its ReLU has neither slope nor threshold');
    return { class_name: 'ReLU', config: max_value === null ? {} : { max_value } };
  },
  LeakyReLU: ({ alpha, negative_slope }) => ({ class_name: 'LeakyReLU', config: { alpha: alpha ?? negative_slope } }),
  PReLU: ({ alpha_initializer, shared_axes }) => ({
    class_name: 'PReLU',
    config: { alpha_initializer: initializer(alpha_initializer), shared_axes },
  }),
  ELU: ({ alpha }, name) => {
    // Its formula leaves alpha out.
    if (alpha !== 1) throw new NotInTfjsError(name, 'its ELU has an alpha of 1 only');
    return { class_name: 'ELU', config: { alpha } };
  },
  Softmax: ({ axis }, name, { input }) => {
    const [only = 0, ...more] = typeof axis === 'number' ? [axis] : axis;
    if (more.length > 0 || (only !== -1 && only !== input.length))
      throw new NotInTfjsError(name, 'its Softmax works along the last axis only');
    return { class_name: 'Softmax', config: { axis: -1 } };
  },
};
