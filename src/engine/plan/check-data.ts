import { type Fault, InvalidError } from '../../errors.js';
import { type Compile, compiledMetrics } from '../../keras-format/compile.js';
import { type LossName, resolveLoss } from '../../keras-format/losses.js';
import { inputShapeOf, kerasShape, type NetworkPlan, outputShapeOf, type Shape, sizeOf } from './network-plan.js';

/** Columns of the history that are not metrics of the compile. */
const HISTORY_KEYS = ['loss', 'epoch', 'learning_rate', 'duration_s'];

/** What is known of a dataset before it is read. `classes` is how many the target has, where it is a class number. */
export interface DataOutline {
  readonly inputs: readonly { readonly shape: Shape }[];
  readonly targets: readonly { readonly shape: Shape; readonly dtype: string; readonly classes?: number | undefined }[];
}

/**
 * Checks a compile against the network's output, as far as the shapes alone tell.
 * @throws {InvalidError} with a pointer below `basePointer` (`/compile`).
 */
export function checkCompile(plan: NetworkPlan, compile: Compile, basePointer: string): void {
  const output = outputShapeOf(plan);
  const faults: Fault[] = [];
  const loss = resolveLoss(compile.loss);
  const classes = output.at(-1) ?? 1;
  if (needsClasses(loss.class_name) && classes < 2) {
    const detail = `${loss.class_name} needs an output of two or more classes, and the model's is ${kerasShape(output)}; use binary_crossentropy`;
    faults.push({ pointer: `${basePointer}/loss`, detail, received: compile.loss });
  }
  const keys = [...HISTORY_KEYS, ...compiledMetrics(compile).map(({ key }) => key)];
  keys.forEach((key, position) => {
    if (keys.indexOf(key) === position) return;
    const index = position - HISTORY_KEYS.length;
    const weighted = index >= compile.metrics.length;
    const [field, place] = weighted ? ['weighted_metrics', index - compile.metrics.length] : ['metrics', index];
    const detail = `the name ${JSON.stringify(key)} is taken; give the metric another name`;
    faults.push({ pointer: `${basePointer}/${field}/${place}`, detail, received: key });
  });
  if (faults.length > 0) throw new InvalidError(faults);
}

/**
 * Checks that a dataset can train or evaluate a model. Rows with as many numbers as the model's input, in another shape, are
 * laid out in the model's shape (28 x 28 pictures fit an input of 784).
 * @throws {InvalidError} at `pointer` (`/dataset`).
 */
export function checkData(plan: NetworkPlan, compile: Compile, data: DataOutline, pointer: string): void {
  const faults = [checkInputs(plan, data), checkTargets(plan, compile, data)].filter((detail) => detail !== undefined);
  if (faults.length > 0) throw new InvalidError(faults.map((detail) => ({ pointer, detail })));
}

function checkInputs(plan: NetworkPlan, data: DataOutline): string | undefined {
  const [input, ...more] = data.inputs;
  if (!input || more.length > 0) return `the model takes one input, and the dataset has ${data.inputs.length}`;
  if (sizeOf(input.shape) === sizeOf(inputShapeOf(plan))) return undefined;
  return `the model takes rows of ${kerasShape(inputShapeOf(plan))}, and the dataset's are ${kerasShape(input.shape)}`;
}

function checkTargets(plan: NetworkPlan, compile: Compile, data: DataOutline): string | undefined {
  const output = outputShapeOf(plan);
  const [target, ...more] = data.targets;
  if (!target || more.length > 0) return `the model has one output, and the dataset has ${data.targets.length} targets`;
  const loss = resolveLoss(compile.loss).class_name;
  const shown = `the model's output is ${kerasShape(output)} and the dataset's targets are ${kerasShape(target.shape)}`;
  if (needsClassNumbers(loss)) {
    const units = output.at(-1) ?? 1;
    if (sizeOf(target.shape) !== sizeOf(output.slice(0, -1))) {
      const flatten =
        output.length > 1 ? '; a Flatten layer may be missing' : '; one-hot targets want categorical_crossentropy';
      return `${loss} needs one class number for each output vector: ${shown}${flatten}`;
    }
    if (target.dtype === 'float32' && target.classes === undefined) {
      return `${loss} needs class numbers as targets, and the dataset's are fractions or real numbers`;
    }
    if (target.classes !== undefined && target.classes > units) {
      return `the dataset has ${target.classes} classes and the model's output has ${units} units`;
    }
    return undefined;
  }
  if (sizeOf(target.shape) === sizeOf(output) && squeezed(target.shape).join() === squeezed(output).join())
    return undefined;
  const hint =
    loss === 'CategoricalCrossentropy' && sizeOf(target.shape) === 1
      ? '; class numbers want sparse_categorical_crossentropy, or make the targets one-hot'
      : '';
  return `${loss} needs targets of the output's shape: ${shown}${hint}`;
}

const needsClasses = (loss: LossName) => loss === 'SparseCategoricalCrossentropy' || loss === 'CategoricalCrossentropy';
const needsClassNumbers = (loss: LossName) => loss === 'SparseCategoricalCrossentropy';
/** Keras adds or drops a last dimension of 1 to make targets and output meet. */
const squeezed = (shape: Shape) => (shape.at(-1) === 1 ? shape.slice(0, -1) : shape);
