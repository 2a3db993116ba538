import { toSnakeCase } from '../../keras-format/architecture.js';
import type { ObjectOf } from '../../keras-format/keras-object.js';
import type { Layer, LayerConfigs, LayerName } from '../../keras-format/layers.js';
import { kerasShape, type Shape, sizeOf, type WeightPlan } from './network-plan.js';

/** A layer that does not fit its input: which field of its config is to blame (none: the layer as a whole), and why. */
export class LayerFault extends Error {
  override readonly name = 'LayerFault';
  readonly field: string | undefined;

  constructor(detail: string, field?: string) {
    super(detail);
    this.field = field;
  }
}

interface LayerOutline {
  readonly outputShape: Shape;
  /** Weights by the layer's own name for them (`kernel`). */
  readonly weights?: readonly Omit<WeightPlan, 'trainable'>[];
}

type LayerRule<Name extends LayerName> = (config: LayerConfigs[Name], input: Shape) => LayerOutline;

const RULES: { readonly [Name in LayerName]: LayerRule<Name> } = {
  InputLayer: (_, input) => ({ outputShape: input }),
  Dense: (config, input) => {
    const features = input.at(-1);
    if (features === undefined)
      throw new LayerFault(`Dense needs rows of at least one dimension, and gets ${kerasShape(input)}`);
    const kernel = { name: 'kernel', shape: [features, config.units], initializer: config.kernel_initializer };
    const bias = { name: 'bias', shape: [config.units], initializer: config.bias_initializer };
    return {
      outputShape: [...input.slice(0, -1), config.units],
      weights: config.use_bias ? [kernel, bias] : [kernel],
    };
  },
  Activation: (config, input) => {
    if (input.length === 0 && /softmax/.test(config.activation)) {
      throw new LayerFault(`${config.activation} needs rows of at least one dimension`, 'activation');
    }
    return { outputShape: input };
  },
  Dropout: (_, input) => ({ outputShape: input }),
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

/**
 * Works out a layer's output shape and weights from the shape of its input.
 * @throws {LayerFault} when the layer does not fit the input.
 */
export function outlineLayer(layer: Layer, input: Shape): { outputShape: Shape; weights: readonly WeightPlan[] } {
  const { outputShape, weights = [] } = applyRule(layer, input);
  const path = layer.config.name ?? toSnakeCase(layer.class_name);
  return {
    outputShape,
    weights: weights.map((weight) => ({
      ...weight,
      name: `${path}/${weight.name}`,
      trainable: layer.config.trainable,
    })),
  };
}

function applyRule<Name extends LayerName>(layer: ObjectOf<LayerConfigs, Name>, input: Shape): LayerOutline {
  return RULES[layer.class_name](layer.config, input);
}
