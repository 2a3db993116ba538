import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Filler, lackOfDisks } from './support/disk.js';
import { type Drill, promised } from './support/drill.js';
import { until } from './support/processes.js';
import { DrillWork } from './support/work.js';

const SEED = 13;
const SOON_MS = 120_000;
const MIB = 2 ** 20;
const DISK = { bytes: 1024 * MIB, reserveBytes: 128 * MIB };
/** Less than the reserve, and enough for what keeps jobs alive. */
const LEFT_BYTES = 64 * MIB;
/** The service looks at its disk once a second; what it accepts until then has its place in the reserve. */
const UNTIL_SEEN_MS = 2_000;
const LONGEST_PAUSE_MS = 8_000;

/**
 * The disk under everything fills up while a job trains: down to less than the reserve and, every other time, to the last byte,
 * where Postgres panics. Then there is room again.
 */
export const fullDisk: Drill = {
  name: 'full-disk',
  promise: 'while the disk is full new work is refused with 503; nothing is lost, and all goes on when there is room',
  size: { servers: 1, workers: 1, redis: false, disk: DISK },
  counts: { long: 10, short: 2 },
  lacks: lackOfDisks,
  async run({ cluster, client, random, progress, count }) {
    const work = await DrillWork.prepare(client, { epochs: 10 + 3 * count, batch_size: 1 });
    const remains = await work.undisturbed(SEED);
    const id = await work.start(SEED);
    const filler = new Filler(cluster.folder);
    const epochNow = async () => (await client.job(id)).progress.epoch;
    let refused = 0;
    for (let round = 0; round < count; round++) {
      const before = await until('an epoch', epochNow, SOON_MS);
      const { bavail, bsize } = await statfs(cluster.folder);
      const toTheLast = round % 2 === 1;
      await filler.fill(bavail * bsize, toTheLast ? -DISK.bytes : LEFT_BYTES);
      await sleep(UNTIL_SEEN_MS);
      const answer = await until('a refusal', () => work.attempt(SEED), SOON_MS);
      promised(answer.status === 503, `a fit on a full disk was answered with ${answer.status} ${answer.text}`);
      refused++;
      await sleep(random.below(LONGEST_PAUSE_MS));
      await filler.empty();
      progress(`${round + 1} of ${count} times full${toTheLast ? ' to the last byte' : ''}, at epoch ${before}`);
      await until(
        'the job to go on',
        async () => (await epochNow()) > before || (await client.job(id)).status !== 'running',
        SOON_MS,
      );
    }
    const { attempts } = await work.checked(id, remains);
    await work.checked(await work.start(SEED), remains);
    return `${count} times full, ${refused} fits refused, ${attempts} attempts, the same bytes`;
  },
};
