import type { Architecture } from '../../keras-format/architecture.js';
import type { ModelDefinition } from '../training-spec.js';

/** A version of Keras that reads what is written here as it is meant. */
const KERAS_VERSION = '3.15.0';

/** Keras's layers are found by these names when an object is made of what was written: keras/src/saving/serialization_lib.py. */
const MODULES = { Sequential: 'keras', Functional: 'keras.src.models.functional' } as const;

/** `config.json` of a `.keras` file, of which `keras.models.load_model` makes the model. */
export function kerasConfigJson({ architecture, inputShape }: ModelDefinition): string {
  return JSON.stringify(named(withInput(architecture, inputShape)));
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

interface Written {
  readonly class_name: string;
  readonly config: object;
}

/** The object and the layers in it, each with the module that its class is from. */
function named(written: Written): Written {
  const config = Object.fromEntries(
    Object.entries(written.config).map(([key, value]: [string, unknown]) => {
      if (key === 'layers' && Array.isArray(value))
        return [key, value.map((layer) => (isWritten(layer) ? named(layer) : layer))];
      if ((key === 'layer' || key === 'backward_layer') && isWritten(value)) return [key, named(value)];
      return [key, value];
    }),
  );
  const module = isModelName(written.class_name) ? MODULES[written.class_name] : 'keras.layers';
  return Object.assign({ module, registered_name: written.class_name }, written, { config });
}

function isModelName(name: string): name is keyof typeof MODULES {
  return name === 'Sequential' || name === 'Functional';
}

function isWritten(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && 'class_name' in value && 'config' in value;
}
