import { isModel } from '../../keras-format/architecture.js';
import { type KerasHistory, type LayerCallNode, readCall } from '../../keras-format/inbound-nodes.js';
import { readPorts } from '../../keras-format/model-schemas.js';
import { callOrder } from './call-order.js';
import { filledShape, inputLayerShape } from './declared-input.js';
import { fail } from './fail.js';
import { type FunctionalItem, type LayerItem, type ModelItem, nameOf } from './model-item.js';
import type { CallItem, NetworkBuilder, PlanWithin, Scope } from './network-builder.js';
import type { ModelPort, NetworkPlan, OutputRef, Shape } from './network-plan.js';
import { callSequential, checkNames, checkSequential } from './plan-sequential.js';

/** Plans the outermost model where it is a Functional one. */
export function planFunctional(
  builder: NetworkBuilder,
  { config }: FunctionalItem,
  scope: Scope,
  given: Shape | undefined,
): NetworkPlan | undefined {
  const graph = new LayerGraph(builder, config, scope);
  const ports = readPorts(config.input_layers);
  const shapes = ports.map(({ from: [layerName] }) => {
    const { layer, pointer } = graph.inputLayer(layerName);
    const where = `${pointer}/config/batch_shape`;
    const declared = inputLayerShape(layer);
    if (!declared) return fail(where, 'an InputLayer of a Functional model needs its shape', null);
    if (ports.length > 1 && declared.includes(null))
      return fail(where, 'where a model has several inputs, each must say its sizes', [...declared]);
    return filledShape(declared, given, where);
  });
  if (shapes.includes(undefined)) return undefined;
  const inputs = ports.map(({ name, from: [layerName] }, index): ModelPort => {
    const { layer, pointer } = graph.inputLayer(layerName);
    const shape = shapes[index] ?? [];
    const ref = builder.addInput(layer, { ...scope, pointer }, shape);
    graph.give(layerName, [ref]);
    return { name: name ?? layerName, ref, shape };
  });
  graph.callAll();
  const outputs = readPorts(config.output_layers).map(({ name, from }) => ({
    name: name ?? from[0],
    ref: graph.resolve(from, `${parentOf(scope.pointer)}/output_layers`),
  }));
  return builder.finish(
    config.layers.flatMap((layer) => builder.pathsOf(layer, scope)),
    inputs,
    withUniqueNames(outputs),
  );
}

/** Plans a model by itself that a TimeDistributed takes through time. @throws {InvalidError} */
export const planWithin: PlanWithin = (builder, model, scope, row) => {
  const input = builder.addInput({ class_name: 'InputLayer', config: { name: 'input', trainable: true } }, scope, row);
  const outputs = callModel(builder, model, scope, [input]);
  return builder.finish(
    builder.pathsOf(model, scope),
    [{ name: 'input', ref: input, shape: row }],
    outputs.map((ref) => ({ name: model.config.name, ref })),
  );
};

/** Adds calls of layers, and of models that stand in another one. */
export function itemCaller(builder: NetworkBuilder): CallItem {
  return (item, scope, inputs) =>
    isModel(item) ? callModel(builder, item, scope, inputs) : builder.addCall(item, scope, { inputs });
}

function callModel(
  builder: NetworkBuilder,
  item: ModelItem,
  scope: Scope,
  inputs: readonly OutputRef[],
): readonly OutputRef[] {
  const { config } = item;
  builder.countCall(scope.pointer);
  const inner: Scope = {
    prefix: `${scope.prefix}${config.name}/`,
    pointer: `${scope.pointer}/config/layers`,
    trainable: scope.trainable && config.trainable,
  };
  const [input, ...more] = inputs;
  if (input && more.length === 0) builder.enterModel(scope, input);
  const outputs =
    item.class_name === 'Functional'
      ? callFunctional(builder, item, inner, inputs)
      : [callSequentialChecked(builder, item.config.layers, inner, inputs)];
  builder.noteModel(`${scope.prefix}${config.name}`, outputs);
  return outputs;
}

function callSequentialChecked(
  builder: NetworkBuilder,
  layers: readonly LayerItem[],
  scope: Scope,
  inputs: readonly OutputRef[],
): OutputRef {
  checkSequential(layers, scope.pointer);
  const [input, ...more] = inputs;
  if (!input || more.length > 0)
    fail(scope.pointer, `a Sequential model takes one input, and gets ${inputs.length}`, inputs.length);
  return callSequential(builder, layers, scope, input, itemCaller(builder));
}

function callFunctional(
  builder: NetworkBuilder,
  { config }: FunctionalItem,
  scope: Scope,
  inputs: readonly OutputRef[],
): readonly OutputRef[] {
  const graph = new LayerGraph(builder, config, scope);
  const ports = readPorts(config.input_layers);
  if (ports.length !== inputs.length)
    fail(scope.pointer, `the model takes ${ports.length} inputs, and gets ${inputs.length}`, inputs.length);
  ports.forEach(({ from: [layerName] }, index) => {
    const input = inputs[index];
    if (!input) return;
    const { layer, pointer } = graph.inputLayer(layerName);
    builder.checkInput(layer, pointer, input);
    graph.give(layerName, [input]);
  });
  graph.callAll();
  return readPorts(config.output_layers).map(({ from }) =>
    graph.resolve(from, `${parentOf(scope.pointer)}/output_layers`),
  );
}

