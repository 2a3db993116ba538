import { declaredInputShape } from './declared-input.js';
import { fail } from './fail.js';
import { countLayers, type LayerItem, type ModelItem, nameOf } from './model-item.js';
import type { ModelLimits } from './model-limits.js';
import { NetworkBuilder } from './network-builder.js';
import type { NetworkPlan, Shape } from './network-plan.js';
import { itemCaller, planFunctional, planWithin } from './plan-functional.js';
import { checkSequential, planSequential } from './plan-sequential.js';

export interface PlanOptions {
  /** Shape of one row of the data, for a Sequential model that names no input shape. */
  readonly inputShape?: Shape | undefined;
  /** Where the layers stand in what the client posted, such as `/architecture/config/layers`. */
  readonly layersPointer: string;
  readonly limits: ModelLimits;
}

/**
 * Works out every shape and weight of a network without making a tensor. Undefined while the input shape is unknown: neither
 * the first layer nor the options name one.
 * @throws {InvalidError} with a pointer to the layer that has no place, a name given twice, or the first limit that is passed.
 */
export function planNetwork(architecture: ModelItem, options: PlanOptions): NetworkPlan | undefined {
  const { layersPointer, limits } = options;
  const { layers, trainable } = architecture.config;
  const count = countLayers(layers);
  if (count > limits.maxLayers) {
    fail(layersPointer, `a model may have ${limits.maxLayers} layers at most`, count, 'model_too_large');
  }
  const builder = new NetworkBuilder(limits, planWithin);
  const scope = { prefix: '', pointer: layersPointer, trainable };
  if (architecture.class_name === 'Functional') return planFunctional(builder, architecture, scope, options.inputShape);

  checkSequential(layers, layersPointer);
  const inputShape = inputShapeFor(layers, options);
  if (inputShape === undefined) return undefined;
  const { input, output, paths } = planSequential(builder, layers, scope, inputShape, itemCaller(builder));
  const inputs = [{ name: inputName(layers[0]), ref: input, shape: inputShape }];
  return builder.finish(paths, inputs, [{ name: nameOf(layers.at(-1) ?? architecture), ref: output }]);
}

function inputShapeFor(layers: readonly LayerItem[], { inputShape, layersPointer }: PlanOptions): Shape | undefined {
  return declaredInputShape(layers, layersPointer, inputShape) ?? inputShape;
}

/** What Keras calls the input: the name of the InputLayer, or `dense_input` for a first layer `dense`. */
function inputName(first: ModelItem['config']['layers'][number] | undefined): string {
  if (!first) return 'input';
  return first.class_name === 'InputLayer' ? nameOf(first) : `${nameOf(first)}_input`;
}
