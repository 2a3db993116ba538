import type { CoreLayerName } from '../../../keras-format/layers/core.js';
import { kerasShape, type Shape, sizeOf } from '../network-plan.js';
import { checkActivation } from './check-activation.js';
import { LayerFault, type LayerRules } from './layer-rule.js';

export const CORE_RULES: LayerRules<CoreLayerName> = {
  InputLayer: (_, input) => ({ outputShape: input }),
  Dense: (config, input) => {
    const features = input.at(-1);
    if (features === undefined)
      throw new LayerFault(`Dense needs rows of at least one dimension, and gets ${kerasShape(input)}`);
    const outputShape = [...input.slice(0, -1), config.units];
    checkActivation(config.activation, outputShape);
    const kernel = {
      name: 'kernel',
      shape: [features, config.units],
      initializer: config.kernel_initializer,
      regularizer: config.kernel_regularizer,
      constraint: config.kernel_constraint,
    };
    const bias = {
      name: 'bias',
      shape: [config.units],
      initializer: config.bias_initializer,
      regularizer: config.bias_regularizer,
      constraint: config.bias_constraint,
    };
    return {
      outputShape,
      weights: config.use_bias ? [kernel, bias] : [kernel],
    };
  },
  Activation: (config, input) => {
    const { activation } = config;
    if (typeof activation === 'string' && input.length === 0 && /softmax/.test(activation)) {
      throw new LayerFault(`${activation} needs rows of at least one dimension`, 'activation');
    }
    checkActivation(activation, input);
    return { outputShape: input };
  },
  Identity: (_, input) => ({ outputShape: input }),
  Flatten: (_, input) => ({ outputShape: [sizeOf(input)] }),
  Reshape: (config, input) => ({ outputShape: reshaped(config.target_shape, input) }),
};

function reshaped(target: readonly number[], input: Shape): Shape {
  const size = sizeOf(input);
  const known = sizeOf(target.filter((length) => length !== -1));
  const unknowns = target.filter((length) => length === -1).length;
  if (unknowns > 1) throw new LayerFault('target_shape may hold -1 once only', 'target_shape');
  const fits = unknowns === 1 ? known > 0 && size % known === 0 : known === size;
  if (!fits) {
    throw new LayerFault(
      `${size} numbers a row, ${kerasShape(input)}, cannot be laid out as ${kerasShape(target)}`,
      'target_shape',
    );
  }
  return target.map((length) => (length === -1 ? size / known : length));
}
