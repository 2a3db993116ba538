import { loadEngine } from '../../src/engine/tensorflow.js';
import { train } from '../../src/engine/training/train.js';
import { answerRuns } from '../answer-runs.js';
import { caseNamed } from '../cases.js';
import { definitionOf } from '../definition.js';
import { withMadeUpFiles } from '../made-up-data.js';

/** How long a fit takes in a warm process until its first native call of steps is done: compiling, loading data and that call. */
const chosen = caseNamed(process.argv[2]);
const { version } = await loadEngine('tensorflow');

await withMadeUpFiles(chosen, async (data) => {
  const fit = { epochs: 1, batchSize: chosen.batchSize, validationSplit: 0, shuffle: true, seed: 1 };
  const measure = async () => {
    const stop = new AbortController();
    const began = performance.now();
    let first = Number.NaN;
    await train(
      { model: definitionOf(chosen), fit, data },
      {
        onProgress: () => {
          first = performance.now() - began;
          stop.abort();
        },
        onEpoch: async () => undefined,
        signal: stop.signal,
      },
    );
    return first;
  };
  await measure();
  await answerRuns(`fitserve on TensorFlow ${version}, compile and first call`, measure);
});
