import type { Architecture } from '../../keras-format/architecture.js';
import type { Layer } from '../../keras-format/layers/layers.js';
import { declaredInputShape } from './declared-input.js';
import type { ModelLimits } from './model-limits.js';
import { fail, NetworkBuilder } from './network-builder.js';
import type { NetworkPlan, OutputRef, Shape } from './network-plan.js';

export interface PlanOptions {
  /** Shape of one row of the data, for an architecture that names no input shape. */
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
export function planNetwork(architecture: Architecture, options: PlanOptions): NetworkPlan | undefined {
  const given = architecture.config.layers;
  checkLayerList(given, options);
  const inputShape = declaredInputShape(given, options.layersPointer) ?? options.inputShape;
  if (inputShape === undefined) return undefined;

  const builder = new NetworkBuilder(options.limits);
  const paths = given.map((layer) => layer.config.name ?? '');
  let last: OutputRef | undefined;
  let first: OutputRef | undefined;
  given.forEach((layer, position) => {
    const pointer = `${options.layersPointer}/${position}`;
    const path = paths[position] ?? '';
    last = last ? builder.addCall(layer, path, pointer, [last])[0] : builder.addInput(layer, path, inputShape, pointer);
    first ??= last;
  });
  if (!first || !last) throw new Error('a model has layers');
  const inputs = [{ name: paths[0] ?? '', ref: first, shape: inputShape }];
  return builder.finish(paths, inputs, [{ name: paths.at(-1) ?? '', ref: last }]);
}

function checkLayerList(layers: readonly Layer[], { layersPointer, limits }: PlanOptions): void {
  if (layers.length > limits.maxLayers) {
    fail(layersPointer, `a model may have ${limits.maxLayers} layers at most`, layers.length, 'model_too_large');
  }
  if (!layers.some((layer) => layer.class_name !== 'InputLayer')) {
    fail(layersPointer, 'a model needs at least one layer besides its InputLayer', layers.length);
  }
  const positions = new Map<string, number>();
  layers.forEach(({ class_name, config }, position) => {
    if (class_name === 'InputLayer' && position > 0)
      fail(`${layersPointer}/${position}`, 'an InputLayer can only come first', class_name);
    const name = config.name ?? '';
    const earlier = positions.get(name);
    if (earlier !== undefined) {
      fail(
        `${layersPointer}/${position}/config/name`,
        `layer ${earlier} has this name already; names must be unique`,
        name,
      );
    }
    positions.set(name, position);
  });
}
