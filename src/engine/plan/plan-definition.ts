import { type ModelDefinition, TrainingError } from '../training-spec.js';
import { NO_LIMITS } from './model-limits.js';
import type { NetworkPlan } from './network-plan.js';
import { planNetwork } from './plan-network.js';

/** The network of a definition that was checked when it was accepted. @throws {TrainingError} when it cannot be built. */
export function planDefinition({ architecture, inputShape }: ModelDefinition): NetworkPlan {
  const plan = planNetwork(architecture, {
    inputShape,
    layersPointer: '/architecture/config/layers',
    limits: NO_LIMITS,
  });
  if (!plan) throw new TrainingError('no_input_shape', 'the model has no input shape');
  return plan;
}
