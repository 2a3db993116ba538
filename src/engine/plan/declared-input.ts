import { isModel } from '../../keras-format/architecture.js';
import type { Layer } from '../../keras-format/layers/layers.js';
import { fail } from './fail.js';
import type { LayerItem } from './model-item.js';
import { kerasShape, type Shape } from './network-plan.js';

/** A shape as Keras lets it be declared: null leaves a size to the data. */
export type OpenShape = readonly (number | null)[];

/**
 * The input shape that a list of layers itself names, in its InputLayer or its first layer (of its first model). Undefined where
 * it names none, or leaves a size open that `given` (rows of the data) does not tell either.
 * @throws {InvalidError} when it is named twice, differently, in a later layer, or unlike the given one.
 */
export function declaredInputShape(
  layers: readonly LayerItem[],
  layersPointer: string,
  given?: Shape,
): Shape | undefined {
  const named = namedInputShape(layers, layersPointer);
  return named && filledShape(named, given, layersPointer);
}

/** The declared shape with the data's sizes where it leaves them open; undefined while these are unknown. */
export function filledShape(declared: OpenShape, given: Shape | undefined, pointer: string): Shape | undefined {
  if (isSettled(declared)) return declared;
  if (given && !fits(declared, given))
    fail(pointer, `the model takes rows of ${shownShape(declared)}, and the data's are ${kerasShape(given)}`, [
      ...given,
    ]);
  return given;
}

/** Whether a shape is what was declared, where something was. */
export function fits(declared: OpenShape, shape: OpenShape): boolean {
  const same = (size: number | null, place: number) => size === null || [null, size].includes(shape[place] ?? null);
  return declared.length === shape.length && declared.every(same);
}

/** The shape as Keras prints it, with None for what is open. */
export function shownShape(shape: OpenShape): string {
  return `(None${shape.map((size) => `, ${size ?? 'None'}`).join('')})`;
}

function isSettled(shape: OpenShape): shape is Shape {
  return !shape.includes(null);
}

function namedInputShape(layers: readonly LayerItem[], layersPointer: string): OpenShape | undefined {
  const declared = layers.map((layer, position) =>
    shapesNamedBy(layer, position === 0, `${layersPointer}/${position}`),
  );
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
  const odd = others.find((other) => !fits(first.shape, other.shape));
  if (odd) {
    fail(
      `${layersPointer}/${odd.position}/config/${odd.field}`,
      `the input shape is ${shownShape(first.shape)} already`,
      odd.shape,
    );
  }
  return first.shape.map(
    (size, place) => size ?? others.find(({ shape }) => shape[place] != null)?.shape[place] ?? null,
  );
}

/** The shape that an InputLayer names. */
export function inputLayerShape(layer: Layer): OpenShape | undefined {
  return namedShapes(layer)[0]?.shape;
}

function shapesNamedBy(item: LayerItem, isFirst: boolean, pointer: string): { field: string; shape: OpenShape }[] {
  if (!isModel(item)) return namedShapes(item);
  if (!isFirst) return [];
  if (item.class_name === 'Sequential') {
    const shape = namedInputShape(item.config.layers, `${pointer}/config/layers`);
    return shape ? [{ field: 'layers', shape }] : [];
  }
  const inputs = item.config.layers.flatMap((layer) =>
    layer.class_name === 'InputLayer' ? (inputLayerShape(layer) ?? []) : [],
  );
  const count = item.config.layers.filter((layer) => layer.class_name === 'InputLayer').length;
  return count === 1 ? [{ field: 'layers', shape: inputs }] : [];
}

function namedShapes({ class_name, config }: Layer): { field: string; shape: OpenShape }[] {
  const fields: Record<string, OpenShape | undefined> = {
    ...(class_name === 'InputLayer' ? { batch_shape: config.batch_shape?.slice(1), shape: config.shape } : {}),
    batch_input_shape: config.batch_input_shape?.slice(1),
    input_shape: config.input_shape,
  };
  return Object.entries(fields).flatMap(([field, shape]) => (shape ? [{ field, shape }] : []));
}
