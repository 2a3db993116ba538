import { type DatasetSpec, elementsPerRow, type TargetSpec, type TensorSpec } from '../../data/dataset-spec.js';
import { shortestFloat32 } from '../../data/float32.js';
import { type NetworkPlan, sizeOf } from '../../engine/plan/network-plan.js';
import { type ClassReading, type ReadClass, readClasses } from '../class-reading.js';
import type { BatchRequest } from './batch-schemas.js';

/** Numbers of rows that follow one another, `width` for each. */
export interface RowNumbers {
  readonly values: ArrayLike<number>;
  readonly width: number;
}

/** Rows that have been predicted. */
export interface PredictedPart {
  /** The number of each in the dataset. */
  readonly rows: Int32Array;
  /** For each input and target of the dataset, as they are stored; for each output of the model. */
  readonly inputs: readonly RowNumbers[];
  readonly targets: readonly RowNumbers[];
  readonly outputs: readonly RowNumbers[];
}

export type Cell = number | string | null;

/** A column of the file. */
export interface ResultColumn {
  readonly name: string;
  readonly kind: 'integer' | 'float' | 'double' | 'text';
  /** Its cells, one for each row. */
  cells(part: PredictedPart): Cell[];
}

/** The columns of a batch prediction, each with a name of its own. */
export function resultColumns(
  plan: NetworkPlan,
  classes: ClassReading | undefined,
  dataset: DatasetSpec,
  { columns: groups, top_k }: Pick<BatchRequest, 'columns' | 'top_k'>,
): ResultColumn[] {
  const columns: ResultColumn[] = [{ name: 'row', kind: 'integer', cells: ({ rows }) => [...rows] }];
  if (groups.includes('inputs')) {
    for (const [index, input] of dataset.inputs.entries())
      columns.push(...ofTensor(input, ({ inputs }) => inputs[index]));
  }
  if (groups.includes('targets')) {
    for (const [index, target] of dataset.targets.entries()) {
      columns.push(...ofTensor(target, ({ targets }) => targets[index]));
    }
  }
  if (classes) columns.push(...ofClasses(classes, Math.min(top_k, classes.labels.length)));
  if (groups.includes('outputs')) columns.push(...ofOutputs(plan, classes));
  return withNamesOfTheirOwn(columns);
}

type Select = (part: PredictedPart) => RowNumbers | undefined;

/** The numbers of a tensor of the dataset; of categories and classes the labels. */
function ofTensor(tensor: TensorSpec | TargetSpec, select: Select): ResultColumn[] {
  const classes = 'classes' in tensor ? tensor.classes : undefined;
  return columnNames(tensor).map((name, column): ResultColumn => {
    const feature = tensor.features?.[column];
    const labels = classes ?? (feature?.kind === 'category' ? feature.categories : undefined);
    if (labels === undefined) return numbers(name, column, select, true);
    const cells = (part: PredictedPart) =>
      cellsOf(select(part), column, (value) => (Number.isNaN(value) ? null : (labels[value] ?? String(value))));
    return { name, kind: 'text', cells };
  });
}

function columnNames(tensor: TensorSpec): string[] {
  const width = elementsPerRow(tensor);
  if (tensor.columns?.length === width) return tensor.columns;
  return width === 1 ? [tensor.name] : Array.from({ length: width }, (_, column) => `${tensor.name}_${column}`);
}

/** The likeliest classes of each row with their probabilities; of several that are equal, the first. */
function ofClasses(reading: ClassReading, count: number): ResultColumn[] {
  let last: { part: PredictedPart; ranked: readonly (readonly ReadClass[])[] } | undefined;
  // All these columns rank the same rows.
  const rank = (part: PredictedPart) => {
    if (last?.part !== part) last = { part, ranked: ranking(part.outputs[0], reading, count) };
    return last.ranked;
  };
  return Array.from({ length: count }, (_, place) => place).flatMap((place): ResultColumn[] => {
    const suffix = place === 0 ? '' : `_${place + 1}`;
    return [
      { name: `class${suffix}`, kind: 'text', cells: (part) => rank(part).map((row) => row[place]?.class ?? null) },
      {
        name: `probability${suffix}`,
        kind: 'double',
        cells: (part) => rank(part).map((row) => row[place]?.probability ?? null),
      },
    ];
  });
}

function ranking(outputs: RowNumbers | undefined, reading: ClassReading, count: number): ReadClass[][] {
  if (outputs === undefined) return [];
  const { values, width } = outputs;
  return Array.from({ length: values.length / width }, (_, row) => {
    const own = Float32Array.from({ length: width }, (_, column) => values[row * width + column] ?? Number.NaN);
    return readClasses(own, reading).slice(0, count);
  });
}

function ofOutputs({ outputs }: NetworkPlan, classes: ClassReading | undefined): ResultColumn[] {
  return outputs.flatMap(({ name, shape }, index) => {
    const base = outputs.length === 1 ? 'prediction' : name;
    const width = sizeOf(shape);
    return Array.from({ length: width }, (_, column) => {
      const which = classes && width > 1 ? (classes.labels[column] ?? column) : column;
      return numbers(width === 1 ? base : `${base}_${which}`, column, (part) => part.outputs[index], false);
    });
  });
}

/** @param mayMiss where NaN stands for a value that is not there. */
function numbers(name: string, column: number, select: Select, mayMiss: boolean): ResultColumn {
  const cell = (value: number) => (mayMiss && Number.isNaN(value) ? null : shortestFloat32(value));
  return { name, kind: 'float', cells: (part) => cellsOf(select(part), column, cell) };
}

function cellsOf(numbers: RowNumbers | undefined, column: number, cell: (value: number) => Cell): Cell[] {
  if (numbers === undefined) return [];
  const { values, width } = numbers;
  return Array.from({ length: values.length / width }, (_, row) => cell(values[row * width + column] ?? Number.NaN));
}

/** A name that another column has already gets a number. */
function withNamesOfTheirOwn(columns: readonly ResultColumn[]): ResultColumn[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    let { name } = column;
    for (let number = 2; taken.has(name); number++) name = `${column.name}_${number}`;
    taken.add(name);
    return { ...column, name };
  });
}
