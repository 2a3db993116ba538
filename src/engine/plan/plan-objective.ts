import { type Compile, compiledLosses, compiledMetrics } from '../../keras-format/compile.js';
import { CROSSENTROPY, type Loss, lossOf } from '../../keras-format/losses.js';
import { ACCURACY, metricOf } from '../../keras-format/metric-names.js';
import type { Metric } from '../../keras-format/metrics.js';
import { type NetworkPlan, outputNames, type Shape } from './network-plan.js';

/** The loss of one of the model's outputs, and its weight in the sum. */
export interface OutputLoss {
  readonly output: number;
  /** Its key in the history where several outputs have a loss. */
  readonly key: string;
  readonly loss: Loss;
  readonly weight: number;
}

export interface WatchedMetric {
  readonly output: number;
  readonly key: string;
  readonly metric: Metric;
  /** Whether sample weights count in it (Keras's `weighted_metrics`). */
  readonly weighted: boolean;
}

/** What a compiled model is trained towards and measured by, worked out against the shapes of outputs and targets. */
export interface Objective {
  readonly losses: readonly OutputLoss[];
  readonly metrics: readonly WatchedMetric[];
  /** Shape of one row of each output. */
  readonly outputShapes: readonly Shape[];
}

/**
 * Resolves a compile as Keras does: `accuracy` and `crossentropy` by the shapes (keras/src/trainers/compile_utils.py).
 * @throws {CompileFault} when it does not go with the model's outputs.
 */
export function planObjective(plan: NetworkPlan, compile: Compile, targetShapes: readonly Shape[]): Objective {
  const names = outputNames(plan);
  const kindOf = (output: number) => kindOfTarget(plan.outputs[output]?.shape ?? [], targetShapes[output] ?? []);
  return {
    losses: compiledLosses(compile, names).map(({ output, key, loss, weight }) => ({
      output,
      key,
      loss: loss === CROSSENTROPY ? lossOf(CROSSENTROPIES[kindOf(output)]) : loss,
      weight,
    })),
    metrics: compiledMetrics(compile, names).map(({ output, key, metric, weighted }) => ({
      output,
      key,
      weighted,
      metric: metric === ACCURACY ? metricOf(ACCURACIES[kindOf(output)]) : metric,
    })),
    outputShapes: plan.outputs.map(({ shape }) => shape),
  };
}

const ACCURACIES = {
  binary: 'BinaryAccuracy',
  sparse: 'SparseCategoricalAccuracy',
  categorical: 'CategoricalAccuracy',
} as const;
const CROSSENTROPIES = {
  binary: 'BinaryCrossentropy',
  sparse: 'SparseCategoricalCrossentropy',
  categorical: 'CategoricalCrossentropy',
} as const;

/** One output is binary, targets of lower rank (or one number a vector) are class numbers, the rest is by the largest. */
function kindOfTarget(output: Shape, target: Shape): keyof typeof ACCURACIES {
  if ((output.at(-1) ?? 1) === 1) return 'binary';
  return target.length < output.length || target.at(-1) === 1 ? 'sparse' : 'categorical';
}
