import { type Fault, InvalidError } from '../../errors.js';
import type { Architecture } from '../../keras-format/architecture.js';
import type { Layer } from '../../keras-format/layers.js';
import { LayerFault, outlineLayer } from './layer-rules.js';
import { kerasShape, type LayerPlan, type NetworkPlan, type Shape, sizeOf } from './network-plan.js';

/** What a model may cost at most. */
export interface ModelLimits {
  readonly maxParams: number;
  readonly maxLayers: number;
  /** Bytes of one training step on a batch of 32. */
  readonly maxMemoryBytes: number;
}

export interface PlanOptions {
  /** Shape of one row of the data, for an architecture that names no input shape. */
  readonly inputShape?: Shape | undefined;
  /** Where the layers stand in what the client posted, such as `/architecture/config/layers`. */
  readonly layersPointer: string;
  readonly limits: ModelLimits;
}

const BYTES_PER_NUMBER = 4;
const BATCH_FOR_ESTIMATE = 32;
/** Weights, gradients and two slots of the optimizer. */
const COPIES_OF_WEIGHTS = 4;
/** Each activation is kept for the backward pass, which makes its gradient beside it. */
const COPIES_OF_ACTIVATIONS = 2;

/** Bytes that one training step on a batch needs, roughly; a batch of 32 rows where none is given. */
export function estimateMemory(params: number, activationsPerRow: number, batchRows = BATCH_FOR_ESTIMATE): number {
  return BYTES_PER_NUMBER * (COPIES_OF_WEIGHTS * params + COPIES_OF_ACTIVATIONS * batchRows * activationsPerRow);
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

  const layers: LayerPlan[] = [];
  let shape = inputShape;
  let params = 0;
  let activations = sizeOf(inputShape);
  given.forEach((layer, position) => {
    const pointer = `${options.layersPointer}/${position}`;
    const outline = outlineAt(layer, shape, pointer);
    shape = outline.outputShape;
    params += outline.weights.reduce((sum, weight) => sum + sizeOf(weight.shape), 0);
    activations += sizeOf(shape);
    checkLimits(params, activations, options.limits, pointer);
    const name = layer.config.name ?? '';
    layers.push({
      name,
      layer,
      inputs: position === 0 ? [] : [position - 1],
      outputShape: shape,
      weights: outline.weights,
    });
  });
  return { layers, inputs: [0], outputs: [layers.length - 1], inputShape };
}

/**
 * The input shape that the architecture itself names, in its InputLayer or its first layer.
 * @throws {InvalidError} when it is named twice, differently, or in a later layer.
 */
export function declaredInputShape(layers: readonly Layer[], layersPointer: string): Shape | undefined {
  const declared = layers.map((layer) => shapesNamedBy(layer));
  const late = declared.findIndex(
    (named, position) => position > 0 && named.length > 0 && layers[position - 1]?.class_name !== 'InputLayer',
  );
  if (late > 0) {
    fail(
      `${layersPointer}/${late}/config/${declared[late]?.[0]?.field}`,
      'the input shape belongs to the first layer',
      declared[late]?.[0]?.shape,
    );
  }
  const named = declared
    .slice(0, layers[0]?.class_name === 'InputLayer' ? 2 : 1)
    .flatMap((fields, position) => fields.map((field) => ({ ...field, position })));
  const [first, ...others] = named;
  if (!first) return undefined;
  const odd = others.find((other) => other.shape.join() !== first.shape.join());
  if (odd) {
    fail(
      `${layersPointer}/${odd.position}/config/${odd.field}`,
      `the input shape is ${kerasShape(first.shape)} already`,
      odd.shape,
    );
  }
  return first.shape;
}

function shapesNamedBy({ class_name, config }: Layer): { field: string; shape: number[] }[] {
  const fields: Record<string, readonly (number | null)[] | undefined> = {
    ...(class_name === 'InputLayer' ? { batch_shape: config.batch_shape?.slice(1), shape: config.shape } : {}),
    batch_input_shape: config.batch_input_shape?.slice(1),
    input_shape: config.input_shape,
  };
  return Object.entries(fields).flatMap(([field, shape]) =>
    shape ? [{ field, shape: shape.filter((length) => length !== null) }] : [],
  );
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

function outlineAt(layer: Layer, input: Shape, pointer: string) {
  try {
    return outlineLayer(layer, input);
  } catch (error) {
    if (!(error instanceof LayerFault)) throw error;
    const field = error.field === undefined ? '' : `/config/${error.field}`;
    const received =
      error.field === undefined
        ? layer.class_name
        : Object.entries(layer.config).find(([key]) => key === error.field)?.[1];
    return fail(pointer + field, error.message, received);
  }
}

function checkLimits(params: number, activations: number, limits: ModelLimits, pointer: string): void {
  if (params > limits.maxParams) {
    fail(
      pointer,
      `the model would have ${params} parameters up to here; ${limits.maxParams} is the limit`,
      params,
      'model_too_large',
    );
  }
  const memory = estimateMemory(params, activations);
  if (memory > limits.maxMemoryBytes) {
    fail(
      pointer,
      `a training step would need ${memory} bytes up to here; ${limits.maxMemoryBytes} is the limit`,
      memory,
      'model_too_large',
    );
  }
}

function fail(pointer: string, detail: string, received: unknown, code?: string): never {
  const fault: Fault = { pointer, detail, received };
  throw new InvalidError([fault], code);
}
