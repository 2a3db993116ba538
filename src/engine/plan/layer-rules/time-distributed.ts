import type { Layer, LayerConfigs, LayerName } from '../../../keras-format/layers/layers.js';
import { toSnakeCase } from '../../../keras-format/names.js';
import { kerasShape, type Shape } from '../network-plan.js';
import { LayerFault, type LayerOutline, type LayerRules } from './layer-rule.js';

/** The name of the layer inside a TimeDistributed, below which its weights are named. */
export function innerName({ layer }: LayerConfigs['TimeDistributed']): string {
  return layer.config.name ?? toSnakeCase(layer.class_name);
}

/** The rule of TimeDistributed; `outline` is that of all layers. */
export function timeDistributedRules(
  outline: (layer: Layer, inputs: readonly Shape[]) => LayerOutline,
): LayerRules<Extract<LayerName, 'TimeDistributed'>> {
  return {
    TimeDistributed: (config, input) => {
      const { layer } = config;
      const [steps, ...row] = input;
      if (steps === undefined || row.length === 0) {
        throw new LayerFault(`TimeDistributed needs rows of at least two dimensions, and gets ${kerasShape(input)}`);
      }
      if (layer.class_name === 'InputLayer') {
        throw new LayerFault('an InputLayer is no layer for TimeDistributed', 'layer');
      }
      const inner = outlineInside(() => outline(layer, [row]));
      if (inner.moreOutputs && inner.moreOutputs.length > 0) {
        throw new LayerFault('a layer inside TimeDistributed has one output', 'layer');
      }
      return {
        outputShape: [steps, ...inner.outputShape],
        inside: steps * (inner.inside ?? 0),
        weights: (inner.weights ?? []).map((weight) => ({
          ...weight,
          name: `${innerName(config)}/${weight.name}`,
          ...(layer.config.trainable ? {} : { trainable: false as const }),
        })),
      };
    },
  };
}

/** A fault of the layer inside is one of the wrapper's field. */
function outlineInside(outline: () => LayerOutline): LayerOutline {
  try {
    return outline();
  } catch (error) {
    if (!(error instanceof LayerFault)) throw error;
    throw new LayerFault(error.message, 'layer');
  }
}
