import type { EmbeddingLayerName } from '../../keras-format/layers/embedding.js';
import type { ReorderingLayerName } from '../../keras-format/layers/reordering.js';
import type { LayerWriters } from './tfjs-layer-writer.js';
import { initializer } from './tfjs-objects.js';

export const TFJS_SEQUENCES: LayerWriters<EmbeddingLayerName | ReorderingLayerName> = {
  Embedding: ({ input_dim, output_dim, mask_zero, embeddings_initializer }) => ({
    class_name: 'Embedding',
    config: { input_dim, output_dim, mask_zero, embeddings_initializer: initializer(embeddings_initializer) },
  }),
  Masking: ({ mask_value }) => ({ class_name: 'Masking', config: { mask_value } }),
  Permute: ({ dims }) => ({ class_name: 'Permute', config: { dims } }),
  RepeatVector: ({ n }) => ({ class_name: 'RepeatVector', config: { n } }),
};
