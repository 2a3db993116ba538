import type { ObjectOf } from '../../../keras-format/keras-object.js';
import type { Layer, LayerConfigs, LayerName } from '../../../keras-format/layers/layers.js';
import type { Shape, WeightPlan } from '../network-plan.js';
import { CONVOLUTION_RULES } from './convolution.js';
import { CORE_RULES } from './core.js';
import { LayerFault, type LayerOutline, type LayerRules } from './layer-rule.js';
import { POOLING_RULES } from './pooling.js';

const RULES: LayerRules<LayerName> = { ...CORE_RULES, ...CONVOLUTION_RULES, ...POOLING_RULES };

/**
 * Works out a layer's output shapes (at least one) and weights from the shapes of its inputs. Weights are named below `path`.
 * @throws {LayerFault} when the layer does not fit the inputs.
 */
export function outlineLayer(
  layer: Layer,
  path: string,
  inputs: readonly Shape[],
): { outputShapes: readonly Shape[]; weights: readonly WeightPlan[] } {
  const { outputShape, moreOutputs = [], weights = [] } = applyRule(layer, inputs);
  return {
    outputShapes: [outputShape, ...moreOutputs],
    weights: weights.map((weight) => ({
      ...weight,
      name: `${path}/${weight.name}`,
      trainable: weight.trainable ?? layer.config.trainable,
    })),
  };
}

function applyRule<Name extends LayerName>(
  layer: ObjectOf<LayerConfigs, Name>,
  inputs: readonly Shape[],
): LayerOutline {
  const rule = RULES[layer.class_name];
  if (typeof rule === 'object') return rule.several(layer.config, inputs);
  const [input, ...more] = inputs;
  if (input === undefined || more.length > 0)
    throw new LayerFault(`${layer.class_name} takes one input, and gets ${inputs.length}`);
  return rule(layer.config, input);
}
