import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import type { ScalingLayerName } from '../../../keras-format/layers/scaling.js';
import { kerasShape, type Shape } from '../network-plan.js';
import { rowAxes } from './axes.js';
import { LayerFault, type LayerOutline, type LayerRules, type OwnWeight } from './layer-rule.js';

export const SCALING_RULES: LayerRules<ScalingLayerName> = {
  Rescaling: (config, input) => {
    for (const field of ['scale', 'offset'] as const) {
      const given = config[field];
      if (typeof given === 'number' || given.length === 1 || given.length === input.at(-1)) continue;
      throw new LayerFault(`${field} has ${given.length} numbers, and rows are ${kerasShape(input)}`, field);
    }
    return { outputShape: input };
  },
  Normalization: (config, input) => normalized(config, input),
};

/** Keras keeps mean, variance and count as weights where `adapt` was to find them: keras/src/layers/preprocessing/normalization.py. */
function normalized({ axis, mean, variance }: LayerConfigs['Normalization'], input: Shape): LayerOutline {
  const places = [...rowAxes(axis ?? [], input)].sort((a, b) => a - b);
  const sizes = places.map((place) => input[place] ?? 0);
  if (mean === null && variance === null) {
    const weight = (name: string, shape: Shape, class_name: 'Zeros' | 'Ones'): OwnWeight => ({
      name,
      shape,
      initializer: { class_name, config: {} },
      trainable: false,
    });
    return {
      outputShape: input,
      weights: [weight('mean', sizes, 'Zeros'), weight('variance', sizes, 'Ones'), weight('count', [], 'Zeros')],
    };
  }
  if (mean === null || variance === null)
    throw new LayerFault('mean and variance must be given together', mean === null ? 'mean' : 'variance');
  const shape = nestedShape(mean, 'mean');
  if (nestedShape(variance, 'variance').join() !== shape.join())
    throw new LayerFault('variance must have the shape of mean', 'variance');
  const last = sizes.slice(sizes.length - shape.length);
  if (shape.length > sizes.length || shape.some((size, place) => size !== 1 && size !== last[place]))
    throw new LayerFault(`mean has the shape (${shape.join(', ')}), and the axes have (${sizes.join(', ')})`, 'mean');
  return { outputShape: input };
}

type Nested = LayerConfigs['Normalization']['mean'];

/** Lengths of lists in lists. @throws {LayerFault} when they differ. */
function nestedShape(values: Nested, field: string): Shape {
  if (!Array.isArray(values)) return [];
  const inner = values.map((value) => nestedShape(value, field));
  if (inner.some((shape) => shape.join() !== inner[0]?.join()))
    throw new LayerFault('lists must have equal lengths', field);
  return [values.length, ...(inner[0] ?? [])];
}
