import { type Drill, promised } from '../support/drill.js';
import { DrillWork } from '../support/work.js';
import { askInCrowd, percentile, shownStatuses, targetOf } from './crowd.js';

/** More than may wait (MOST_WAITING of the inference pool), each with its next request as soon as it has an answer. */
const CLIENTS = 2_000;
const RECOVERED_MS = 5_000;
const ALLOWED = new Set(['200', '429', '503']);

/** More predictions than can be made. `count` is in seconds. */
export const predictOverload: Drill = {
  name: 'predict-overload',
  promise: `${CLIENTS} clients that predict at once are answered, or refused with 429 or 503; ${RECOVERED_MS / 1000} s after they are gone predictions are as fast as before`,
  size: { servers: 1, workers: 1, redis: true, predicts: true },
  counts: { long: 30, short: 5 },
  async run({ cluster, client, progress, count }) {
    const target = targetOf(cluster);
    const work = await DrillWork.prepare(client, { epochs: 1, batch_size: 32 }, 150);
    await work.undisturbed(0);
    const ask = { method: 'POST', path: work.predictPath, body: { instances: [[1, 2, 3, 4]] } } as const;
    const during = (seconds: number) => {
      const until = performance.now() + 1000 * seconds;
      return () => performance.now() > until;
    };
    await askInCrowd(target, 4, 0, during(2), () => ask);
    const before = await askInCrowd(target, 1, 20, during(3), () => ask);
    const usual = percentile(before, 0.5);
    progress(`one client: p50 ${usual.toFixed(1)} ms`);
    const crowd = await askInCrowd(target, CLIENTS, 0, during(count), () => ask);
    progress(`${CLIENTS} clients: ${shownStatuses(crowd)}, p99 ${percentile(crowd, 0.99).toFixed(0)} ms`);
    promised(
      [...crowd.statuses.keys()].every((status) => ALLOWED.has(status)),
      `answers were ${shownStatuses(crowd)}`,
    );
    const began = performance.now();
    let recovered = Number.NaN;
    while (Number.isNaN(recovered) && performance.now() - began < 10 * RECOVERED_MS) {
      const one = await askInCrowd(target, 1, 20, during(0.5), () => ask);
      const isFast = one.statuses.size === 1 && one.statuses.has('200') && percentile(one, 0.5) < 3 * usual + 5;
      if (isFast) recovered = performance.now() - began;
    }
    promised(recovered < RECOVERED_MS, `predictions were slow for ${recovered.toFixed(0)} ms afterwards`);
    const answered = crowd.statuses.get('200') ?? 0;
    return `${shownStatuses(crowd)}: ${(answered / count).toFixed(0)} predictions a second; as before after ${(recovered / 1000).toFixed(1)} s`;
  },
};
