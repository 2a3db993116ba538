import type { Layer } from '../../keras-format/layers/layers.js';
import { fail } from './fail.js';
import { isModelItem, type LayerItem } from './model-item.js';
import { kerasShape, type Shape } from './network-plan.js';

/**
 * The input shape that a list of layers itself names, in its InputLayer or its first layer (of its first model).
 * @throws {InvalidError} when it is named twice, differently, or in a later layer.
 */
export function declaredInputShape(layers: readonly LayerItem[], layersPointer: string): Shape | undefined {
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

/** The shape that an InputLayer names. */
export function inputLayerShape(layer: Layer): Shape | undefined {
  return namedShapes(layer)[0]?.shape;
}

function shapesNamedBy(
  item: LayerItem,
  isFirst: boolean,
  pointer: string,
): { field: string; shape: readonly number[] }[] {
  if (!isModelItem(item)) return namedShapes(item);
  if (!isFirst) return [];
  if (item.class_name === 'Sequential') {
    const shape = declaredInputShape(item.config.layers, `${pointer}/config/layers`);
    return shape ? [{ field: 'layers', shape }] : [];
  }
  const inputs = item.config.layers.flatMap((layer) =>
    layer.class_name === 'InputLayer' ? (inputLayerShape(layer) ?? []) : [],
  );
  const count = item.config.layers.filter((layer) => layer.class_name === 'InputLayer').length;
  return count === 1 ? [{ field: 'layers', shape: inputs }] : [];
}

function namedShapes({ class_name, config }: Layer): { field: string; shape: number[] }[] {
  const fields: Record<string, readonly (number | null)[] | undefined> = {
    ...(class_name === 'InputLayer' ? { batch_shape: config.batch_shape?.slice(1), shape: config.shape } : {}),
    batch_input_shape: config.batch_input_shape?.slice(1),
    input_shape: config.input_shape,
  };
  return Object.entries(fields).flatMap(([field, shape]) =>
    shape ? [{ field, shape: shape.filter((length) => length !== null) }] : [],
  );
}
