import type { NetworkPlan } from '../../src/engine/plan/network-plan.js';
import { planNetwork } from '../../src/engine/plan/plan-network.js';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';

const LIMITS = { maxParams: 1_000_000, maxLayers: 10, maxMemoryBytes: 2 ** 30 };

/** A layer as a client posts it. */
export const layer = (class_name: string, config: object = {}) => ({ class_name, config });

/** The network of these layers, ten at most; undefined where nothing says the input's shape. */
export function planOf(
  layers: readonly object[],
  inputShape?: readonly number[],
  layersPointer = '/layers',
): NetworkPlan | undefined {
  const architecture = toArchitecture(postedArchitectureSchema.parse({ layers }));
  return planNetwork(architecture, { inputShape, layersPointer, limits: LIMITS });
}
