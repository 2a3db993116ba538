import assert from 'node:assert/strict';
import { openCompiled, openEager } from '../../src/engine/training/open-program.js';
import { train } from '../../src/engine/training/train.js';
import type { EpochResult, TrainingSpec } from '../../src/engine/training-spec.js';
import { collectEpochs, numbersOf } from './training-specs.js';

/** Float32 rounding over some dozens of steps. */
const TOLERANCE = 5e-6;

/** Trains eagerly and compiled, and compares the losses, metrics and weights of every epoch; gives the compiled epochs. */
export async function sameBothWays(spec: TrainingSpec): Promise<readonly EpochResult[]> {
  const results: EpochResult[][] = [];
  for (const open of [openEager, openCompiled]) {
    const { hooks, epochs } = collectEpochs();
    await train(spec, hooks, open);
    results.push(epochs);
  }
  const [eager = [], compiled = []] = results;
  assert.equal(compiled.length, spec.fit.epochs);
  eager.forEach((epoch, index) => {
    const other = compiled[index];
    assert.ok(other);
    assert.deepEqual(Object.keys(other.logs), Object.keys(epoch.logs));
    for (const [key, value] of Object.entries(epoch.logs))
      close(other.logs[key] ?? Number.NaN, value, `${key} of epoch ${index + 1}`);
    assert.deepEqual(other.checkpoint.state.tensors, epoch.checkpoint.state.tensors);
    const wanted = numbersOf(epoch.checkpoint.bytes);
    numbersOf(other.checkpoint.bytes).forEach((value, place) => {
      close(value, wanted[place] ?? Number.NaN, `number ${place} of epoch ${index + 1}`);
    });
  });
  return compiled;
}

function close(got: number, wanted: number, what: string): void {
  assert.ok(
    Math.abs(got - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted)),
    `${what}: ${got} instead of ${wanted}`,
  );
}
