import type { Architecture } from '../../keras-format/architecture.js';
import type { CheckpointState } from '../checkpoint.js';
import { inputShapeOf, type NetworkPlan } from '../plan/network-plan.js';
import { planDefinition } from '../plan/plan-definition.js';
import type { ModelDefinition } from '../training-spec.js';
import { toTfjsLayer } from './tfjs-layers.js';
import { NotInTfjsError, type TfjsObject } from './tfjs-objects.js';
import { weightBytes } from './weight-bytes.js';

/** Where the weights stand beside `model.json`, for tfjs's own loaders. */
export const TFJS_WEIGHTS_FILE = 'weights.bin';

/** The `model.json` of a layers model, as `tf.loadLayersModel` opens it. */
export interface TfjsModelJson {
  readonly format: 'layers-model';
  readonly generatedBy: string;
  readonly convertedBy: null;
  readonly modelTopology: TfjsObject & { readonly keras_version: string; readonly backend: string };
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly {
      readonly name: string;
      readonly shape: readonly number[];
      readonly dtype: 'float32';
    }[];
  }[];
  readonly userDefinedMetadata: Readonly<Record<string, unknown>>;
}

/**
 * The `model.json` beside whose weights (the first bytes of the checkpoint, `weightBytes` of them) tfjs opens the model.
 * `metadata` is what `model.getUserDefinedMetadata()` answers there.
 * @throws {NotInTfjsError} naming the layer that tfjs-layers lacks or computes in another way, or the model where its layers
 *   are no chain.
 */
export function tfjsModelJson(
  definition: ModelDefinition,
  state: CheckpointState,
  metadata: Readonly<Record<string, unknown>> = {},
): TfjsModelJson {
  const names = tfjsNames(definition.architecture);
  const weightNames = tfjsWeightNames(definition, planDefinition(definition));
  const weights = weightBytes(state).tensors.map(({ name, shape }, index) => ({
    name: weightNames[index] ?? name,
    shape,
    dtype: 'float32' as const,
  }));
  return {
    format: 'layers-model',
    generatedBy: 'fitserve',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: definition.architecture.config.name, layers: writeLayers(definition, names) },
      keras_version: '2.15.0',
      backend: 'tensorflow',
    },
    weightsManifest: [{ paths: [TFJS_WEIGHTS_FILE], weights }],
    userDefinedMetadata: metadata,
  };
}

function writeLayers(definition: ModelDefinition, names: ReadonlyMap<string, string>): TfjsObject[] {
  const plan = planDefinition(definition);
  if (!isChain(plan)) {
    const what = 'its layers are no chain with one input and one output';
    throw new NotInTfjsError(definition.architecture.config.name, what, 'model');
  }
  // tfjs-layers knows no rows that are single numbers; to it they are vectors of one.
  const declared = inputShapeOf(plan);
  const rowShape = declared.length === 0 ? [1] : declared;
  let input = rowShape;
  return plan.layers.map(({ name, layer, outputShape }, position) => {
    const { class_name, config } = toTfjsLayer(layer, { input, output: outputShape });
    input = outputShape;
    const shape = position === 0 ? { batch_input_shape: [null, ...rowShape] } : {};
    return { class_name, config: { ...config, name: names.get(name) ?? name, ...shape } };
  });
}

/** Whether each layer is called once, on the one before it: what is written is a Sequential model. */
function isChain({ layers, inputs, outputs }: NetworkPlan): boolean {
  const follows = layers.every(({ inputs: from }, position) => {
    const [one, ...more] = from;
    return position === 0 || (one?.position === position - 1 && one.output === 0 && more.length === 0);
  });
  const once = new Set(layers.map(({ name }) => name)).size === layers.length;
  const ends = outputs.every(({ ref }) => ref.position === layers.length - 1 && ref.output === 0);
  return follows && once && ends && inputs.length === 1 && outputs.length === 1;
}

/**
 * Names of the layers in tfjs, by Keras's: tfjs-layers wants a letter or digit first, and no `>`. Where a name must be
 * changed, it stays unlike all others.
 */
function tfjsNames(architecture: Architecture): ReadonlyMap<string, string> {
  const given = architecture.config.layers.map((layer) => layer.config.name ?? '');
  const taken = new Set(given);
  return new Map(
    given.map((name) => {
      const plain = name.replaceAll('>', '_').replace(/^[^A-Za-z0-9]/, (first) => `x${first}`);
      if (plain === name) return [name, name];
      let free = plain;
      for (let count = 1; taken.has(free); count++) free = `${plain}_${count}`;
      taken.add(free);
      return [name, free];
    }),
  );
}

/** The names that the weights of a network have in tfjs, in the order of its weights. */
export function tfjsWeightNames({ architecture }: Pick<ModelDefinition, 'architecture'>, plan: NetworkPlan): string[] {
  const names = tfjsNames(architecture);
  const depthwise = new Set(
    plan.layers.filter(({ layer }) => layer.class_name === 'DepthwiseConv2D').map(({ name }) => `${name}/kernel`),
  );
  return plan.weights.map(({ name: path }) => {
    const name = depthwise.has(path) ? path.replace(/kernel$/, 'depthwise_kernel') : path;
    const end = name.indexOf('/');
    const layer = name.slice(0, end);
    return `${names.get(layer) ?? layer}${name.slice(end)}`;
  });
}
