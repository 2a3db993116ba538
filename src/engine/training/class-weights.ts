import { elementsPerRow } from '../../data/dataset-spec.js';
import { rowChunks } from '../row-chunks.js';
import { type DataFiles, TrainingError } from '../training-spec.js';

/**
 * The weight of each row by its class; a class that is not named weighs 1.
 * @throws {TrainingError} when the rows have weights already, or the targets are not those of one output.
 */
export async function weightsByClass(
  data: DataFiles,
  byClass: Readonly<Record<string, number>>,
): Promise<Float32Array> {
  if (data.sampleWeight) throw new TrainingError('weights_twice', 'class_weight cannot be joined with sample weights');
  const [target] = data.targets;
  if (!target || data.targets.length > 1)
    throw new TrainingError('wrong_data', 'class_weight is for a model with one output');
  const size = elementsPerRow(target);
  const weights = new Float32Array(data.rows);
  for await (const { from, values } of rowChunks(target, data.rows)) {
    for (let row = 0; row < values.length / size; row++) {
      const vector = values.subarray(row * size, (row + 1) * size);
      const chosen = size === 1 ? vector[0] : vector.indexOf(Math.max(...vector));
      weights[from + row] = byClass[String(chosen)] ?? 1;
    }
  }
  return weights;
}
