import { type Architecture, isModel, type ModelLayer } from '../architecture.js';
import { type InboundNodes, readCall } from '../inbound-nodes.js';
import type { Layer } from '../layers/layers.js';
import { isOperation } from '../layers/merging.js';
import type { InWrapper } from '../layers/time-distributed.js';
import { readPorts } from '../model-schemas.js';
import { PythonName, pythonObject, pythonValue } from './python-value.js';

type Item = ModelLayer | Architecture | InWrapper;

/** `keyword.kwlist` of Python 3.13; they name no variable. */
const PYTHON_KEYWORDS = (
  'False None True and as assert async await break class continue def del elif else except finally for from global ' +
  'if import in is lambda nonlocal not or pass raise return try while with yield'
).split(' ');

/** Lines of Python that build a model under the name `variable`; `inputShape` is that of a model that names none. */
export function modelLines(item: Architecture, variable: string, inputShape?: readonly number[]): string[] {
  return new ModelWriter().model(item, variable, inputShape);
}

class ModelWriter {
  private readonly taken = new Set<string>(['keras', 'model', 'fit', ...PYTHON_KEYWORDS]);
  /** Variables that hold a list of tensors. */
  private readonly lists = new Set<string>();

  model(item: Item, variable: string, inputShape?: readonly number[]): string[] {
    if (item.class_name === 'Functional') return this.functional(item, variable);
    if (item.class_name === 'Sequential') return this.sequential(item, variable, inputShape);
    if (isOperation(item)) return [`${variable} = keras.ops.${item.class_name.toLowerCase()}`];
    const { before, expression } = this.layer(item);
    return [...before, `${variable} = ${expression}`];
  }

  /** A layer, and the lines that make the model that it is around. */
  private layer(item: Layer): { before: string[]; expression: string } {
    const inside = item.class_name === 'TimeDistributed' ? item.config.layer : undefined;
    if (!inside) return { before: [], expression: pythonObject(item) };
    if (!isModel(inside)) {
      const { before, expression } = this.layer(inside);
      return { before, expression: pythonObject(around(item, expression)) };
    }
    const model = this.free(inside.config.name);
    return { before: this.model(inside, model), expression: pythonObject(around(item, model)) };
  }

  private sequential(
    { config }: Extract<Item, { class_name: 'Sequential' }>,
    variable: string,
    inputShape?: readonly number[],
  ): string[] {
    const before: string[] = [];
    const [first] = config.layers;
    const declared = first && !isModel(first) ? (inputOf(first) ?? inputShape) : inputShape;
    const isInput = first?.class_name === 'InputLayer';
    const name = isInput ? first.config.name : undefined;
    const entries = declared === undefined ? [] : [inputLine(declared, name)];
    for (const layer of isInput ? config.layers.slice(1) : config.layers) {
      if (!isModel(layer)) {
        const { before: lines, expression } = this.layer(layer);
        before.push(...lines);
        entries.push(expression);
        continue;
      }
      const inner = this.free(layer.config.name);
      before.push(...this.model(layer, inner));
      entries.push(inner);
    }
    const frozen = config.trainable ? [] : [`${variable}.trainable = False`];
    return [
      ...before,
      `${variable} = keras.Sequential(`,
      '    [',
      ...entries.map((entry) => `        ${entry},`),
      '    ],',
      `    name=${pythonValue(config.name)},`,
      ')',
      ...frozen,
    ];
  }

  private functional({ config }: Extract<Item, { class_name: 'Functional' }>, variable: string): string[] {
    const lines: string[] = [];
    const outputs = new Map<string, string>();
    const inputs = readPorts(config.input_layers).map(({ from: [name] }) => {
      const layer = config.layers.find((candidate) => candidate.config.name === name);
      const own = this.free(name);
      const shape = layer && !isModel(layer) ? inputOf(layer) : undefined;
      lines.push(`${own} = ${inputLine(shape ?? [], name)}`);
      outputs.set(keyOf(name, 0), own);
      return own;
    });
    const layers = config.layers.filter((layer) => layer.class_name !== 'InputLayer');
    const variables = new Map(
      layers.map((layer) => [layer.config.name ?? '', this.free(layer.config.name ?? 'layer')]),
    );
    for (const layer of layers) lines.push(...this.model(layer, variables.get(layer.config.name ?? '') ?? ''));
    let open = layers.flatMap((layer) => (layer.inbound_nodes ?? []).map((node, call) => ({ layer, node, call })));
    while (open.length > 0) {
      const waiting = open.filter(({ layer, node, call }) => {
        const known = readCall(node).tensors.every(({ from }) => this.tensor(outputs, from) !== undefined);
        if (!known) return true;
        const name = layer.config.name ?? '';
        const made = this.free(`${name}_out`);
        const called = `${variables.get(name)}(${this.args(outputs, node, layer)})`;
        const isList = givesSeveral(layer, node);
        // Keras gives the states of cells that stand on one another in lists of their own.
        lines.push(`${made} = ${isList && isStack(layer) ? `keras.tree.flatten(${called})` : called}`);
        outputs.set(keyOf(name, call), made);
        if (isList) this.lists.add(made);
        return false;
      });
      if (waiting.length === open.length) throw new Error('the layers of a model that was accepted can be ordered');
      open = waiting;
    }
    const ends = readPorts(config.output_layers).map(({ from }) => this.tensor(outputs, from) ?? 'None');
    const list = (names: readonly string[]) => (names.length === 1 ? names[0] : `[${names.join(', ')}]`);
    const frozen = config.trainable ? [] : [`${variable}.trainable = False`];
    return [
      ...lines,
      `${variable} = keras.Model(${list(inputs)}, ${list(ends)}, name=${pythonValue(config.name)})`,
      ...frozen,
    ];
  }

