import { loadEngine } from '../../../src/engine/tensorflow.js';
import { train } from '../../../src/engine/training/train.js';
import { EngineFiles } from '../engine-files.js';
import { collectEpochs, smallSpec } from '../training-specs.js';

/** A program for tests: trains the small task on the engine that its argument names and prints what came of it. */
const [kind] = process.argv.slice(2);
const engine = await loadEngine(kind === 'cpu' || kind === 'tensorflow' ? kind : 'auto');
const files = await EngineFiles.create();
const layers = [
  { class_name: 'Dense', config: { units: 8, activation: 'relu' } },
  { class_name: 'Dropout', config: { rate: 0.3 } },
  { class_name: 'Dense', config: { units: 3, activation: 'softmax' } },
];
const { hooks, epochs } = collectEpochs();
await train(await smallSpec(files, { layers }), hooks);
process.stdout.write(JSON.stringify({ engine, logs: epochs.map(({ logs }) => logs) }));
