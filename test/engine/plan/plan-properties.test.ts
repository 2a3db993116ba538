import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { forward } from '../../../src/engine/network.js';
import type { NetworkPlan } from '../../../src/engine/plan/network-plan.js';
import { planNetwork } from '../../../src/engine/plan/plan-network.js';
import { loadEngine } from '../../../src/engine/tensorflow.js';
import { InvalidError } from '../../../src/errors.js';
import { architectureSchema, toArchitecture } from '../../../src/keras-format/architecture.js';
import { functionals, neverTaken, sequentials } from '../../support/properties/architectures.js';
import { runs } from '../../support/properties/settings.js';

const LIMITS = { maxParams: 100_000, maxLayers: 20, maxMemoryBytes: 2 ** 26 };
const ROWS = 2;

await loadEngine('tensorflow');

/** The network that the planner works out; undefined where it refuses the model. */
function plan(architecture: unknown): NetworkPlan | undefined {
  const parsed = architectureSchema.safeParse(architecture);
  if (!parsed.success) return undefined;
  try {
    return planNetwork(toArchitecture(parsed.data), { layersPointer: '', limits: LIMITS });
  } catch (error) {
    if (error instanceof InvalidError) return undefined;
    throw error;
  }
}

/** Runs what was planned, and compares what comes out. @returns whether there was a plan. */
function comesOutAsPlanned(architecture: object): boolean {
  const planned = plan(architecture);
  if (planned === undefined) return false;
  const shapes = [false, true].map((training) =>
    tf.tidy(() => {
      const weights = planned.weights.map(({ shape }) => tf.zeros([...shape]));
      const inputs = planned.inputs.map(({ shape }) => tf.zeros([ROWS, ...shape]));
      const randomKey = tf.tensor1d([1, 2], 'int32');
      return forward(planned, weights, inputs, { training, randomKey }).predictions.map(({ output }) => output.shape);
    }),
  );
  const expected = planned.outputs.map(({ shape }) => [ROWS, ...shape]);
  assert.deepEqual(shapes, [expected, expected]);
  return true;
}

test('whatever the config of a layer, what comes out has the shape that was planned', () => {
  assert.deepEqual(neverTaken(comesOutAsPlanned), [], 'these were never planned');
});

test('what comes out of several layers has the shape that was planned', () => {
  let planned = 0;
  const once = fc.property(fc.oneof(sequentials, functionals), (architecture) => {
    if (comesOutAsPlanned(architecture)) planned++;
  });
  fc.assert(once, runs(500));
  assert.ok(planned > 50, `${planned} were planned`);
});
