import { type Drill, promised } from '../support/drill.js';
import { listen } from '../support/listen.js';
import { DrillWork } from '../support/work.js';

const LISTENERS = 500;
const ROWS = 2_000;

/** Many who watch one job. `count` is its number of epochs. */
export const eventListeners: Drill = {
  name: 'event-listeners',
  promise: `${LISTENERS} listeners of a job hear all of its epochs, each once and in order`,
  size: { servers: 1, workers: 1, redis: true },
  counts: { long: 100, short: 10 },
  async run({ cluster, client, progress, count }) {
    const work = await DrillWork.prepare(client, { epochs: count, batch_size: 1 }, ROWS);
    const id = await work.start(0);
    const began = performance.now();
    const heard = await Promise.all(Array.from({ length: LISTENERS }, () => listen(cluster, id)));
    const seconds = (performance.now() - began) / 1000;
    progress(`${LISTENERS} streams have ended after ${seconds.toFixed(0)} s`);
    const wanted = Array.from({ length: count }, (_, index) => index + 1).join();
    const deaf = heard.filter(({ epochs }) => epochs.join() !== wanted).length;
    promised(deaf === 0, `${deaf} of ${LISTENERS} listeners did not hear each epoch once`);
    const events = heard.reduce((sum, { events }) => sum + events, 0);
    return `${LISTENERS} listeners heard ${count} epochs each, ${(events / seconds).toFixed(0)} events a second in all`;
  },
};