  /** The arguments of a call: a list where Keras's call has one, keywords by their names. */
  private args(outputs: ReadonlyMap<string, string>, node: InboundNodes[number], item: Item): string {
    const { tensors, values } = readCall(node);
    const named = new Map<string, string[]>();
    const positional: string[] = [];
    for (const { keyword, from } of tensors) {
      const tensor = this.tensor(outputs, from) ?? 'None';
      if (keyword === undefined) positional.push(tensor);
      else named.set(keyword, [...(named.get(keyword) ?? []), tensor]);
    }
    const asList = Array.isArray(node) ? positional.length > 1 : node.args.some((argument) => Array.isArray(argument));
    const first = asList ? [`[${positional.join(', ')}]`] : positional;
    const keywords = [...named].map(([key, given]) => {
      const list = `[${given.join(', ')}]`;
      if (isStack(item)) return `${key}=keras.tree.pack_sequence_as(${stateSizes(item)}, ${list})`;
      return `${key}=${given.length > 1 ? list : given[0]}`;
    });
    const plain = Object.entries(values).map(([key, value]) => `${key}=${pythonValue(value)}`);
    return [...first, ...keywords, ...plain].join(', ');
  }

  /** A call with several outputs gives a list, of which one is taken. Keras 2 counts the calls of a nested model from 1. */
  private tensor(outputs: ReadonlyMap<string, string>, [name, call, output]: readonly [string, number, number]) {
    const made = outputs.get(keyOf(name, call)) ?? outputs.get(keyOf(name, call - 1));
    return made !== undefined && this.lists.has(made) ? `${made}[${output}]` : made;
  }

  private free(name: string): string {
    const plain = name.replace(/\W/g, '_').replace(/^(?=\d)/, '_');
    let free = plain;
    for (let count = 1; this.taken.has(free); count++) free = `${plain}_${count}`;
    this.taken.add(free);
    return free;
  }
}

/** A wrapper whose layer goes by a name. */
function around({ class_name, config }: Layer, name: string) {
  return { class_name, config: { ...config, layer: new PythonName(name) } };
}

type Stack = Extract<Item, { class_name: 'RNN' }>;

/** Whether it is an RNN around cells that stand on one another. */
function isStack(item: Item): item is Stack {
  return item.class_name === 'RNN' && item.config.cell.class_name === 'StackedRNNCells';
}

/** The `state_size` of its cells. */
function stateSizes({ config: { cell } }: Stack): string {
  const cells = cell.class_name === 'StackedRNNCells' ? cell.config.cells : [cell];
  const sizes = cells.map(({ class_name, config: { units } }) =>
    class_name === 'LSTMCell' ? `[${units}, ${units}]` : String(units),
  );
  return `[${sizes.join(', ')}]`;
}

/** Whether a call gives more than one tensor. */
function givesSeveral(item: Item, node: InboundNodes[number]): boolean {
  if (isModel(item)) return item.class_name === 'Functional' && readPorts(item.config.output_layers).length > 1;
  const { config } = item;
  if (item.class_name === 'Bidirectional')
    return item.config.merge_mode === null || item.config.layer.config.return_state;
  return (
    ('return_state' in config && config.return_state === true) || readCall(node).values.return_attention_scores === true
  );
}

const keyOf = (name: string, call: number) => `${name}/${call}`;

function inputLine(shape: readonly (number | null)[], name: string | undefined): string {
  const written = shape.map((size) => size ?? 'None');
  const sizes = shape.length === 1 ? `${written[0]},` : written.join(', ');
  return `keras.Input(shape=(${sizes})${name === undefined ? '' : `, name=${pythonValue(name)}`})`;
}

function inputOf(
  layer: Exclude<Item, { class_name: 'Sequential' | 'Functional' }>,
): readonly (number | null)[] | undefined {
  const { config } = layer;
  const ofInput =
    layer.class_name === 'InputLayer' ? (layer.config.batch_shape?.slice(1) ?? layer.config.shape) : undefined;
  return ofInput ?? config.batch_input_shape?.slice(1) ?? config.input_shape;
}
