import { isModel } from '../../keras-format/architecture.js';
import { toSnakeCase } from '../../keras-format/names.js';
import { type ModelItem, nameOf } from '../plan/model-item.js';
import type { LayerPlan, NetworkPlan } from '../plan/network-plan.js';
import { directionsOf, layersOfCells, weightCount } from '../plan/recurrent-parts.js';
import { kerasLayers } from './keras-layer-order.js';

/**
 * Where `load_weights` of Keras 3 looks for each weight of a network in a `.weights.h5`, in the order of the network's weights:
 * `layers/dense_1/vars/0`. Layers go by their class and a count there, not by their names: keras/src/saving/saving_lib.py.
 */
export function kerasWeightPaths(architecture: ModelItem, plan: NetworkPlan): string[] {
  return pathsOf(architecture, plan, '');
}

/** The same of a model whose layers' paths in the plan begin with `start`. */
function pathsOf(outermost: ModelItem, plan: NetworkPlan, start: string): string[] {
  const firstWeights = new Map(plan.layers.map((layer) => [layer.name, layer]));
  const paths = new Array<string>(plan.weights.length).fill('');
  const walk = (model: ModelItem, prefix: string, folder: string) => {
    const items = kerasLayers(model);
    const folders = foldersOf(items);
    items.forEach((item, position) => {
      const own = `${folder}layers/${folders[position]}/`;
      const path = prefix + nameOf(item);
      if (isModel(item)) {
        walk(item, `${path}/`, own);
        return;
      }
      const planned = firstWeights.get(path);
      if (!planned) return;
      placesOf(planned).forEach((place, index) => {
        paths[planned.firstWeight + index] = own + place;
      });
    });
  };
  walk(outermost, start, '');
  return paths;
}

/** Where a layer's weights stand below it. */
function placesOf({ layer, weights, within }: Pick<LayerPlan, 'layer' | 'weights' | 'within'>): string[] {
  const count = weights.length;
  switch (layer.class_name) {
    case 'SimpleRNN':
    case 'LSTM':
    case 'GRU':
      return numbered('cell/', count);
    case 'RNN': {
      if (layer.config.cell.class_name !== 'StackedRNNCells') return numbered('cell/', count);
      const folders = foldersOf(layer.config.cell.config.cells);
      return layersOfCells(layer.config).flatMap((cell, place) =>
        numbered(`cell/cells/${folders[place]}/`, weightCount(cell.layer)),
      );
    }
    case 'Bidirectional': {
      const { forward, backward } = directionsOf(layer.config);
      return [
        ...numbered('forward_layer/cell/', weightCount(forward)),
        ...numbered('backward_layer/cell/', weightCount(backward)),
      ];
    }
    case 'TimeDistributed': {
      const inner = layer.config.layer;
      const places = isModel(inner)
        ? within && pathsOf(inner, within, `${inner.config.name}/`)
        : placesOf({ layer: inner, weights, within: undefined });
      return (places ?? []).map((place) => `layer/${place}`);
    }
    case 'MultiHeadAttention': {
      const { use_bias, use_gate } = layer.config;
      const parts = ['query_dense', 'key_dense', ...(use_gate ? ['_gate_dense'] : []), 'value_dense', 'output_dense'];
      return parts.flatMap((part) => numbered(`${part}/`, use_bias ? 2 : 1));
    }
    default:
      return numbered('', count);
  }
}

/** Layers in a list go by their class and a count of it. */
function foldersOf(layers: readonly { readonly class_name: string }[]): string[] {
  const counts = new Map<string, number>();
  return layers.map(({ class_name }) => {
    const base = toSnakeCase(class_name);
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    return count === 0 ? base : `${base}_${count}`;
  });
}

function numbered(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${folder}vars/${index}`);
}
