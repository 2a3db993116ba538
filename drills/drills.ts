import { Philox } from '../src/random/philox.js';
import { frozenWorker } from './frozen-worker.js';
import { fullDisk } from './full-disk.js';
import { fullRedis } from './full-redis.js';
import { honestEstimates } from './honest-estimates.js';
import { killedTrainers } from './killed-trainers.js';
import { killedWorkers } from './killed-workers.js';
import { limits } from './limits.js';
import { eventListeners } from './load/event-listeners.js';
import { predictOverload } from './load/predict-overload.js';
import { soak } from './load/soak.js';
import { statusPolls } from './load/status-polls.js';
import { mutations } from './mutations.js';
import { powerCut } from './power-cut.js';
import { randomKills } from './random-kills.js';
import { restartedPostgres } from './restarted-postgres.js';
import { rollingRestart } from './rolling-restart.js';
import { schemathesis } from './schemathesis.js';
import { DrillClient } from './support/client.js';
import { Cluster } from './support/cluster.js';
import type { Drill } from './support/drill.js';
import { wipedRedis } from './wiped-redis.js';

export const DRILLS: readonly Drill[] = [
  killedTrainers,
  killedWorkers,
  frozenWorker,
  restartedPostgres,
  powerCut,
  wipedRedis,
  fullRedis,
  fullDisk,
  rollingRestart,
  honestEstimates,
  mutations,
  schemathesis,
  limits,
  statusPolls,
  predictOverload,
  eventListeners,
  soak,
  randomKills,
];

export interface DrillOptions {
  readonly seed: number;
  readonly count: number;
  progress(text: string): void;
}

/** Starts a service of its own, has the drill break it, and ends all of it. @returns the drill's figures. */
export async function runDrill(drill: Drill, { seed, count, progress }: DrillOptions): Promise<string> {
  const cluster = await Cluster.open(drill.size);
  try {
    const client = new DrillClient(cluster);
    return await drill.run({ cluster, client, random: new Philox(seed, 0), progress, count });
  } catch (error) {
    for (const { name, log } of cluster.members) if (log !== '') progress(`${name} wrote last:\n${log}`);
    throw error;
  } finally {
    await cluster.close();
  }
}
