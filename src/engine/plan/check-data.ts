import { InvalidError } from '../../errors.js';
import type { Compile } from '../../keras-format/compile.js';
import { type Loss, lossTakesClassNumbers } from '../../keras-format/losses.js';
import type { Metric } from '../../keras-format/metrics.js';
import { kerasShape, type ModelPort, type NetworkPlan, type Shape, sizeOf } from './network-plan.js';
import { planObjective } from './plan-objective.js';

interface TensorOutline {
  readonly name?: string;
  readonly shape: Shape;
}

/** A target; `classes` is how many it has, where it is a class number. */
interface TargetOutline extends TensorOutline {
  readonly dtype: string;
  readonly classes?: number | undefined;
}

/** What is known of a dataset before it is read. */
export interface DataOutline {
  readonly inputs: readonly TensorOutline[];
  readonly targets: readonly TargetOutline[];
}

/**
 * Checks that a dataset can train or evaluate a model. Rows with as many numbers as the model's input, in another shape, are
 * laid out in the model's shape (28 x 28 pictures fit an input of 784). Several inputs and outputs are told apart by their names.
 * @throws {InvalidError} at `pointer` (`/dataset`).
 */
export function checkData(plan: NetworkPlan, compile: Compile, data: DataOutline, pointer: string): void {
  const targets = pair(plan.outputs, data.targets, 'target');
  const details = [
    ...inputFaults(plan, data.inputs),
    ...(targets.some((one) => typeof one === 'string')
      ? targets.filter((one) => typeof one === 'string')
      : checkTargets(plan, compile, targets)),
  ].filter((detail) => detail !== undefined);
  if (details.length > 0) throw new InvalidError(details.map((detail) => ({ pointer, detail })));
}

/** Checks that a model can predict the rows of a dataset, whatever its targets. @throws {InvalidError} at `pointer`. */
export function checkInputs(plan: NetworkPlan, inputs: DataOutline['inputs'], pointer: string): void {
  const details = inputFaults(plan, inputs).filter((detail) => detail !== undefined);
  if (details.length > 0) throw new InvalidError(details.map((detail) => ({ pointer, detail })));
}

function inputFaults(plan: NetworkPlan, inputs: DataOutline['inputs']): (string | undefined)[] {
  return pair(plan.inputs, inputs, 'input').map((one) =>
    typeof one === 'string' ? one : checkInput(one.port, one.tensor, plan.inputs.length > 1),
  );
}

type Pair<Tensor> = { readonly port: ModelPort; readonly tensor: Tensor } | string;

/** The tensor that goes with each of the model's inputs or outputs, or what is wrong. */
function pair<Tensor extends TensorOutline>(
  ports: readonly ModelPort[],
  tensors: readonly Tensor[],
  kind: 'input' | 'target',
): Pair<Tensor>[] {
  const [port, tensor] = [ports[0], tensors[0]];
  if (port && tensor && ports.length === 1 && tensors.length === 1) return [{ port, tensor }];
  if (ports.length === 1) {
    const takes = kind === 'input' ? 'takes one input' : 'has one output';
    return [`the model ${takes}, and the dataset has ${tensors.length}${kind === 'target' ? ' targets' : ''}`];
  }
  const known = tensors.map(({ name }) => JSON.stringify(name)).join(', ');
  return ports.map((one): Pair<Tensor> => {
    const found = tensors.find(({ name }) => name === one.name);
    const what = kind === 'input' ? 'an input' : 'an output';
    return found
      ? { port: one, tensor: found }
      : `the model has ${what} ${JSON.stringify(one.name)}, and the dataset's ${kind}s are ${known}`;
  });
}

function checkInput(port: ModelPort, tensor: TensorOutline, isOneOfSeveral: boolean): string | undefined {
  if (sizeOf(tensor.shape) === sizeOf(port.shape)) return undefined;
  const where = isOneOfSeveral ? ` for its input ${JSON.stringify(port.name)}` : '';
  return `the model takes rows of ${kerasShape(port.shape)}${where}, and the dataset's are ${kerasShape(tensor.shape)}`;
}

function checkTargets(plan: NetworkPlan, compile: Compile, targets: readonly Pair<TargetOutline>[]) {
  const shapes = targets.map((one) => (typeof one === 'string' ? [] : one.tensor.shape));
  const objective = planObjective(plan, compile, shapes);
  return objective.losses.map(({ output, loss }) => {
    const found = targets[output];
    if (found === undefined || typeof found === 'string') return undefined;
    const where = plan.outputs.length > 1 ? `output ${JSON.stringify(found.port.name)}: ` : '';
    const metrics = objective.metrics.filter((metric) => metric.output === output).map(({ metric }) => metric);
    const fault =
      loss.class_name === 'CTC'
        ? checkLabelRows(found.port.shape, found.tensor.shape, metrics)
        : checkTarget(found.port.shape, found.tensor, loss);
    return fault && where + fault;
  });
}

/** Labels are not told apart by steps of time, so that only metrics of class numbers can meet them: where there are as many as steps. */
function checkLabelRows(output: Shape, target: Shape, metrics: readonly Metric[]): string | undefined {
  const shown = `the model's output is ${kerasShape(output)} and the dataset's targets are ${kerasShape(target)}`;
  const [labels] = target;
  if (labels === undefined || target.length > 1)
    return `CTC needs a vector of class numbers for each row, from 1 on and filled up with 0: ${shown}`;
  const odd = metrics.find(
    ({ class_name }) =>
      !class_name.startsWith('Sparse') || (labels !== output[0] && !(labels === 1 && class_name === COUNTS_ONE_LABEL)),
  );
  return (
    odd &&
    `the metric ${odd.class_name} does not go with CTC, whose targets are no classes of the output's steps: ${shown}`
  );
}

const COUNTS_ONE_LABEL = 'SparseCategoricalAccuracy' satisfies Metric['class_name'];

function checkTarget(output: Shape, target: TargetOutline, loss: Loss): string | undefined {
  const name = loss.class_name;
  const shown = `the model's output is ${kerasShape(output)} and the dataset's targets are ${kerasShape(target.shape)}`;
  if (lossTakesClassNumbers(name)) {
    const units = name === 'Circle' ? Number.POSITIVE_INFINITY : (output.at(-1) ?? 1);
    if (sizeOf(target.shape) !== sizeOf(output.slice(0, -1))) {
      const flatten =
        output.length > 1 ? '; a Flatten layer may be missing' : '; one-hot targets want categorical_crossentropy';
      return `${name} needs one class number for each output vector: ${shown}${flatten}`;
    }
    if (target.dtype === 'float32' && target.classes === undefined) {
      return `${name} needs class numbers as targets, and the dataset's are fractions or real numbers`;
    }
    if (target.classes !== undefined && target.classes > units) {
      return `the dataset has ${target.classes} classes and the model's output has ${units} units`;
    }
    return undefined;
  }
  if (sizeOf(target.shape) === sizeOf(output) && squeezed(target.shape).join() === squeezed(output).join())
    return undefined;
  const hint =
    name === 'CategoricalCrossentropy' && sizeOf(target.shape) === 1
      ? '; class numbers want sparse_categorical_crossentropy, or make the targets one-hot'
      : '';
  return `${name} needs targets of the output's shape: ${shown}${hint}`;
}

/** Keras adds or drops a last dimension of 1 to make targets and output meet. */
const squeezed = (shape: Shape) => (shape.at(-1) === 1 ? shape.slice(0, -1) : shape);
