import { readFile } from 'node:fs/promises';
import type { CheckpointState, CheckpointTensor } from '../checkpoint.js';
import type { WeightPlan } from '../plan/network-plan.js';
import { type CheckpointFile, TrainingError } from '../training-spec.js';

/** Reads the weights of a checkpoint. @throws {TrainingError} when they are not those of this network. */
export async function readWeights(weights: readonly WeightPlan[], checkpoint: CheckpointFile): Promise<Float32Array[]> {
  return weightsIn(await readFile(checkpoint.path), weights, checkpoint.state);
}

/** The weights in a checkpoint's bytes. @throws as `readWeights` does. */
export function weightsIn(bytes: Buffer, weights: readonly WeightPlan[], state: CheckpointState): Float32Array[] {
  const stored = state.tensors.filter((tensor) => tensor.role === 'weight');
  const same =
    stored.length === weights.length &&
    weights.every((weight, index) => stored[index]?.shape.join() === weight.shape.join());
  if (!same) throw new TrainingError('wrong_checkpoint', 'the checkpoint holds the weights of another network');
  return stored.map((tensor) => floatsAt(bytes, tensor));
}

/** A copy, since a tensor made from a view would see later changes, and an offset need not be aligned. */
export function floatsAt(bytes: Buffer, tensor: CheckpointTensor | undefined): Float32Array {
  if (!tensor) throw new TrainingError('wrong_checkpoint', 'the checkpoint lacks a tensor');
  const part = Uint8Array.prototype.slice.call(bytes, tensor.offset, tensor.offset + tensor.size_bytes);
  if (part.length !== tensor.size_bytes) throw new TrainingError('wrong_checkpoint', `${tensor.name} is cut off`);
  return new Float32Array(part.buffer);
}
