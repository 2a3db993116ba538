import type { AttentionLayerName } from '../../keras-format/layers/attention.js';
import type { MergingLayerName } from '../../keras-format/layers/merging.js';
import type { ScalingLayerName } from '../../keras-format/layers/scaling.js';
import { type LayerWriters, missing } from './tfjs-layer-writer.js';
import { NotInTfjsError } from './tfjs-objects.js';

const plain = (class_name: MergingLayerName) => () => ({ class_name, config: {} });

export const TFJS_MERGING: LayerWriters<MergingLayerName> = {
  Add: plain('Add'),
  Subtract: missing('Subtract'),
  Multiply: plain('Multiply'),
  Average: plain('Average'),
  Maximum: plain('Maximum'),
  Minimum: plain('Minimum'),
  Concatenate: ({ axis }) => ({ class_name: 'Concatenate', config: { axis } }),
  Dot: ({ axes, normalize }) => ({ class_name: 'Dot', config: { axes, normalize } }),
};

/** tfjs-layers 4.22 has no attention. */
export const TFJS_ATTENTION: LayerWriters<AttentionLayerName> = {
  Attention: missing('Attention'),
  AdditiveAttention: missing('AdditiveAttention'),
  MultiHeadAttention: missing('MultiHeadAttention'),
};

export const TFJS_SCALING: LayerWriters<ScalingLayerName> = {
  Rescaling: ({ scale, offset }, name) => {
    if (typeof scale !== 'number' || typeof offset !== 'number')
      throw new NotInTfjsError(name, 'its Rescaling has one scale and one offset');
    return { class_name: 'Rescaling', config: { scale, offset } };
  },
  Normalization: missing('Normalization'),
};
