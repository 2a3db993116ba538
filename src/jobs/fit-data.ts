import { counterpartOf, type DatasetSpec, type TargetSpec, type TensorSpec } from '../data/dataset-spec.js';
import { type NetworkPlan, outputShapeOf } from '../engine/plan/network-plan.js';
import { planObjective } from '../engine/plan/plan-objective.js';
import { type Fault, InvalidError, toPointer } from '../errors.js';
import type { Compile } from '../keras-format/compile.js';

/**
 * Checks that weights of classes are of classes that the dataset has.
 * @throws {InvalidError} below `pointer` (`/class_weight`).
 */
export function checkClassWeight(
  weights: Readonly<Record<string, number>>,
  dataset: DatasetSpec,
  network: NetworkPlan,
  compile: Compile,
  pointer: string,
): void {
  if (network.outputs.length > 1) {
    // Keras refuses it too: keras/src/trainers/data_adapters/data_adapter_utils.py.
    throw new InvalidError([{ pointer, detail: 'weights of classes need a model with one output' }]);
  }
  const classes = countClasses(dataset, network, compile);
  if (classes === undefined) {
    throw new InvalidError([{ pointer, detail: "the dataset's targets are no classes that could be weighted" }]);
  }
  const faults: Fault[] = Object.entries(weights)
    .filter(([name]) => Number(name) >= classes)
    .map(([name, received]) => ({
      pointer: toPointer([name], pointer),
      detail: `there is no class ${name}; the dataset's classes are numbered 0 to ${classes - 1}`,
      received,
    }));
  if (faults.length > 0) throw new InvalidError(faults);
}

/** How many classes the targets tell apart; undefined where they are no classes. */
function countClasses(dataset: DatasetSpec, network: NetworkPlan, compile: Compile): number | undefined {
  const [target] = dataset.targets;
  if (target?.classes !== undefined) return target.classes.length;
  const width = target?.shape.at(-1) ?? 1;
  const units = outputShapeOf(network).at(-1) ?? 1;
  const [one] = planObjective(
    network,
    compile,
    dataset.targets.map(({ shape }) => shape),
  ).losses;
  switch (one?.loss.class_name) {
    case 'SparseCategoricalCrossentropy':
      return units;
    case 'CategoricalCrossentropy':
      return width;
    case 'BinaryCrossentropy':
      return width === 1 ? 2 : width;
    default:
      return undefined;
  }
}

/**
 * Checks that two datasets mean the same by their columns and class numbers, as far as their names tell.
 * @throws {InvalidError} at `pointer` (`/validation_dataset`).
 */
export function checkSameData(dataset: DatasetSpec, other: DatasetSpec, pointer: string): void {
  const details = [
    ...dataset.inputs.map((input) => checkColumns(input, counterpartOf(input, other.inputs))),
    ...dataset.targets.map((target) =>
      checkClasses(target, counterpartOf(target, other.targets), dataset.targets.length > 1),
    ),
  ].filter((detail) => detail !== undefined);
  if (details.length > 0) throw new InvalidError(details.map((detail) => ({ pointer, detail })));
}

function checkColumns(input: TensorSpec, other: TensorSpec | undefined): string | undefined {
  const odd = oddPlace(input.columns, other?.columns);
  if (odd === undefined) return undefined;
  return `its column ${odd} is ${quoted(other?.columns?.[odd])}, where the dataset that is trained on has ${quoted(input.columns?.[odd])}`;
}

function checkClasses(target: TargetSpec, other: TargetSpec | undefined, isOneOfSeveral: boolean): string | undefined {
  const odd = oddPlace(other?.classes, target.classes);
  if (odd === undefined) return undefined;
  const where = isOneOfSeveral ? ` of ${quoted(target.name)}` : '';
  return `its class ${odd}${where} is ${quoted(other?.classes?.[odd])}, where the dataset that is trained on has ${quoted(target.classes?.[odd])}`;
}

/** The first place whose name stands not in the same place among the others, if both have names. */
function oddPlace(names: readonly string[] | undefined, others: readonly string[] | undefined): number | undefined {
  const odd = names?.findIndex((name, index) => others !== undefined && others[index] !== name) ?? -1;
  return odd === -1 ? undefined : odd;
}

function quoted(name: string | undefined): string {
  return name === undefined ? 'none' : JSON.stringify(name);
}
