import type { ModelDefinition } from '../training-spec.js';
import { type LayerPlan, type NetworkPlan, sizeOf } from './network-plan.js';
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
  return PASSES * batchSize * networkCost(plan);
}

/** Of one row, forward. */
function networkCost(plan: NetworkPlan): number {
  return plan.layers.reduce((sum, _, position) => sum + forwardCost(plan, position), 0);
}

/** Of one row in one layer. Every matrix is multiplied once for each position of the output, or for each step of a sequence. */
function forwardCost(plan: NetworkPlan, position: number): number {
  const layer = plan.layers[position];
  if (!layer) return 0;
  const { outputShape, weights, within } = layer;
  if (within) return (outputShape[0] ?? 1) * networkCost(within);
  const matrices = weights.filter(({ shape }) => shape.length > 1);
  // An embedding looks its rows up; nothing is multiplied.
  if (matrices.length === 0 || layer.layer.class_name === 'Embedding') return sizeOf(outputShape);
  const times = isRecurrent(layer) ? timeSteps(plan, position) : sizeOf(outputShape.slice(0, -1));
  return 2 * times * matrices.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

function isRecurrent({ layer }: LayerPlan): boolean {
  switch (layer.class_name) {
    case 'SimpleRNN':
    case 'LSTM':
    case 'GRU':
    case 'RNN':
    case 'Bidirectional':
      return true;
    default:
      return false;
  }
}

function timeSteps(plan: NetworkPlan, position: number): number {
  const [input] = plan.layers[position]?.inputs ?? [];
  const shape = input
    ? plan.layers[input.position]?.outputShapes[input.output]
    : plan.inputs.find(({ ref }) => ref.position === position)?.shape;
  return shape?.[0] ?? 1;
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
