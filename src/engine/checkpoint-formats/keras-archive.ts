import type { Architecture } from '../../keras-format/architecture.js';
import { withModules } from '../../keras-format/keras-modules.js';
import type { ModelDefinition } from '../training-spec.js';

/** A version of Keras that reads what is written here as it is meant. */
const KERAS_VERSION = '3.15.0';

/** `config.json` of a `.keras` file, of which `keras.models.load_model` makes the model. */
export function kerasConfigJson({ architecture, inputShape }: ModelDefinition): string {
  return JSON.stringify(withModules(withInput(architecture, inputShape)));
}

/** `metadata.json` of a `.keras` file. */
export function kerasMetadataJson(savedAt: Date): string {
  return JSON.stringify({ keras_version: KERAS_VERSION, date_saved: savedAt.toISOString() });
}

/** A Sequential model that took the shape of its rows from its data says it now. */
function withInput(architecture: Architecture, inputShape: readonly number[]): Architecture {
  if (architecture.class_name === 'Functional') return architecture;
  const { layers } = architecture.config;
  if (layers[0]?.class_name === 'InputLayer') return architecture;
  const names = new Set(layers.map(({ config }) => config.name));
  let name = 'input_layer';
  while (names.has(name)) name = `${name}_0`;
  const input = {
    class_name: 'InputLayer' as const,
    config: { name, trainable: true, batch_shape: [null, ...inputShape] as [null, ...number[]] },
  };
  return { ...architecture, config: { ...architecture.config, layers: [input, ...layers] } };
}
