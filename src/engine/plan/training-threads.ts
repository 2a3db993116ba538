import type { ModelDefinition } from '../training-spec.js';
import { type NetworkPlan, sizeOf } from './network-plan.js';
import { planDefinition } from './plan-definition.js';

/**
 * Multiplications and additions of a training step that are worth a thread. With two threads instead of one a step of
 * 784-100-10 with batch 32 (15 million) takes more than twice as long, so cheap steps keep to one.
 */
const WORTH_A_THREAD = 200e6;
/** Forward once, and about twice that for the gradients by weights and by inputs. */
const PASSES = 3;

/** Multiplications and additions of one training step on a batch, roughly. */
export function stepCost(plan: NetworkPlan, batchSize: number): number {
  const perRow = plan.layers.map(({ outputShape, weights }) => {
    const kernel = weights[0];
    const positions = sizeOf(outputShape.slice(0, -1));
    return kernel ? 2 * sizeOf(kernel.shape) * positions : sizeOf(outputShape);
  });
  return PASSES * batchSize * perRow.reduce((sum, cost) => sum + cost, 0);
}

/** TensorFlow threads for training this model, of the cores that are its share when `jobs` train at once. */
export function trainingThreads(
  model: ModelDefinition,
  batchSize: number,
  { cores, jobs }: { cores: number; jobs: number },
): number {
  const share = Math.max(1, Math.floor(cores / jobs));
  const useful = Math.ceil(stepCost(planDefinition(model), batchSize) / WORTH_A_THREAD);
  return Math.min(share, useful);
}
