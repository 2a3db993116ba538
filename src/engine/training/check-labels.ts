import { elementsPerRow } from '../../data/dataset-spec.js';
import type { NetworkPlan } from '../plan/network-plan.js';
import type { Objective } from '../plan/plan-objective.js';
import { rowChunks } from '../row-chunks.js';
import { type DataFiles, TrainingError } from '../training-spec.js';

/**
 * Checks that the labels of outputs with the loss CTC are classes that the output has. Keras takes a class that there is not for
 * one that is always right.
 * @throws {TrainingError} at the first that is not.
 */
export async function checkLabels({ outputs }: NetworkPlan, { losses }: Objective, data: DataFiles): Promise<void> {
  for (const { output, loss } of losses) {
    const target = data.targets[output];
    if (loss.class_name !== 'CTC' || target === undefined) continue;
    const classes = outputs[output]?.shape.at(-1) ?? 0;
    const width = elementsPerRow(target);
    for await (const { from, values } of rowChunks(target, data.rows)) {
      const wrong = values.findIndex((value: number) => !Number.isInteger(value) || value < 0 || value >= classes);
      if (wrong === -1) continue;
      throw new TrainingError(
        'wrong_data',
        `Row ${from + Math.floor(wrong / width)} has the label ${values[wrong]}, and the labels of CTC are whole numbers from 1 to ${classes - 1}, with 0 where a row is filled up.`,
      );
    }
  }
}
