import fc from 'fast-check';
import { ACTIVATIONS } from '../../../src/keras-format/activations.js';
import { LAYER_SCHEMAS, type LayerName } from '../../../src/keras-format/layers/layers.js';
import { arbitraryOf } from './arbitrary-of.js';
import { runs } from './settings.js';

/** A layer as a client posts it. */
export interface PostedLayer {
  readonly class_name: LayerName;
  readonly config: Readonly<Record<string, unknown>>;
}

/** By name, or as a layer; a softmax over whatever axis would hardly ever be taken. */
const activations = fc.constantFrom(
  ...ACTIVATIONS,
  { class_name: 'Activation', config: { activation: 'tanh' } },
  { class_name: 'ReLU', config: { max_value: 6 } },
  { class_name: 'LeakyReLU', config: { negative_slope: 0.2 } },
  { class_name: 'ELU', config: {} },
  { class_name: 'Softmax', config: { axis: -1 } },
);

/** Left to Keras, or put in by what builds the model around the layer. */
const OVERRIDES = {
  name: undefined,
  input_shape: undefined,
  batch_input_shape: undefined,
  inbound_nodes: undefined,
  module: undefined,
  registered_name: undefined,
  build_config: undefined,
  dtype: fc.constant('float32'),
  // Else hardly any would fit together.
  dims: fc.constantFrom([1], [2, 1], [3, 1, 2], [4, 3, 2, 1], [1, 1]),
  dilation_rate: fc.constantFrom(1, 2),
  output_padding: fc.constantFrom(null, 0, 1),
  backward_layer: fc.constant(null),
  activation: activations,
  recurrent_activation: activations,
} as const;

const layers = new Map(
  LAYER_SCHEMAS.map((schema) => {
    const config = arbitraryOf(schema.def.in.shape.config, { overrides: OVERRIDES, given: 20 });
    const class_name: LayerName = schema.def.in.shape.class_name.value;
    return [class_name, config.map((made) => ({ class_name, config: { ...Object(made) } }))] as const;
  }),
);

/** The layers that can stand behind the first. */
export const LAYER_NAMES = [...layers.keys()].filter((name) => name !== 'InputLayer');

/** A layer of any class, or of this one, with any config that its schema takes. */
export function layerOf(className?: LayerName): fc.Arbitrary<PostedLayer> {
  const one = className === undefined ? undefined : layers.get(className);
  return one ?? fc.oneof(...LAYER_NAMES.flatMap((name) => layers.get(name) ?? []));
}

/** Shapes of rows: numbers, sequences, pictures, cubes. */
const shapes = fc.constantFrom([6], [5, 4], [6, 5, 2], [2, 3, 4, 2]);
const OWN_SHAPES = [
  [/1D|RNN|LSTM|GRU|Bidirectional/, [5, 4]],
  [/2D/, [6, 5, 2]],
  [/3D/, [2, 3, 4, 2]],
] as const;
const input = (name: string, shape: readonly number[]) => ({ class_name: 'InputLayer', config: { name, shape } });

/** Sequential models of one to three layers; whether they fit together is for the service to say. */
export const sequentials = fc
  .tuple(shapes, fc.array(layerOf(), { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([shape, made, named]) => ({
    class_name: 'Sequential',
    config: {
      name: 'model',
      layers: [
        input('given', shape),
        ...made.map(({ class_name, config }, index) => ({
          class_name,
          config: named ? { ...config, name: `layer_${index}` } : config,
        })),
      ],
    },
  }));

/** A layer and which of the tensors before it it takes, as numbers to be taken modulo. */
interface Step {
  readonly layer: PostedLayer;
  readonly from: readonly number[];
}

/** Functional models of two inputs: each layer takes one to three of the tensors before it, and the last one is the output. */
function functionalOf(shape: readonly number[], steps: readonly Step[]) {
  const history = (name: string) => [name, 0, 0];
  const tensor = (name: string) => ({ class_name: '__keras_tensor__', config: { keras_history: history(name) } });
  const names = ['a', 'b'];
  const calls = steps.map(({ layer, from }, index) => {
    const taken = from.map((draw) => tensor(names[draw % names.length] ?? 'a'));
    const name = `layer_${index}`;
    names.push(name);
    return {
      class_name: layer.class_name,
      config: { ...layer.config, name },
      name,
      // Merging layers take a list, attention's query, value and key are arguments of their own.
      inbound_nodes: [
        { args: layer.class_name === 'MultiHeadAttention' || taken.length === 1 ? taken : [taken], kwargs: {} },
      ],
    };
  });
  const inputs = ['a', 'b'].map((name) => ({ ...input(name, shape), name, inbound_nodes: [] }));
  return {
    class_name: 'Functional',
    config: {
      name: 'model',
      layers: [...inputs, ...calls],
      input_layers: [history('a'), history('b')],
      output_layers: [history(names.at(-1) ?? 'a')],
    },
  };
}

function stepOf(className?: LayerName): fc.Arbitrary<Step> {
  return layerOf(className).chain((layer) => {
    const [minLength, maxLength] = inputsOf(layer.class_name);
    return fc.record({ layer: fc.constant(layer), from: fc.array(fc.nat(), { minLength, maxLength }) });
  });
}

/** How many inputs a layer of a class takes, at least and at most. */
function inputsOf(className: LayerName): readonly [number, number] {
  if (/Attention$/.test(className)) return [2, 3];
  if (/^(Subtract|Dot)$/.test(className)) return [2, 2];
  return /^(Add|Multiply|Average|Maximum|Minimum|Concatenate)$/.test(className) ? [2, 3] : [1, 1];
}

/** Functional models of one to four layers. */
export const functionals = fc
  .tuple(shapes, fc.array(stepOf(), { minLength: 1, maxLength: 4 }))
  .map(([shape, steps]) => functionalOf(shape, steps));

/** Functional models of one layer of a class. */
function modelsOf(className: LayerName) {
  const own = OWN_SHAPES.find(([classes]) => classes.test(className))?.[1];
  const given = own === undefined ? shapes : fc.oneof(fc.constant(own), fc.constant(own), fc.constant(own), shapes);
  return fc.tuple(given, stepOf(className)).map(([shape, step]) => functionalOf(shape, [step]));
}

/**
 * Tries models of each layer, some of which must be taken; of layers with many fields hardly any config fits, and those are tried more often.
 * @param isTaken throws where a model that is taken is not right. @returns the layers that never were.
 */
export function neverTaken(isTaken: (architecture: object) => boolean): LayerName[] {
  const never = new Set<LayerName>(LAYER_NAMES);
  const tryOut = (className: LayerName, times: number) => {
    const once = fc.property(modelsOf(className), (architecture) => {
      if (isTaken(architecture)) never.delete(className);
    });
    fc.assert(once, runs(times));
  };
  for (const className of LAYER_NAMES) tryOut(className, 30);
  for (const className of [...never]) tryOut(className, 500);
  return [...never];
}
