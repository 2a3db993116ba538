import { InvalidError, toPointer } from '../errors.js';
import { MASK_OPERATION_NAMES } from '../keras-format/mask-operations.js';

/**
 * Refuses a posted model of more layers than are allowed before its body is taken apart, which costs time with every layer.
 * What is not of the form of a model is left to the schema.
 * @throws {InvalidError} with a pointer to the outermost list of layers.
 */
export function refuseManyLayers(body: unknown, maxLayers: number): void {
  const architecture = fieldOf(body, 'architecture');
  const path = fieldOf(architecture, 'config') === undefined ? ['layers'] : ['config', 'layers'];
  const count = countPosted(architecture);
  if (count <= maxLayers) return;
  const pointer = toPointer(['architecture', ...path]);
  const detail = `a model may have ${maxLayers} layers at most`;
  throw new InvalidError([{ pointer, detail, received: count }], 'model_too_large');
}

/** Layers and models below the model, at every depth, those in a wrapper too; the operations that Keras writes for masks become no layers. */
function countPosted(architecture: unknown): number {
  let count = 0;
  const open = [architecture];
  for (let model = open.pop(); model !== undefined; model = open.pop()) {
    const layers = fieldOf(fieldOf(model, 'config') ?? model, 'layers');
    if (!Array.isArray(layers)) continue;
    for (const layer of layers) {
      const className = fieldOf(layer, 'class_name');
      if (typeof className === 'string' && MASK_OPERATION_NAMES.has(className)) continue;
      count += 1;
      open.push(layer);
      const wrapped = fieldOf(fieldOf(layer, 'config'), 'layer');
      if (fieldOf(fieldOf(wrapped, 'config'), 'layers') === undefined) continue;
      count += 1;
      open.push(wrapped);
    }
  }
  return count;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
