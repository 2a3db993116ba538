import { isModel } from '../../keras-format/architecture.js';
import type { InboundNodes } from '../../keras-format/inbound-nodes.js';
import type { Layer } from '../../keras-format/layers/layers.js';
import type { ModelPorts } from '../../keras-format/model-schemas.js';

/** A Sequential model, at any depth. */
export interface SequentialItem {
  readonly class_name: 'Sequential';
  readonly config: { readonly name: string; readonly trainable: boolean; readonly layers: readonly LayerItem[] };
  readonly inbound_nodes?: InboundNodes;
}

/** A Functional model, at any depth. */
export interface FunctionalItem {
  readonly class_name: 'Functional';
  readonly config: {
    readonly name: string;
    readonly trainable: boolean;
    readonly layers: readonly LayerItem[];
    readonly input_layers: ModelPorts;
    readonly output_layers: ModelPorts;
  };
  readonly inbound_nodes?: InboundNodes;
}

export type ModelItem = SequentialItem | FunctionalItem;

/** What stands in a model's list of layers. */
export type LayerItem = Layer | ModelItem;

export function nameOf(item: LayerItem): string {
  return item.config.name ?? '';
}

/** Layers in the list, in the models in it and in those that its layers are around; the models are counted too. */
export function countLayers(items: readonly LayerItem[]): number {
  return items.reduce((sum, item) => sum + 1 + countBelow(item), 0);
}

function countBelow(item: LayerItem): number {
  if (isModel(item)) return countLayers(item.config.layers);
  return item.class_name === 'TimeDistributed' && isModel(item.config.layer) ? countLayers([item.config.layer]) : 0;
}
