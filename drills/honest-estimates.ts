import { setTimeout as sleep } from 'node:timers/promises';
import type { DrillJob } from './support/client.js';
import { type Drill, promised } from './support/drill.js';
import { DrillWork } from './support/work.js';

const POLL_MS = 500;
/** What is left is too short for a ratio to mean anything. */
const SHORTEST_S = 3;
/** Before this part of a job is done there is little to judge by. */
const FIRST_FRACTION = 0.1;
/** Of the time that was left in truth. */
const TOLERANCE = 0.5;

/** An estimate, and what it came to. */
interface Told {
  readonly seconds: number;
  /** For which moment it was told, in milliseconds: the job's start or its end. */
  readonly outcome: (job: DrillJob) => string | null;
  readonly job: number;
  readonly atMs: number;
}

/** Jobs that wait for one worker one after another tell when they start and when they are through; then it is seen what was true. */
export const honestEstimates: Drill = {
  name: 'honest-estimates',
  promise:
    'what a job tells of the time until its start and its end is, in the median, within a quarter of the outcome',
  size: { servers: 1, workers: 1, redis: false },
  counts: { long: 6, short: 3 },
  async run({ cluster, client, progress, count }) {
    const work = await DrillWork.prepare(client, { epochs: 30, batch_size: 1 });
    // Estimates for those that wait go by jobs that have ended.
    await work.undisturbed(0);
    const ids: string[] = [];
    for (let seed = 0; seed < count; seed++) ids.push(await work.start(seed));
    const told: Told[] = [];
    let jobs: DrillJob[] = [];
    for (let done = 0; done < count; await sleep(POLL_MS)) {
      jobs = await Promise.all(ids.map((id) => client.job(id)));
      const atMs = Date.now();
      for (const [job, { status, progress: at, queue }] of jobs.entries()) {
        if (status === 'running' && at.eta_s !== null && at.fraction >= FIRST_FRACTION) {
          told.push({ seconds: at.eta_s, outcome: ({ finished_at }) => finished_at, job, atMs });
        }
        const waits = queue?.eta_s ?? null;
        if (waits !== null) told.push({ seconds: waits, outcome: ({ started_at }) => started_at, job, atMs });
      }
      const ended = jobs.filter(({ status }) => status === 'succeeded').length;
      if (ended > done) progress(`${ended} of ${count} jobs`);
      done = ended;
    }
    promised(cluster.workers.length === 1, 'one worker takes one job after another');
    const errors = told.flatMap(({ seconds, outcome, job, atMs }) => {
      const ended = jobs[job];
      const at = ended === undefined ? null : outcome(ended);
      const leftS = at === null ? 0 : (Date.parse(at) - atMs) / 1000;
      return leftS < SHORTEST_S ? [] : [Math.abs(seconds - leftS) / leftS];
    });
    errors.sort((a, b) => a - b);
    const [median = 1, most = 1] = [errors[Math.floor(errors.length / 2)], errors[Math.floor(0.9 * errors.length)]];
    const percent = (part: number) => `${(100 * part).toFixed(0)} %`;
    const figures = `${errors.length} estimates, off by ${percent(median)} in the median, nine of ten by less than ${percent(most)}`;
    promised(median <= TOLERANCE / 2 && most <= TOLERANCE, figures);
    return figures;
  },
};
