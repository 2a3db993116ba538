import type { ModelPort, NetworkPlan } from '../plan/network-plan.js';
import { type DataFiles, type TensorFile, TrainingError } from '../training-spec.js';

/**
 * The data's tensors in the order of the model's inputs and outputs: by their names where the model has several, whatever the
 * name where it has one.
 * @throws {TrainingError} when the data lacks one.
 */
export function arrangeData(plan: NetworkPlan, data: DataFiles): DataFiles {
  return {
    ...data,
    inputs: inOrder(plan.inputs, data.inputs, 'input'),
    targets: inOrder(plan.outputs, data.targets, 'target'),
  };
}

function inOrder(ports: readonly ModelPort[], tensors: readonly TensorFile[], what: string): TensorFile[] {
  if (ports.length === 1 && tensors.length === 1) return [...tensors];
  return ports.map(({ name }) => {
    const tensor = tensors.find((candidate) => candidate.name === name);
    if (!tensor) throw new TrainingError('wrong_data', `the dataset has no ${what} named ${name}`);
    return tensor;
  });
}
