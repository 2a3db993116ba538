import * as tf from '@tensorflow/tfjs';
import type { TrainingCase } from '../cases.js';

/** A case as tfjs's own layers: they read Keras's JSON. */
export async function tfjsModel({ inputShape, layers }: TrainingCase): Promise<tf.LayersModel> {
  const [first, ...others] = layers.map(({ class_name, config }, index) => ({
    class_name,
    config: { name: `layer_${index}`, ...config },
  }));
  if (!first) throw new Error('a case has layers');
  const started = { ...first, config: { ...first.config, batch_input_shape: [null, ...inputShape] } };
  return tf.models.modelFromJSON({
    modelTopology: { class_name: 'Sequential', config: JSON.parse(JSON.stringify([started, ...others])) },
  });
}
