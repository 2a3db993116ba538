import { isModel } from '../../../keras-format/architecture.js';
import type { Layer, LayerConfigs, LayerName } from '../../../keras-format/layers/layers.js';
import { toSnakeCase } from '../../../keras-format/names.js';
import type { ModelItem } from '../model-item.js';
import { activationsPerRow, allCalls, kerasShape, outputShapeOf, type Shape } from '../network-plan.js';
import { type CallKeywords, LayerFault, type LayerOutline, type LayerRules } from './layer-rule.js';

/** The name of the layer inside a TimeDistributed, below which its weights are named. */
export function innerName({ layer }: LayerConfigs['TimeDistributed']): string {
  return layer.config.name ?? toSnakeCase(layer.class_name);
}

/** The rule of TimeDistributed; `outline` is that of all layers. */
export function timeDistributedRules(
  outline: (layer: Layer, inputs: readonly Shape[], call: CallKeywords) => LayerOutline,
): LayerRules<Extract<LayerName, 'TimeDistributed'>> {
  return {
    TimeDistributed: {
      several: (config, inputs, call) => {
        const { layer } = config;
        const [steps, row] = stepsOf(inputs);
        const inner = isModel(layer)
          ? outlineModel(layer, row, call)
          : outlineInside(() => namedBelow(config, layer, outline(layer, [row], call)));
        return { ...inner, outputShape: [steps, ...inner.outputShape], inside: steps * (inner.inside ?? 0) };
      },
    },
  };
}

function stepsOf(inputs: readonly Shape[]): readonly [number, Shape] {
  const [input = [], ...more] = inputs;
  if (more.length > 0) throw new LayerFault(`TimeDistributed takes one input, and gets ${inputs.length}`);
  const [steps, ...row] = input;
  if (steps === undefined || row.length === 0)
    throw new LayerFault(`TimeDistributed needs rows of at least two dimensions, and gets ${kerasShape(input)}`);
  return [steps, row];
}

function namedBelow(config: LayerConfigs['TimeDistributed'], layer: Layer, inner: LayerOutline): LayerOutline {
  if (layer.class_name === 'InputLayer') throw new LayerFault('an InputLayer is no layer for TimeDistributed', 'layer');
  if (inner.moreOutputs && inner.moreOutputs.length > 0)
    throw new LayerFault('a layer inside TimeDistributed has one output', 'layer');
  return {
    ...inner,
    weights: (inner.weights ?? []).map((weight) => ({
      ...weight,
      name: `${innerName(config)}/${weight.name}`,
      ...(layer.config.trainable ? {} : { trainable: false as const }),
    })),
  };
}

/** Keras calls the model once a step. What it looks at all rows for, it looks at the rows of one step for. */
function outlineModel(model: ModelItem, row: Shape, { planWithin }: CallKeywords): LayerOutline {
  const within = planWithin(model, row);
  if (within.outputs.length > 1)
    throw new LayerFault(
      `a model inside TimeDistributed has one output, and this one has ${within.outputs.length}`,
      'layer',
    );
  const called = new Set<string>();
  for (const { name, layer } of allCalls(within)) {
    const { class_name, config } = layer;
    if ('activity_regularizer' in config && config.activity_regularizer?.class_name === 'OrthogonalRegularizer')
      throw new LayerFault(
        `inside TimeDistributed the activity of ${JSON.stringify(name)} cannot be kept orthogonal; L1 and L2 can be used`,
        'layer',
      );
    if (class_name === 'BatchNormalization' && called.has(name))
      throw new LayerFault(
        `inside TimeDistributed a BatchNormalization is called once, and ${JSON.stringify(name)} is called again`,
        'layer',
      );
    called.add(name);
  }
  const outputShape = outputShapeOf(within);
  return {
    outputShape,
    inside: activationsPerRow(within),
    weights: within.weights.map(({ trainable, ...weight }) => ({
      ...weight,
      ...(trainable ? {} : { trainable: false as const }),
    })),
    within,
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
