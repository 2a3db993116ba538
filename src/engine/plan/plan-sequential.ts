import { isModel } from '../../keras-format/architecture.js';
import { fail } from './fail.js';
import { type LayerItem, nameOf } from './model-item.js';
import type { CallItem, NetworkBuilder, Scope } from './network-builder.js';
import { kerasShape, type OutputRef, type Shape } from './network-plan.js';

/** Checks a list of layers that follow one another. @throws {InvalidError} with a pointer to the one that has no place. */
export function checkSequential(layers: readonly LayerItem[], pointer: string): void {
  if (!layers.some((layer) => layer.class_name !== 'InputLayer')) {
    fail(pointer, 'a model needs at least one layer besides its InputLayer', layers.length);
  }
  checkNames(layers, pointer);
  layers.forEach((layer, position) => {
    if (layer.class_name === 'InputLayer' && position > 0)
      fail(`${pointer}/${position}`, 'an InputLayer can only come first', layer.class_name);
    if (layer.inbound_nodes !== undefined && layer.inbound_nodes.length > 0)
      fail(`${pointer}/${position}/inbound_nodes`, 'only layers of a Functional model have inbound_nodes', 'a list');
  });
}

/** @throws {InvalidError} when two layers of one model have the same name. */
export function checkNames(layers: readonly LayerItem[], pointer: string): void {
  const positions = new Map<string, number>();
  layers.forEach((layer, position) => {
    const name = nameOf(layer);
    const earlier = positions.get(name);
    if (earlier !== undefined)
      fail(`${pointer}/${position}/config/name`, `layer ${earlier} has this name already; names must be unique`, name);
    positions.set(name, position);
  });
}

/** Adds the layers of the outermost model, one after another, from the data on. */
export function planSequential(
  builder: NetworkBuilder,
  layers: readonly LayerItem[],
  scope: Scope,
  inputShape: Shape,
  call: CallItem,
): { input: OutputRef; output: OutputRef; paths: readonly string[] } {
  const [first] = layers;
  if (!first) throw new Error('a model has layers');
  if (isModel(first)) {
    const config = { name: `${nameOf(first)}_input`, trainable: true };
    const input = builder.addInput({ class_name: 'InputLayer', config }, scope, inputShape);
    return { input, ...chain(builder, layers, scope, { from: 0, input, call }) };
  }
  const input = builder.addInput(first, { ...scope, pointer: `${scope.pointer}/0` }, inputShape);
  const { output, paths } = chain(builder, layers, scope, { from: 1, input, call });
  return { input, output, paths: [...builder.pathsOf(first, scope), ...paths] };
}

/** Adds the layers of a model that stands in another one. */
export function callSequential(
  builder: NetworkBuilder,
  layers: readonly LayerItem[],
  scope: Scope,
  input: OutputRef,
  call: CallItem,
): OutputRef {
  const [first] = layers;
  const isInput = first !== undefined && !isModel(first) && first.class_name === 'InputLayer';
  if (isInput) builder.checkInput(first, `${scope.pointer}/0`, input);
  return chain(builder, layers, scope, { from: isInput ? 1 : 0, input, call }).output;
}

function chain(
  builder: NetworkBuilder,
  layers: readonly LayerItem[],
  scope: Scope,
  { from, input, call }: { from: number; input: OutputRef; call: CallItem },
): { output: OutputRef; paths: readonly string[] } {
  let output = input;
  const paths: string[] = [];
  layers.slice(from).forEach((layer, index) => {
    const pointer = `${scope.pointer}/${from + index}`;
    const outputs = call(layer, { ...scope, pointer }, [output]);
    paths.push(...builder.pathsOf(layer, scope));
    const isLast = from + index === layers.length - 1;
    if (outputs.length > 1 && !isLast) {
      const shapes = outputs.map((ref) => kerasShape(builder.shapeOf(ref))).join(', ');
      fail(pointer, `it has several outputs (${shapes}), which only a Functional model can use`, layer.class_name);
    }
    output = outputs[0] ?? output;
  });
  return { output, paths };
}
