import * as tf from '@tensorflow/tfjs-core';
import type { EmbeddingLayerName } from '../../keras-format/layers/embedding.js';
import { lookUp } from '../kernels/look-up.js';
import { withoutGradient } from '../without-gradient.js';
import type { LayerCalls } from './layer-call.js';

export const EMBEDDING_CALLS: LayerCalls<EmbeddingLayerName> = {
  Embedding: ({ config, input, weights: [embeddings], context }) => {
    if (!embeddings) throw new Error('Embedding has lost its table');
    const output = lookUp(embeddings, tf.cast(input, 'int32'), (ids, rows) => context.addRowGradients(0, ids, rows));
    if (config.mask_zero)
      context.setMask(
        output,
        withoutGradient(() => tf.notEqual(input, 0)),
      );
    return output;
  },
  Masking: ({ config, input, context }) => {
    const counts = withoutGradient(() => tf.any(tf.notEqual(input, config.mask_value), -1));
    const output = tf.mul(input, tf.cast(tf.expandDims(counts, -1), 'float32'));
    context.setMask(output, counts);
    return output;
  },
};
