import assert from 'node:assert/strict';
import { CompiledForward, EagerForward } from '../../src/engine/inference/forward-program.js';
import { weightsOf } from '../../src/engine/plan/network-plan.js';
import { planDefinition } from '../../src/engine/plan/plan-definition.js';
import type { EpochResult, TrainingSpec } from '../../src/engine/training-spec.js';
import { numbersOf } from './training-specs.js';

const TOLERANCE = 5e-6;

/** Predicts some rows with the weights of an epoch eagerly and compiled, and compares the outputs. */
export function samePredictions(
  { model }: TrainingSpec,
  epoch: EpochResult | undefined,
  rows: readonly number[][],
): void {
  assert.ok(epoch);
  const plan = planDefinition(model);
  const numbers = numbersOf(epoch.checkpoint.bytes);
  const values = epoch.checkpoint.state.tensors.flatMap(({ role, offset, size_bytes }) =>
    role === 'weight' ? [numbers.slice(offset / 4, (offset + size_bytes) / 4)] : [],
  );
  const inputs = [Float32Array.from(rows.flat())];
  const [eager = [], compiled = []] = [EagerForward, CompiledForward].map((Forward) => {
    const program = new Forward(plan, weightsOf(plan), values);
    const outputs = program.run(inputs, rows.length).map(({ output }) => [...output]);
    program.close();
    return outputs.flat();
  });
  assert.equal(eager.length > 0 && compiled.length, eager.length);
  eager.forEach((value, place) => {
    const other = compiled[place] ?? Number.NaN;
    assert.ok(Math.abs(other - value) <= TOLERANCE, `prediction ${place}: ${other} instead of ${value}`);
  });
}
