import { isModel } from '../../keras-format/architecture.js';
import type { Layer } from '../../keras-format/layers/layers.js';
import type { RecurrentLayer } from '../../keras-format/layers/recurrent.js';
import { toSnakeCase } from '../../keras-format/names.js';
import type { NetworkPlan } from '../plan/network-plan.js';
import { weightCount } from '../plan/recurrent-parts.js';

/**
 * Names of the layers in tfjs, by their paths: tfjs-layers wants a letter or digit first, and no `>`. Where a name must be
 * changed, it stays unlike all others.
 */
export function tfjsNames({ layers }: NetworkPlan): ReadonlyMap<string, string> {
  const given = new Set(layers.map(({ name }) => name));
  const taken = new Set(given);
  return new Map([...given].map((name) => [name, plainName(name) === name ? name : freeName(plainName(name), taken)]));
}

/** The name, or with a number the next one that is not taken; it is taken then. */
export function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 1; taken.has(free); count++) free = `${name}_${count}`;
  taken.add(free);
  return free;
}

/** The name of the layer in a Bidirectional, before which tfjs-layers writes `forward_` and `backward_`. */
export function directionName({ class_name, config }: RecurrentLayer): string {
  return plainName(config.name ?? toSnakeCase(class_name)).replace(/^forward_/, '');
}

/** The names that the weights of a network have in tfjs, in the order of its weights. */
export function tfjsWeightNames(plan: NetworkPlan): string[] {
  const names = tfjsNames(plan);
  const weightNames = plan.weights.map(({ name }) => name);
  for (const { name, layer, weights, firstWeight } of plan.layers) {
    weights.forEach((weight, index) => {
      const within = nameWithin(layer, weight.name.slice(name.length + 1), index);
      weightNames[firstWeight + index] = `${names.get(name) ?? name}/${within}`;
    });
  }
  return weightNames;
}

/** tfjs-layers names neither the cell of a recurrent layer nor the layer in a TimeDistributed. */
function nameWithin(layer: Layer, path: string, index: number): string {
  switch (layer.class_name) {
    case 'DepthwiseConv2D':
      return path.replace(/^kernel$/, 'depthwise_kernel');
    case 'SimpleRNN':
    case 'LSTM':
    case 'GRU':
    case 'RNN':
      return lastOf(path);
    case 'Bidirectional': {
      const inner = layer.config.layer;
      const direction = index < weightCount(inner) ? 'forward' : 'backward';
      return `${direction}_${directionName(inner)}/${lastOf(path)}`;
    }
    case 'TimeDistributed':
      return isModel(layer.config.layer)
        ? path
        : nameWithin(layer.config.layer, path.slice(path.indexOf('/') + 1), index);
    default:
      return path;
  }
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function plainName(name: string): string {
  return name.replaceAll('>', '_').replace(/^[^A-Za-z0-9]/, (first) => `x${first}`);
}
