import type { EmbeddingLayerName } from '../../../keras-format/layers/embedding.js';
import { kerasShape } from '../network-plan.js';
import { LayerFault, type LayerRules } from './layer-rule.js';

export const EMBEDDING_RULES: LayerRules<EmbeddingLayerName> = {
  Embedding: (config, input) => {
    const { input_dim, output_dim, input_length } = config;
    const length = typeof input_length === 'number' ? [input_length] : input_length;
    if (length && length.join() !== input.join()) {
      throw new LayerFault(`rows are ${kerasShape(input)}, and not of length ${length.join(', ')}`, 'input_length');
    }
    const embeddings = {
      name: 'embeddings',
      shape: [input_dim, output_dim],
      initializer: config.embeddings_initializer,
      regularizer: config.embeddings_regularizer,
      constraint: config.embeddings_constraint,
    };
    return { outputShape: [...input, output_dim], weights: [embeddings] };
  },
  Masking: (_, input) => {
    if (input.length < 1) throw new LayerFault(`Masking needs rows of time steps, and gets ${kerasShape(input)}`);
    return { outputShape: input };
  },
};
