import type { DatasetSpec } from '../data/dataset-spec.js';
import { type NetworkPlan, outputShapeOf } from '../engine/plan/network-plan.js';
import { planObjective } from '../engine/plan/plan-objective.js';
import { closingName } from '../keras-format/activations.js';
import type { Compile } from '../keras-format/compile.js';

/** How to read classes from the outputs of a model. */
export interface ClassReading {
  /** The label of each class; where the data had none, its number. */
  readonly labels: readonly string[];
  /** Numbers in one row of output: one (a probability of the second class), or one for each class. */
  readonly units: number;
  /** Whether the outputs are logits, of which the loss makes the probabilities. */
  readonly logits: boolean;
}

/** What a row was taken for. */
export interface ReadClass {
  readonly class: string;
  /** That it is of this class, as the model has it. */
  readonly probability: number;
}

/** Undefined where the outputs are not probabilities of classes that exclude each other, or where there are several. */
export function classReadingOf(plan: NetworkPlan, compile: Compile, dataset: DatasetSpec): ClassReading | undefined {
  const output = outputShapeOf(plan);
  const [units] = output;
  if (plan.outputs.length !== 1) return undefined;
  if (dataset.task !== 'classification' || output.length !== 1 || units === undefined) return undefined;
  const [one] = planObjective(
    plan,
    compile,
    dataset.targets.map(({ shape }) => shape),
  ).losses;
  if (!one || plan.outputs.length > 1) return undefined;
  const { loss } = one;
  if (units > 1 && loss.class_name === 'BinaryCrossentropy') return undefined;
  const activation = lastActivation(plan);
  const logits = 'from_logits' in loss.config && loss.config.from_logits;
  const isProbability = units === 1 ? activation === 'sigmoid' : activation === 'softmax' || activation === 'sigmoid';
  if (!logits && !isProbability) return undefined;
  const classes = dataset.targets[0]?.classes ?? [];
  const labels = Array.from({ length: Math.max(units, 2) }, (_, index) => classes[index] ?? String(index));
  return { labels, units, logits: logits && !isProbability };
}

/** The likeliest class of a row by its outputs; of several that are equal, the first. */
export function readClass(outputs: Float32Array, { labels, units, logits }: ClassReading): ReadClass {
  const label = (index: number) => labels[index] ?? String(index);
  if (units === 1) {
    const [output = Number.NaN] = outputs;
    const second = logits ? 1 / (1 + Math.exp(-output)) : output;
    return second > 0.5 ? { class: label(1), probability: second } : { class: label(0), probability: 1 - second };
  }
  let best = 0;
  for (let index = 1; index < units; index++) if ((outputs[index] ?? 0) > (outputs[best] ?? 0)) best = index;
  const largest = outputs[best] ?? Number.NaN;
  const probability = logits ? 1 / outputs.reduce((sum, output) => sum + Math.exp(output - largest), 0) : largest;
  return { class: label(best), probability };
}

/** All classes of a row with their probabilities by its outputs, the likeliest first; of several that are equal, the first. */
export function readClasses(outputs: Float32Array, { labels, units, logits }: ClassReading): ReadClass[] {
  return probabilitiesOf(outputs, { units, logits })
    .map((probability, index) => ({ class: labels[index] ?? String(index), probability }))
    .sort((a, b) => b.probability - a.probability);
}

/** The probability of each class of a row by its outputs, in the order of the labels. */
export function probabilitiesOf(
  outputs: Float32Array,
  { units, logits }: Pick<ClassReading, 'units' | 'logits'>,
): number[] {
  if (units === 1) {
    const [output = Number.NaN] = outputs;
    const second = logits ? 1 / (1 + Math.exp(-output)) : output;
    return [1 - second, second];
  }
  if (!logits) return [...outputs];
  const largest = outputs.reduce((most, output) => Math.max(most, output), Number.NEGATIVE_INFINITY);
  const sum = outputs.reduce((all, output) => all + Math.exp(output - largest), 0);
  return [...outputs].map((output) => Math.exp(output - largest) / sum);
}

/** The activation that the outputs come out of, past layers that leave values as they are. */
function lastActivation(plan: NetworkPlan): string | undefined {
  for (const { layer, outputShape } of [...plan.layers].reverse()) {
    const rank = outputShape.length + 1;
    switch (layer.class_name) {
      case 'Dense':
      case 'Activation':
        return closingName(layer.config.activation, rank);
      case 'Softmax':
        return closingName(layer, rank);
      case 'Dropout':
      case 'Identity':
      case 'Flatten':
      case 'Reshape':
        continue;
      default:
        return undefined;
    }
  }
  return undefined;
}
