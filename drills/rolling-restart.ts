import { setTimeout as sleep } from 'node:timers/promises';
import { type Drill, promised } from './support/drill.js';
import { DrillWork } from './support/work.js';

const CLIENTS = 8;
const JOBS = 4;
/** Of each client between two requests, so that the machine is left to those who are restarted. */
const PAUSE_MS = 10;
/** As a load balancer takes to send a server nothing new once it is told that it leaves. */
const LEAVING_MS = 300;

/** Each server and each worker is stopped in order and started again, one after another, under load. */
export const rollingRestart: Drill = {
  name: 'rolling-restart',
  promise: 'a rolling restart under load resets no request and loses no job',
  size: { servers: 2, workers: 2, redis: true },
  counts: { long: 5, short: 1 },
  async run({ cluster, client, progress, count }) {
    const work = await DrillWork.prepare(client, { epochs: 2 + 2 * count, batch_size: 1 });
    const remains = await work.undisturbed(0);
    const jobs = await Promise.all(Array.from({ length: JOBS }, () => work.start(0)));
    let requests = 0;
    const failed: string[] = [];
    let isOver = false;
    const poll = async () => {
      while (!isOver) {
        const answer = await client.attempt('GET', '/v1/jobs?limit=5');
        requests++;
        if (answer?.status !== 200) failed.push(answer === undefined ? 'reset' : String(answer.status));
        await sleep(PAUSE_MS);
      }
    };
    const load = Array.from({ length: CLIENTS }, poll);
    try {
      for (let round = 0; round < count; round++) {
        for (const member of cluster.members) {
          member.isLeaving = true;
          await sleep(LEAVING_MS);
          await member.end('SIGTERM');
          await member.start();
          progress(`round ${round + 1} of ${count}: ${member.name}, ${requests} requests`);
        }
      }
    } finally {
      isOver = true;
      await Promise.all(load);
    }
    promised(
      failed.length === 0,
      `${failed.length} of ${requests} requests failed: ${[...new Set(failed)].join(', ')}`,
    );
    for (const id of jobs) await work.checked(id, remains);
    return `${count * cluster.members.length} restarts, ${requests} requests of ${CLIENTS} clients, none reset; ${JOBS} jobs, all right`;
  },
};
