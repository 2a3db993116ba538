/** Keras's layers are found by these names when an object is made of what was written: keras/src/saving/serialization_lib.py. */
const LAYERS = 'keras.layers';
const MODELS = new Map([
  ['Sequential', 'keras'],
  ['Functional', 'keras.src.models.functional'],
]);

/** A model or a layer, and where others stand in its config. */
interface Written {
  readonly class_name: string;
  readonly config: {
    readonly name?: string | undefined;
    readonly layers?: readonly Written[];
    readonly layer?: Written;
    readonly cell?: Written;
    readonly cells?: readonly Written[];
    readonly backward_layer?: Written | null | undefined;
    readonly activation?: string | Written;
    readonly recurrent_activation?: string | Written;
  };
}

/**
 * The object and those in it, each with the module that its class is from, and beside it the name by which a Functional
 * model knows it: without them Keras does not make a model of what is written.
 */
export function withModules<Item extends Written>(item: Item): Item & { module: string } {
  const { layers, layer, cell, cells, backward_layer, activation, recurrent_activation } = item.config;
  const written = (each: Written) =>
    item.class_name === 'Functional' ? { ...withModules(each), name: each.config.name } : withModules(each);
  const config = {
    ...item.config,
    ...(layers ? { layers: layers.map(written) } : {}),
    ...(layer ? { layer: withModules(layer) } : {}),
    ...(cell ? { cell: withModules(cell) } : {}),
    ...(cells ? { cells: cells.map(withModules) } : {}),
    ...(backward_layer ? { backward_layer: withModules(backward_layer) } : {}),
    ...(typeof activation === 'object' ? { activation: withModules(activation) } : {}),
    ...(typeof recurrent_activation === 'object' ? { recurrent_activation: withModules(recurrent_activation) } : {}),
  };
  return { module: MODELS.get(item.class_name) ?? LAYERS, ...item, config };
}
