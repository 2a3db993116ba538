import type { LayerPlan, NetworkPlan, OutputRef, Shape } from '../plan/network-plan.js';
import { toTfjsLayer } from './tfjs-layers.js';
import { freeName } from './tfjs-names.js';
import { NotInTfjsError, type TfjsObject } from './tfjs-objects.js';

/** An output of a call: the layer's name, which of its calls, which of that call's outputs. */
type History = readonly [name: string, call: number, output: number];

/** A layer of a Functional model in Keras 2's form, each call with the outputs that it takes. */
interface GraphLayer extends TfjsObject {
  readonly name: string;
  readonly inbound_nodes: (readonly (readonly [...History, Readonly<Record<string, never>>])[])[];
}

/**
 * The network as a Functional model. Models that stand in it are taken apart: their layers have their paths for names.
 * @throws {NotInTfjsError} naming what tfjs-layers could not open, or would compute in another way.
 */
export function tfjsGraph(plan: NetworkPlan, names: ReadonlyMap<string, string>, modelName: string): TfjsObject {
  checkPorts(plan, modelName);
  const histories = historiesOf(plan, names);
  const layers = new Map<string, GraphLayer>();
  const ports = plan.inputs.map(({ ref, shape }): History => {
    const layer = plan.layers[ref.position]?.layer;
    const [own = modelName] = histories[ref.position] ?? [];
    const name = layer?.class_name === 'InputLayer' ? own : freeName(`${own}_input`, new Set(names.values()));
    const config = { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false, name };
    layers.set(name, { class_name: 'InputLayer', name, config, inbound_nodes: [] });
    return [name, 0, 0];
  });
  const historyOf = ({ position, output }: OutputRef): History => {
    const [name = '', call = 0] = histories[position] ?? [];
    return [name, call, output];
  };
  plan.layers.forEach((call, position) => {
    if (call.layer.class_name === 'InputLayer') return;
    const [name = call.name] = histories[position] ?? [];
    const port = plan.inputs.findIndex(({ ref }) => ref.position === position);
    const inputs = call.inputs.length > 0 ? call.inputs.map(historyOf) : ports.slice(port, port + 1);
    const [first] = call.inputs;
    const written = toTfjsLayer(call.layer, {
      input: (first ? shapeOf(plan, first) : plan.inputs[port]?.shape) ?? [],
      output: call.outputShape,
    });
    checkCall(call, plan);
    const layer = layers.get(name) ?? { ...written, config: { ...written.config, name }, name, inbound_nodes: [] };
    if (JSON.stringify(layer.config) !== JSON.stringify({ ...written.config, name }))
      throw new NotInTfjsError(call.name, 'it has one shape for all calls of such a layer');
    layer.inbound_nodes.push(inputs.map((history) => [...history, {}]));
    layers.set(name, layer);
  });
  return {
    class_name: 'Functional',
    config: {
      name: modelName,
      layers: [...layers.values()],
      input_layers: ports,
      output_layers: plan.outputs.map(({ ref }) => historyOf(ref)),
    },
  };
}

/**
 * Name and number of each call, as tfjs-layers will number it: it makes the calls whose inputs are there, layer by layer and
 * round after round, so that one of a layer's calls may overtake another.
 */
function historiesOf({ layers }: NetworkPlan, names: ReadonlyMap<string, string>) {
  const numbers = new Map<number, number>();
  const counts = new Map<string, number>();
  const make = (position: number, name: string) => {
    const number = counts.get(name) ?? 0;
    counts.set(name, number + 1);
    numbers.set(position, number);
  };
  layers.forEach(({ name, inputs }, position) => {
    if (inputs.length === 0) make(position, name);
  });
  const calls = layers.map(({ name, inputs }, position) => ({ name, inputs, position }));
  let open = [...names.keys()].map((name) => calls.filter((call) => call.name === name));
  while (numbers.size < layers.length)
    open = open.map((waiting) =>
      waiting.filter(({ name, inputs, position }) => {
        if (numbers.has(position)) return false;
        if (!inputs.every((ref) => numbers.has(ref.position))) return true;
        make(position, name);
        return false;
      }),
    );
  return layers.map(({ name }, position) => [names.get(name) ?? name, numbers.get(position) ?? 0] as const);
}

function shapeOf({ layers }: NetworkPlan, { position, output }: OutputRef): Shape | undefined {
  return layers[position]?.outputShapes[output];
}

function checkPorts({ inputs, outputs }: NetworkPlan, modelName: string): void {
  const single = inputs.find(({ shape }) => shape.length === 0);
  if (single)
    throw new NotInTfjsError(
      modelName,
      `it knows no rows that are single numbers, as the input ${JSON.stringify(single.name)} has`,
      'model',
    );
  if (new Set(outputs.map(({ ref }) => `${ref.position}/${ref.output}`)).size < outputs.length)
    throw new NotInTfjsError(modelName, 'it gives no output twice', 'model');
}

function checkCall(call: LayerPlan, { layers }: NetworkPlan): void {
  const keyword = call.keywords.find((given) => given !== undefined && given !== 'initial_state');
  if (keyword !== undefined) throw new NotInTfjsError(call.name, `its calls have no ${keyword}`);
  if (call.values.training === true) throw new NotInTfjsError(call.name, 'it cannot predict as in training');
  // tfjs-layers counts such a call twice, and frees the tensor before the other call has taken it.
  const twice = call.inputs.find((ref, index) => call.inputs.slice(0, index).some((other) => isSame(ref, other)));
  if (twice && layers.some((other) => other !== call && other.inputs.some((ref) => isSame(ref, twice))))
    throw new NotInTfjsError(call.name, 'it frees a tensor that one layer takes twice before the next layer takes it');
}

function isSame(one: OutputRef, other: OutputRef): boolean {
  return one.position === other.position && one.output === other.output;
}
