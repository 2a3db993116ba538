import { isModel } from '../../keras-format/architecture.js';
import type { Layer } from '../../keras-format/layers/layers.js';
import { toSnakeCase } from '../../keras-format/names.js';
import { type ModelItem, nameOf } from '../plan/model-item.js';
import type { NetworkPlan } from '../plan/network-plan.js';
import { directionsOf, weightCount } from '../plan/recurrent-parts.js';
import { kerasLayers } from './keras-layer-order.js';

/**
 * Where `load_weights` of Keras 3 looks for each weight of a network in a `.weights.h5`, in the order of the network's weights:
 * `layers/dense_1/vars/0`. Layers go by their class and a count there, not by their names: keras/src/saving/saving_lib.py.
 */
export function kerasWeightPaths(architecture: ModelItem, plan: NetworkPlan): string[] {
  const firstWeights = new Map(plan.layers.map((layer) => [layer.name, layer]));
  const paths = new Array<string>(plan.weights.length).fill('');
  const walk = (model: ModelItem, prefix: string, folder: string) => {
    const counts = new Map<string, number>();
    for (const item of kerasLayers(model)) {
      const base = toSnakeCase(item.class_name);
      const count = counts.get(base) ?? 0;
      counts.set(base, count + 1);
      const own = `${folder}layers/${count === 0 ? base : `${base}_${count}`}/`;
      const path = prefix + nameOf(item);
      if (isModel(item)) {
        walk(item, `${path}/`, own);
        continue;
      }
      const planned = firstWeights.get(path);
      if (!planned) continue;
      placesOf(planned.layer, planned.weights.length).forEach((place, index) => {
        paths[planned.firstWeight + index] = own + place;
      });
    }
  };
  walk(architecture, '', '');
  return paths;
}

/** Where a layer's weights stand below it. */
function placesOf(layer: Layer, count: number): string[] {
  switch (layer.class_name) {
    case 'SimpleRNN':
    case 'LSTM':
    case 'GRU':
    case 'RNN':
      return numbered('cell/', count);
    case 'Bidirectional': {
      const { forward, backward } = directionsOf(layer.config);
      return [
        ...numbered('forward_layer/cell/', weightCount(forward)),
        ...numbered('backward_layer/cell/', weightCount(backward)),
      ];
    }
    case 'TimeDistributed':
      return placesOf(layer.config.layer, count).map((place) => `layer/${place}`);
    case 'MultiHeadAttention': {
      const { use_bias, use_gate } = layer.config;
      const parts = ['query_dense', 'key_dense', ...(use_gate ? ['_gate_dense'] : []), 'value_dense', 'output_dense'];
      return parts.flatMap((part) => numbered(`${part}/`, use_bias ? 2 : 1));
    }
    default:
      return numbered('', count);
  }
}

function numbered(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${folder}vars/${index}`);
}
