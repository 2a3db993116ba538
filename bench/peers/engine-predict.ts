import { writeFile } from 'node:fs/promises';
import { cores } from '../../src/config.js';
import { alignedFloats } from '../../src/engine/aligned-floats.js';
import { loadModel } from '../../src/engine/inference/load-model.js';
import { weightsOf } from '../../src/engine/plan/network-plan.js';
import { planDefinition } from '../../src/engine/plan/plan-definition.js';
import { planObjective } from '../../src/engine/plan/plan-objective.js';
import { loadEngine } from '../../src/engine/tensorflow.js';
import { initialState, packState, tensorTable } from '../../src/engine/training/state-bytes.js';
import { resolveOptimizer } from '../../src/keras-format/optimizers.js';
import { answerRuns } from '../answer-runs.js';
import { caseNamed } from '../cases.js';
import { definitionOf } from '../definition.js';
import { withMadeUpFiles } from '../made-up-data.js';

/** This engine's predict of the chapter's network, inside the process. */
const rows = Number(process.argv[2]);
const chosen = caseNamed('mlp-sgd');
const { version } = await loadEngine('tensorflow');
const definition = definitionOf(chosen);
const plan = planDefinition(definition);
const trainee = {
  plan,
  weights: weightsOf(plan),
  objective: planObjective(plan, definition.compile, []),
  optimizer: resolveOptimizer(definition.compile.optimizer),
};
const CALLS = 300;

await withMadeUpFiles({ rows: 1, inputShape: [1] }, async ({ inputs }) => {
  const path = `${inputs[0]?.path}.weights`;
  await writeFile(path, packState(initialState(trainee, 1)));
  const state = { epoch: 1, step: 1, seed: 1, tensors: tensorTable(trainee), best: null };
  const model = await loadModel(definition, { path, state }, cores);
  const x = alignedFloats(rows * (chosen.inputShape[0] ?? 1));
  for (const index of x.keys()) x[index] = ((index * 31) % 256) / 255;
  const measure = async () => {
    const began = performance.now();
    for (let call = 0; call < CALLS; call++) await model.predict([x], rows);
    return (performance.now() - began) / CALLS;
  };
  await measure();
  await answerRuns(`fitserve on TensorFlow ${version}`, measure);
});
