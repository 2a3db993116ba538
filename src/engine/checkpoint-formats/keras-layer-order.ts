import { isModel } from '../../keras-format/architecture.js';
import { type KerasHistory, readCall } from '../../keras-format/inbound-nodes.js';
import { readPorts } from '../../keras-format/model-schemas.js';
import { type FunctionalItem, type LayerItem, type ModelItem, nameOf } from '../plan/model-item.js';

/** The layers of a model in the order of Keras's `model.layers`, which is not that in which a Functional model lists them. */
export function kerasLayers(model: ModelItem): readonly LayerItem[] {
  // Keras leaves the InputLayer of a Sequential model out: keras/src/models/sequential.py.
  if (model.class_name === 'Sequential') {
    return model.config.layers.filter(({ class_name }) => class_name !== 'InputLayer');
  }
  return new GraphOrder(model.config).layers();
}

/** One call of a layer. */
interface CallNode {
  readonly layer: string;
  readonly from: readonly CallNode[];
}

/** Keras's `map_graph` (keras/src/ops/function.py): by depth, the deepest first, and as they are met from the outputs on. */
class GraphOrder {
  private readonly config: FunctionalItem['config'];
  private readonly items: ReadonlyMap<string, LayerItem>;
  private readonly nodes = new Map<string, CallNode>();
  private readonly met = new Map<string, number>();
  private readonly finished = new Set<CallNode>();

  constructor(config: FunctionalItem['config']) {
    this.config = config;
    this.items = new Map(config.layers.map((layer) => [nameOf(layer), layer]));
  }

  layers(): LayerItem[] {
    for (const { from } of readPorts(this.config.output_layers)) this.visit(this.nodeOf(from));
    const depths = this.depths();
    const depthOf = (layer: string) => depths.get(layer) ?? 0;
    // Inputs that lead to no output come last.
    const placeOf = (layer: string) => this.met.get(layer) ?? -1;
    return [...this.config.layers].sort((one, other) => {
      const [a, b] = [nameOf(one), nameOf(other)];
      return depthOf(b) - depthOf(a) || placeOf(a) - placeOf(b);
    });
  }

  private visit(node: CallNode): void {
    if (this.finished.has(node)) return;
    if (!this.met.has(node.layer)) this.met.set(node.layer, this.met.size);
    for (const before of node.from) this.visit(before);
    this.finished.add(node);
  }

  private depths(): ReadonlyMap<string, number> {
    const ofNodes = new Map<CallNode, number>();
    const ofLayers = new Map<string, number>();
    for (const node of [...this.finished].reverse()) {
      const depth = Math.max(ofNodes.get(node) ?? 0, ofLayers.get(node.layer) ?? 0);
      ofLayers.set(node.layer, depth);
      ofNodes.set(node, depth);
      for (const before of node.from) ofNodes.set(before, Math.max(depth + 1, ofNodes.get(before) ?? 0));
    }
    return ofLayers;
  }

  private nodeOf([layer, call]: KerasHistory): CallNode {
    const key = `${call} ${layer}`;
    const known = this.nodes.get(key);
    if (known) return known;
    const item = this.items.get(layer);
    const calls = item?.inbound_nodes ?? [];
    // Keras 2 counts the calls of a nested model from 1.
    const inbound = calls[call] ?? (item && isModel(item) ? calls[call - 1] : undefined);
    const from = inbound === undefined ? [] : readCall(inbound).tensors.map((tensor) => this.nodeOf(tensor.from));
    const node = { layer, from };
    this.nodes.set(key, node);
    return node;
  }
}
