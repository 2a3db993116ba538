import type { CheckpointState } from '../checkpoint.js';
import { inputShapeOf, type NetworkPlan } from '../plan/network-plan.js';
import { planDefinition } from '../plan/plan-definition.js';
import type { ModelDefinition } from '../training-spec.js';
import { tfjsGraph } from './tfjs-graph.js';
import { toTfjsLayer } from './tfjs-layers.js';
import { checkMasks } from './tfjs-masks.js';
import { tfjsNames, tfjsWeightNames } from './tfjs-names.js';
import type { TfjsObject } from './tfjs-objects.js';
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
 * @throws {NotInTfjsError} naming the layer, or the model, that tfjs-layers lacks or computes in another way.
 */
export function tfjsModelJson(
  definition: ModelDefinition,
  state: CheckpointState,
  metadata: Readonly<Record<string, unknown>> = {},
): TfjsModelJson {
  const plan = planDefinition(definition);
  const weightNames = tfjsWeightNames(plan);
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
      ...writeTopology(definition, plan),
      keras_version: '2.15.0',
      backend: 'tensorflow',
    },
    weightsManifest: [{ paths: [TFJS_WEIGHTS_FILE], weights }],
    userDefinedMetadata: metadata,
  };
}

function writeTopology(definition: ModelDefinition, plan: NetworkPlan): TfjsObject {
  checkMasks(plan);
  const { name } = definition.architecture.config;
  const names = tfjsNames(plan);
  if (!isChain(plan)) return tfjsGraph(plan, names, name);
  return { class_name: 'Sequential', config: { name, layers: writeChain(plan, names) } };
}

function writeChain(plan: NetworkPlan, names: ReadonlyMap<string, string>): TfjsObject[] {
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

/** Whether each layer is called once, on the one before it, and gives one output: what is written is a Sequential model. */
function isChain({ layers, inputs, outputs }: NetworkPlan): boolean {
  const follows = layers.every(({ inputs: from, outputShapes }, position) => {
    const [one, ...more] = from;
    return (
      outputShapes.length === 1 &&
      (position === 0 || (one?.position === position - 1 && one.output === 0 && more.length === 0))
    );
  });
  const once = new Set(layers.map(({ name }) => name)).size === layers.length;
  const ends = outputs.every(({ ref }) => ref.position === layers.length - 1 && ref.output === 0);
  return follows && once && ends && inputs.length === 1 && outputs.length === 1;
}
