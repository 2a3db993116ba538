import { open } from 'node:fs/promises';
import { bytesPerRow, type DatasetSpec, elementsPerRow } from '../../data/dataset-spec.js';
import { shortestFloat32 } from '../../data/float32.js';
import { oneOrByName, shownRow } from '../../data/shown-row.js';
import type { WorstRow } from '../../engine/inference/evaluation-report.js';
import { readFully } from '../../engine/read-fully.js';
import { toJsonNumber } from '../../http/json-number.js';
import { type ClassReading, probabilitiesOf } from '../class-reading.js';
import type { TrainedModel } from '../trained-models.js';
import type { WorstRowView } from './evaluation-schemas.js';

/** What a row holds, as people read it. */
type ShownValue = string | number | ShownValue[] | { [name: string]: ShownValue };

/** Numbers that the inputs of all rows together show, as many as a dataset's preview does. */
const MOST_NUMBERS = 50_000;

/**
 * The worst-predicted rows as the API shows them. @param paths of the dataset's tensors, as they are numbered.
 * @param rows with targets as the model was trained on them.
 */
export async function showWorst(
  rows: readonly WorstRow[],
  model: TrainedModel,
  dataset: DatasetSpec,
  paths: readonly string[],
): Promise<WorstRowView[]> {
  const numbers = dataset.inputs.reduce((sum, input) => sum + elementsPerRow(input), 0);
  const withInputs = Math.floor(MOST_NUMBERS / Math.max(1, numbers));
  const shown: WorstRowView[] = [];
  for (const [index, row] of rows.entries()) {
    const inputs = index < withInputs ? { inputs: await inputsOf(row.row, dataset, paths) } : {};
    shown.push({ row: row.row, loss: toJsonNumber(row.loss), ...predictionOf(row, model), ...inputs });
  }
  return shown;
}

function predictionOf(
  { targets, outputs }: WorstRow,
  { classes, plan }: TrainedModel,
): Omit<WorstRowView, 'row' | 'loss'> {
  const [target, output] = [targets[0], outputs[0]];
  if (classes && target && output) return classOf(target, output, classes);
  const ports = plan.outputs;
  const shapes = ports.map(({ shape }) => shape);
  const each = (values: readonly Float32Array[]): ShownValue =>
    oneOrByName<ShownValue>(
      ports,
      values.map((own, index) =>
        nested(own, own.length === sizeOf(shapes[index] ?? []) ? (shapes[index] ?? []) : [own.length]),
      ),
    );
  return { expected: each(targets), predicted: each(outputs) };
}

function classOf(target: Float32Array, output: Float32Array, classes: ClassReading) {
  const probabilities = probabilitiesOf(output, classes);
  const expected = trueClass(target, classes.units);
  const predicted = largest(probabilities);
  return {
    expected: classes.labels[expected] ?? String(expected),
    predicted: classes.labels[predicted] ?? String(predicted),
    probability: toJsonNumber(probabilities[predicted] ?? Number.NaN),
    expected_probability: toJsonNumber(probabilities[expected] ?? Number.NaN),
  };
}

/** A class number, a probability of the second class, or one number for each class. */
function trueClass(target: Float32Array, units: number): number {
  if (target.length > 1) return largest(target);
  const [value = Number.NaN] = target;
  return units === 1 ? Number(value > 0.5) : value;
}

function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  return best;
}

/** Numbers of one row in arrays of its shape; a single one as it is. */
function nested(values: Float32Array, shape: readonly number[]): ShownValue {
  if (values.length === 1) return toJsonNumber(shortestFloat32(values[0] ?? Number.NaN));
  let at = 0;
  const inner = (depth: number): ShownValue => {
    const length = shape[depth];
    if (length === undefined) return toJsonNumber(shortestFloat32(values[at++] ?? Number.NaN));
    return Array.from({ length }, () => inner(depth + 1));
  };
  return inner(0);
}

const sizeOf = (shape: readonly number[]) => elementsPerRow({ shape: [...shape] });

/** A row's inputs as they were given. */
async function inputsOf(row: number, { inputs }: DatasetSpec, paths: readonly string[]): Promise<ShownValue> {
  const views: ShownValue[] = [];
  for (const [index, tensor] of inputs.entries()) {
    const bytes = Buffer.alloc(bytesPerRow(tensor));
    const file = await open(paths[index] ?? '', 'r');
    try {
      await readFully(file, bytes, row * bytes.length, tensor.name);
    } finally {
      await file.close();
    }
    views.push(withoutNaN(shownRow(tensor, 0, bytes)));
  }
  return oneOrByName(inputs, views);
}

/** A missing value is NaN, which JSON cannot hold. */
function withoutNaN(value: unknown): ShownValue {
  if (Array.isArray(value)) return value.map(withoutNaN);
  return typeof value === 'number' ? toJsonNumber(value) : String(value);
}
