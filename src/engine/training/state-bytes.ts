import { readFile } from 'node:fs/promises';
import type { CheckpointTensor } from '../checkpoint.js';
import { initialValues } from '../initializers.js';
import { averagePosition } from '../optimizers/optimizer-step.js';
import { sizeOf } from '../plan/network-plan.js';
import { type CheckpointFile, TrainingError } from '../training-spec.js';
import { floatsAt, weightsIn } from './read-weights.js';
import { slotPlans, type Trainee, trainablePositions } from './train-step.js';

/** The numbers of a training state: one array for each weight, then for each slot of each trainable weight. */
export interface StateValues {
  readonly weights: readonly Float32Array[];
  readonly slots: readonly (readonly Float32Array[])[];
}

/** What a new job starts from: weights by their initializers, slots at their first values. */
export function initialState(trainee: Trainee, seed: number): StateValues {
  return {
    weights: trainee.weights.map((weight) => initialValues(weight, seed)),
    slots: initialSlots(trainee),
  };
}

/** The slots of an optimizer that has not made a step. */
export function initialSlots(trainee: Pick<Trainee, 'weights' | 'optimizer'>): Float32Array[][] {
  return slotPlans(trainee).map((slots) =>
    slots.map((slot) => new Float32Array(sizeOf(slot.shape)).fill(slot.initial)),
  );
}

/**
 * The state at the end of `fit`: weights of which the optimizer keeps a moving average become that average
 * (keras/src/optimizers/base_optimizer.py, finalize_variable_values).
 */
export function finalState(
  { weights, optimizer }: Pick<Trainee, 'weights' | 'optimizer'>,
  state: StateValues,
): StateValues {
  const position = averagePosition(optimizer);
  const trainable = trainablePositions(weights);
  const average = (index: number) => state.slots[trainable.indexOf(index)]?.[position];
  return { ...state, weights: state.weights.map((weight, index) => average(index) ?? weight) };
}

/** Where each tensor of a state stands in a checkpoint's bytes. */
export function tensorTable(trainee: Pick<Trainee, 'weights' | 'optimizer'>): CheckpointTensor[] {
  const slots = slotPlans(trainee).flat();
  let offset = 0;
  const entry = (role: CheckpointTensor['role']) => (tensor: { name: string; shape: readonly number[] }) => {
    const size_bytes = 4 * sizeOf(tensor.shape);
    offset += size_bytes;
    return { name: tensor.name, role, shape: [...tensor.shape], offset: offset - size_bytes, size_bytes };
  };
  return [...trainee.weights.map(entry('weight')), ...slots.map(entry('optimizer'))];
}

/** The bytes of a state, in the order of its table. */
export function packState({ weights, slots }: StateValues): Uint8Array {
  const arrays = [...weights, ...slots.flat()];
  return Buffer.concat(arrays.map((values) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
}

/** Reads weights and slots of a checkpoint of the same job. */
export async function readState(trainee: Trainee, checkpoint: CheckpointFile): Promise<StateValues> {
  const bytes = await readFile(checkpoint.path);
  const weights = weightsIn(bytes, trainee.weights, checkpoint.state);
  const stored = checkpoint.state.tensors.filter((tensor) => tensor.role === 'optimizer');
  const plans = slotPlans(trainee);
  if (stored.length !== plans.flat().length) {
    throw new TrainingError('wrong_checkpoint', 'the checkpoint holds the state of another optimizer');
  }
  let taken = 0;
  const slots = plans.map((group) => group.map(() => floatsAt(bytes, stored[taken++])));
  return { weights, slots };
}
