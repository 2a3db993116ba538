import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochRecord } from '../../src/trainer/attempt-store.js';
import { makeCheckpoint, type TensorValues } from '../engine/checkpoint-formats/checkpoints.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = await temporaryFolder('epochs');
let files = 0;

/** The weights of the small model of job-app.ts, and a momentum for the first kernel; all numbers depend on `first`. */
export function smallTensors(first: number): TensorValues[] {
  const numbers = (count: number, from: number) => Array.from({ length: count }, (_, index) => from + index / 8);
  return [
    { name: 'dense/kernel', shape: [4, 3], values: numbers(12, first) },
    { name: 'dense/bias', shape: [3], values: numbers(3, -first) },
    { name: 'dense_1/kernel', shape: [3, 2], values: numbers(6, first / 2) },
    { name: 'dense_1/bias', shape: [2], values: numbers(2, 1) },
    { name: 'dense/kernel/momentum', role: 'optimizer', shape: [4, 3], values: numbers(12, 100 + first) },
  ];
}

/** An epoch of a job of `epochs`, as a worker reports it: a loss of 1 / epoch, and a checkpoint in a local file. */
export async function epochRecord(
  epoch: number,
  epochs: number,
  tensors: readonly TensorValues[] = smallTensors(epoch),
): Promise<EpochRecord & { bytes: Buffer }> {
  const loss = 1 / epoch;
  const { state, bytes } = makeCheckpoint(tensors, { epoch, best: { epoch, monitor: 'loss', value: loss } });
  const path = join(folder, String(files++));
  await writeFile(path, bytes);
  return {
    epoch,
    logs: { loss, accuracy: 1 - loss },
    learningRate: 0.5,
    durationS: 2.5,
    progress: { epoch, epochs, step: 1, steps: 1, fraction: epoch / epochs, eta_s: epochs - epoch },
    checkpoint: { path, state },
    bytes,
  };
}
