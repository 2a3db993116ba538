import type { LayerConfigs } from '../../../keras-format/layers/layers.js';
import type { MergingLayerName } from '../../../keras-format/layers/merging.js';
import { kerasShape, type Shape } from '../network-plan.js';
import { rowAxis } from './axes.js';
import { LayerFault, type LayerOutline, type LayerRules } from './layer-rule.js';

export const MERGING_RULES: LayerRules<MergingLayerName> = {
  Add: { several: (_, inputs) => broadcast(inputs) },
  Subtract: {
    several: (_, inputs) => {
      if (inputs.length !== 2) throw new LayerFault(`Subtract takes two inputs, and gets ${inputs.length}`);
      return broadcast(inputs);
    },
  },
  Multiply: { several: (_, inputs) => broadcast(inputs) },
  Average: { several: (_, inputs) => broadcast(inputs) },
  Maximum: { several: (_, inputs) => broadcast(inputs) },
  Minimum: { several: (_, inputs) => broadcast(inputs) },
  Concatenate: { several: ({ axis }, inputs) => concatenated(axis, inputs) },
  Dot: { several: (config, inputs) => multiplied(config, inputs) },
};

/** Shapes are laid side by side from the last dimension; where sizes differ, one of them must be 1. */
function broadcast([first, ...others]: readonly Shape[]): LayerOutline {
  if (!first) throw new LayerFault('a merge needs an input');
  const outputShape = others.reduce((merged, shape) => {
    const [longer, shorter] = merged.length < shape.length ? [shape, merged] : [merged, shape];
    const free = longer.length - shorter.length;
    return longer.map((size, place) => {
      const other = shorter[place - free] ?? 1;
      if (size !== other && size !== 1 && other !== 1)
        throw new LayerFault(`rows of ${kerasShape(merged)} and ${kerasShape(shape)} cannot be merged`);
      return size === 1 ? other : size;
    });
  }, first);
  return { outputShape };
}

function concatenated(axis: number, inputs: readonly Shape[]): LayerOutline {
  const [first] = inputs;
  if (!first) throw new LayerFault('a merge needs an input');
  const place = rowAxis(axis, first);
  const rest = (shape: Shape) => shape.map((size, other) => (other === place ? 0 : size)).join();
  const odd = inputs.find((shape) => rest(shape) !== rest(first));
  if (odd) {
    throw new LayerFault(
      `rows of ${kerasShape(first)} and ${kerasShape(odd)} must not differ but along axis ${axis}`,
      'axis',
    );
  }
  const length = inputs.reduce((sum, shape) => sum + (shape[place] ?? 0), 0);
  return { outputShape: first.map((size, other) => (other === place ? length : size)) };
}

function multiplied({ axes }: LayerConfigs['Dot'], inputs: readonly Shape[]): LayerOutline {
  const [left, right] = inputs;
  if (!left || !right || inputs.length > 2) throw new LayerFault(`Dot takes two inputs, and gets ${inputs.length}`);
  const [ofLeft, ofRight] = typeof axes === 'number' ? [axes, axes] : axes;
  const [a, b] = [rowAxis(ofLeft, left, 'axes'), rowAxis(ofRight, right, 'axes')];
  if (left[a] !== right[b]) {
    throw new LayerFault(
      `axis ${ofLeft} of ${kerasShape(left)} has ${left[a]} numbers, and axis ${ofRight} of ${kerasShape(right)} has ${right[b]}`,
      'axes',
    );
  }
  const outputShape = [...left.filter((_, place) => place !== a), ...right.filter((_, place) => place !== b)];
  return { outputShape: outputShape.length === 0 ? [1] : outputShape };
}
