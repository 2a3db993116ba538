import { type Fault, InvalidError } from '../../errors.js';
import { type Compile, CompileFault, compiledLosses, compiledMetrics } from '../../keras-format/compile.js';
import { CROSSENTROPY, type Loss, type LossName } from '../../keras-format/losses.js';
import type { Metric } from '../../keras-format/metrics.js';
import { kerasShape, type NetworkPlan, outputNames, type Shape } from './network-plan.js';

/** Columns of the history that are not metrics of the compile. */
const HISTORY_KEYS = ['loss', 'epoch', 'learning_rate', 'duration_s'];

/**
 * Checks a compile against the network's outputs, as far as the shapes alone tell.
 * @throws {InvalidError} with a pointer below `basePointer` (`/compile`).
 */
export function checkCompile(plan: NetworkPlan, compile: Compile, basePointer: string): void {
  try {
    const faults = [...lossFaults(plan, compile), ...metricFaults(plan, compile)];
    if (faults.length > 0)
      throw new InvalidError(faults.map((fault) => ({ ...fault, pointer: basePointer + fault.pointer })));
  } catch (error) {
    if (!(error instanceof CompileFault)) throw error;
    throw new InvalidError([{ pointer: basePointer + error.pointer, detail: error.message }]);
  }
}

function lossFaults(plan: NetworkPlan, compile: Compile): Fault[] {
  return compiledLosses(compile, outputNames(plan)).flatMap(({ output, loss, pointer }) => {
    const shape = plan.outputs[output]?.shape ?? [];
    const detail = loss === CROSSENTROPY ? undefined : lossFault(loss, shape);
    if (detail === undefined || loss === CROSSENTROPY) return [];
    return [{ pointer, detail, received: receivedAt(compile, pointer) ?? loss.class_name }];
  });
}

/** What a loss asks of the output's shape. */
function lossFault({ class_name, config }: Loss, shape: Shape): string | undefined {
  const classes = shape.at(-1) ?? 1;
  if (class_name === 'CTC' && (shape.length !== 2 || classes < 2))
    return `CTC needs an output of steps of time with a number for each class and the blank, (None, time, classes), and the model's is ${kerasShape(shape)}`;
  if (class_name === 'Circle' && shape.length !== 1)
    return `Circle needs one vector a row, and the output is ${kerasShape(shape)}`;
  if (needsClasses(class_name) && classes < 2)
    return `${class_name} needs an output of two or more classes, and the model's is ${kerasShape(shape)}; use binary_crossentropy`;
  if (class_name === 'CategoricalFocalCrossentropy' && Array.isArray(config.alpha) && config.alpha.length !== classes)
    return `alpha has ${config.alpha.length} numbers, and the output ${classes} classes`;
  if (class_name !== 'Dice' && class_name !== 'Tversky' && class_name !== 'CosineSimilarity') return undefined;
  const wrong = [config.axis ?? []].flat().find((axis) => !isRowAxis(axis, shape));
  return wrong === undefined
    ? undefined
    : `axis ${wrong} is not one of a row's dimensions: the output is ${kerasShape(shape)}`;
}

/** Whether it is an axis of a batch of rows of this shape, and not the batch's own. */
function isRowAxis(axis: number, shape: Shape): boolean {
  return axis > 0 ? axis <= shape.length : axis < 0 && axis >= -shape.length;
}

function metricFaults(plan: NetworkPlan, compile: Compile): Fault[] {
  const metrics = compiledMetrics(compile, outputNames(plan));
  const losses = compiledLosses(compile, outputNames(plan));
  const perOutput = losses.length > 1 ? losses.map(({ key }) => key) : [];
  const taken = new Set([...HISTORY_KEYS, ...perOutput]);
  return metrics.flatMap(({ key, metric, output, pointer }) => {
    if (taken.has(key)) {
      const detail = `the name ${JSON.stringify(key)} is taken; give the metric another name`;
      return [{ pointer, detail, received: key }];
    }
    taken.add(key);
    const detail = typeof metric === 'string' ? undefined : shapeFault(metric, plan.outputs[output]?.shape ?? []);
    return detail === undefined ? [] : [{ pointer, detail, received: key }];
  });
}

/** What a metric asks of the output's shape. */
function shapeFault(metric: Metric, shape: Shape): string | undefined {
  const classes = shape.at(-1) ?? 1;
  switch (metric.class_name) {
    case 'F1Score':
    case 'FBetaScore':
    case 'R2Score':
      return shape.length === 1
        ? undefined
        : `${metric.class_name} needs one vector a row, and the output is ${kerasShape(shape)}`;
    case 'Precision':
    case 'Recall':
    case 'SensitivityAtSpecificity':
    case 'SpecificityAtSensitivity':
    case 'PrecisionAtRecall':
    case 'RecallAtPrecision': {
      const { class_id } = metric.config;
      return class_id === null || class_id < classes
        ? undefined
        : `class_id is ${class_id}, and the output has ${classes} classes`;
    }
    case 'AUC': {
      const { label_weights, num_labels, multi_label } = metric.config;
      const wrong = [label_weights?.length, num_labels ?? undefined].find(
        (count) => count !== undefined && count !== classes,
      );
      return !multi_label || wrong === undefined
        ? undefined
        : `it is for ${wrong} labels, and the output has ${classes}`;
    }
    default:
      return undefined;
  }
}

/** What stands at a pointer of the compile. */
function receivedAt(compile: Compile, pointer: string): unknown {
  return pointer === '/loss' ? compile.loss : undefined;
}

function needsClasses(loss: LossName): boolean {
  return (NEED_CLASSES as readonly string[]).includes(loss);
}

const NEED_CLASSES = [
  'SparseCategoricalCrossentropy',
  'CategoricalCrossentropy',
  'CategoricalFocalCrossentropy',
  'CategoricalGeneralizedCrossEntropy',
  'CategoricalHinge',
] as const satisfies readonly LossName[];
