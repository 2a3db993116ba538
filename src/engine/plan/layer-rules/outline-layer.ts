import type { ObjectOf } from '../../../keras-format/keras-object.js';
import type { Layer, LayerConfigs, LayerName } from '../../../keras-format/layers/layers.js';
import type { NetworkPlan, Shape, WeightPlan } from '../network-plan.js';
import { ACTIVATION_RULES } from './activation-layers.js';
import { ATTENTION_RULES } from './attention.js';
import { AUGMENTATION_RULES } from './augmentation.js';
import { checkActivity } from './check-activity.js';
import { checkWeight } from './check-weight.js';
import { CONVOLUTION_RULES } from './convolution.js';
import { CORE_RULES } from './core.js';
import { EMBEDDING_RULES } from './embedding.js';
import { type CallKeywords, LayerFault, type LayerOutline, type LayerRules } from './layer-rule.js';
import { MERGING_RULES } from './merging.js';
import { NOISE_RULES } from './noise.js';
import { NORMALIZATION_RULES } from './normalization.js';
import { POOLING_RULES } from './pooling.js';
import { RECURRENT_RULES } from './recurrent.js';
import { REORDERING_RULES } from './reordering.js';
import { RESIZING_RULES } from './resizing.js';
import { SCALING_RULES } from './scaling.js';
import { timeDistributedRules } from './time-distributed.js';

const RULES: LayerRules<LayerName> = {
  ...CORE_RULES,
  ...ATTENTION_RULES,
  ...SCALING_RULES,
  ...MERGING_RULES,
  ...REORDERING_RULES,
  ...NOISE_RULES,
  ...EMBEDDING_RULES,
  ...ACTIVATION_RULES,
  ...NORMALIZATION_RULES,
  ...CONVOLUTION_RULES,
  ...POOLING_RULES,
  ...AUGMENTATION_RULES,
  ...RESIZING_RULES,
  ...RECURRENT_RULES,
  ...timeDistributedRules((layer, inputs, { planWithin }) =>
    applyRule(layer, { layer, path: '', trainable: true, inputs, keywords: [], values: {}, planWithin }),
  ),
};

/** One call of a layer, as far as it is known before it is worked out. */
export interface OutlineInputs extends CallKeywords {
  readonly layer: Layer;
  /** Its weights are named below it. */
  readonly path: string;
  readonly trainable: boolean;
  readonly inputs: readonly Shape[];
}

/** What every layer may be called with besides its inputs. */
const COMMON_KEYWORDS: ReadonlySet<string> = new Set(['training']);

/**
 * Works out a layer's output shapes (at least one) and weights from the shapes of its inputs.
 * @throws {LayerFault} when the layer does not fit the inputs.
 */
export function outlineLayer(call: OutlineInputs): {
  outputShapes: readonly Shape[];
  inside: number;
  weights: readonly WeightPlan[];
  within: NetworkPlan | undefined;
} {
  const { outputShape, moreOutputs = [], inside = 0, weights = [], within } = applyRule(call.layer, call);
  for (const weight of weights) checkWeight(weight, call.layer.config);
  return {
    outputShapes: [outputShape, ...moreOutputs],
    inside,
    weights: weights.map((weight) => ({
      ...weight,
      name: `${call.path}/${weight.name}`,
      trainable: weight.trainable ?? call.trainable,
    })),
    within,
  };
}

function applyRule<Name extends LayerName>(layer: ObjectOf<LayerConfigs, Name>, call: OutlineInputs): LayerOutline {
  const outline = outlineByRule(layer, call);
  checkActivity(layer.config, outline);
  return outline;
}

function outlineByRule<Name extends LayerName>(layer: ObjectOf<LayerConfigs, Name>, call: OutlineInputs): LayerOutline {
  const { inputs, keywords, values } = call;
  const rule = RULES[layer.class_name];
  const known = typeof rule === 'object' ? new Set(rule.keywords) : new Set<string>();
  const unknown = [...keywords, ...Object.keys(values)].find(
    (keyword) => keyword !== undefined && !known.has(keyword) && !COMMON_KEYWORDS.has(keyword),
  );
  if (unknown !== undefined)
    throw new LayerFault(`${layer.class_name} cannot be called with ${unknown} here; leave it out`);
  if (typeof rule === 'object') return rule.several(layer.config, inputs, call);
  const [input, ...more] = inputs;
  if (input === undefined || more.length > 0)
    throw new LayerFault(`${layer.class_name} takes one input, and gets ${inputs.length}`);
  return rule(layer.config, input);
}
