import type { ReorderingLayerName } from '../../../keras-format/layers/reordering.js';
import { kerasShape } from '../network-plan.js';
import { LayerFault, type LayerRules } from './layer-rule.js';

export const REORDERING_RULES: LayerRules<ReorderingLayerName> = {
  Permute: ({ dims }, input) => {
    const wanted = input.map((_, place) => place + 1);
    if ([...dims].sort((a, b) => a - b).join() !== wanted.join()) {
      throw new LayerFault(
        `dims must name each of the axes ${wanted.join(', ')} once, for rows of ${kerasShape(input)}`,
        'dims',
      );
    }
    return { outputShape: dims.map((axis) => input[axis - 1] ?? 0) };
  },
  RepeatVector: ({ n }, input) => {
    if (input.length !== 1)
      throw new LayerFault(`RepeatVector needs rows that are vectors, and gets ${kerasShape(input)}`);
    return { outputShape: [n, ...input] };
  },
};
