import type { DatasetSpec } from '../data/dataset-spec.js';
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
  const details = [checkColumns(dataset, other), checkClasses(dataset, other)].filter((detail) => detail !== undefined);
  if (details.length > 0) throw new InvalidError(details.map((detail) => ({ pointer, detail })));
}

function checkColumns(dataset: DatasetSpec, other: DatasetSpec): string | undefined {
  const columns = dataset.inputs[0]?.columns;
  const otherColumns = other.inputs[0]?.columns;
  const odd = columns?.findIndex((column, index) => otherColumns !== undefined && otherColumns[index] !== column) ?? -1;
  if (odd === -1) return undefined;
  return `its column ${odd} is ${quoted(otherColumns?.[odd])}, where the dataset that is trained on has ${quoted(columns?.[odd])}`;
}

function checkClasses(dataset: DatasetSpec, other: DatasetSpec): string | undefined {
  const classes = dataset.targets[0]?.classes;
  const otherClasses = other.targets[0]?.classes;
  if (classes === undefined) return undefined;
  const odd = otherClasses?.findIndex((label, index) => classes[index] !== label) ?? -1;
  if (odd === -1) return undefined;
  return `its class ${odd} is ${quoted(otherClasses?.[odd])}, where the dataset that is trained on has ${quoted(classes[odd])}`;
}

function quoted(name: string | undefined): string {
  return name === undefined ? 'none' : JSON.stringify(name);
}