/** The layers of one Functional model by name, and the outputs of their calls as they become known. */
class LayerGraph {
  private readonly builder: NetworkBuilder;
  private readonly layers: readonly LayerItem[];
  private readonly scope: Scope;
  private readonly positions: ReadonlyMap<string, number>;
  private readonly firstCalls: ReadonlyMap<string, number>;
  private readonly calls: ReadonlyMap<string, readonly GraphCall[]>;
  private readonly roots: readonly KerasHistory[];
  private readonly outputs = new Map<string, (readonly OutputRef[] | undefined)[]>();

  constructor(builder: NetworkBuilder, config: FunctionalItem['config'], scope: Scope) {
    const { layers, output_layers } = config;
    checkNames(layers, scope.pointer);
    this.builder = builder;
    this.layers = layers;
    this.scope = scope;
    this.positions = new Map(layers.map((layer, position) => [nameOf(layer), position]));
    this.firstCalls = firstCalls(config);
    this.calls = new Map(layers.map((layer, position) => [nameOf(layer), callsOf(layer, position)]));
    this.roots = readPorts(output_layers).map(({ from }) => from);
  }

  inputLayer(name: string) {
    const position = this.positions.get(name) ?? -1;
    const layer = this.layers[position];
    const pointer = `${this.scope.pointer}/${position}`;
    if (!layer || isModel(layer) || layer.class_name !== 'InputLayer')
      return fail(`${parentOf(this.scope.pointer)}/input_layers`, 'must name InputLayers of the model', name);
    return { layer, pointer };
  }

  /** The outputs of the first call of a layer. */
  give(name: string, outputs: readonly OutputRef[]): void {
    this.outputs.set(name, [outputs]);
  }

  /** Adds every call, each after those that its inputs come from. @throws {InvalidError} when one lacks them. */
  callAll(): void {
    const known = (history: KerasHistory) => this.callAt(history) ?? [];
    const order = callOrder([...this.calls.values()].flat(), this.roots.flatMap(known), ({ node }) =>
      node.tensors.flatMap(({ from }) => known(from)),
    );
    for (const { layer, name, position, call, node } of order) {
      const pointer = `${this.scope.pointer}/${position}`;
      const where = `${pointer}/inbound_nodes/${call}`;
      const inputs = node.tensors.map(
        ({ from }) =>
          this.find(from) ??
          fail(where, 'comes from a layer output that does not exist, or from one that waits for this layer', from),
      );
      if (node.stray !== undefined)
        fail(
          where,
          'arithmetic between a tensor and a constant is not supported; a Rescaling layer can do it',
          node.stray,
        );
      const scope = { ...this.scope, pointer };
      const outputs = isModel(layer)
        ? callModel(this.builder, layer, scope, inputs)
        : this.builder.addCall(layer, scope, {
            inputs,
            keywords: node.tensors.map(({ keyword }) => keyword),
            values: node.values,
          });
      const calls = this.outputs.get(name) ?? [];
      calls[call] = outputs;
      this.outputs.set(name, calls);
    }
  }

  /** @throws {InvalidError} at `pointer` when there is no such output. */
  resolve(history: KerasHistory, pointer: string): OutputRef {
    return this.find(history) ?? fail(pointer, 'there is no such output of a layer', history);
  }

  private find([name, call, output]: KerasHistory): OutputRef | undefined {
    return this.outputs.get(name)?.[call - (this.firstCalls.get(name) ?? 0)]?.[output];
  }

  private callAt([name, call]: KerasHistory): GraphCall | undefined {
    return this.calls.get(name)?.[call - (this.firstCalls.get(name) ?? 0)];
  }
}

/** A call of a layer as it is written. */
interface GraphCall {
  readonly layer: LayerItem;
  readonly name: string;
  readonly position: number;
  /** Its number among the calls of its layer that are written. */
  readonly call: number;
  readonly node: LayerCallNode;
}

function callsOf(layer: LayerItem, position: number): readonly GraphCall[] {
  const name = nameOf(layer);
  return (layer.inbound_nodes ?? []).map((node, call) => ({ layer, name, position, call, node: readCall(node) }));
}

/**
 * The number of the first call of each nested model. Keras 2 counts the call that made it and does not write it down, so that
 * the written ones may begin at 1 (`_should_skip_first_node` in keras/src/models/functional.py).
 */
function firstCalls({ layers, output_layers }: FunctionalItem['config']): ReadonlyMap<string, number> {
  const nodes = layers.flatMap((layer) => layer.inbound_nodes ?? []);
  const named = [...nodes.flatMap((node) => readCall(node).tensors), ...readPorts(output_layers)];
  const written = new Map(layers.map((layer) => [nameOf(layer), layer.inbound_nodes?.length ?? 0]));
  const models = new Set(layers.filter(isModel).map(nameOf));
  const beyond = named.filter(({ from: [name, call] }) => models.has(name) && call >= (written.get(name) ?? 0));
  return new Map(beyond.map(({ from: [name] }) => [name, 1]));
}

/** Keras's names of outputs are those of their layers; where one layer gives several, they are numbered. */
function withUniqueNames(outputs: readonly { name: string; ref: OutputRef }[]) {
  const counts = new Map<string, number>();
  return outputs.map(({ name, ref }) => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return { name: count === 0 ? name : `${name}_${count}`, ref };
  });
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
