import { loadEngine } from '../../src/engine/tensorflow.js';
import { train } from '../../src/engine/training/train.js';
import { answerRuns } from '../answer-runs.js';
import { caseNamed } from '../cases.js';
import { definitionOf } from '../definition.js';
import { withMadeUpFiles } from '../made-up-data.js';

/** This engine: whole epochs, with shuffle, metrics and checkpoint, as a job runs them. The first epoch of a fit compiles. */
const chosen = caseNamed(process.argv[2]);
const { version } = await loadEngine('tensorflow');
const EPOCHS = 4;

await withMadeUpFiles(chosen, async (data) => {
  const measure = async () => {
    const seconds: number[] = [];
    const fit = { epochs: EPOCHS, batchSize: chosen.batchSize, validationSplit: 0, shuffle: true, seed: 1 };
    await train(
      { model: definitionOf(chosen), fit, data },
      {
        onProgress: () => undefined,
        onEpoch: async ({ durationS }) => void seconds.push(durationS),
        signal: new AbortController().signal,
      },
    );
    const warm = seconds.slice(1).sort((a, b) => a - b);
    const steps = Math.ceil(chosen.rows / chosen.batchSize);
    return ((warm[Math.floor(warm.length / 2)] ?? Number.NaN) * 1000) / steps;
  };
  await measure();
  await answerRuns(`fitserve on TensorFlow ${version}`, measure);
});
