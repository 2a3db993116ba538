import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../src/database/client.js';
import { type DatasetCache, openDatasetCache } from '../../src/database/dataset-cache.js';
import { createAttemptStore } from '../../src/jobs/attempt-repository.js';
import type { AttemptStore } from '../../src/trainer/attempt-store.js';
import { ChildPool } from '../../src/trainer/child-pool.js';
import { Supervisor, type SupervisorDeps } from '../../src/trainer/supervisor.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Supervisors on a real database, with real children that are shared by the tests of a file. */
export class Supervision {
  readonly store: AttemptStore;
  /** The child that was taken last. */
  childPid = 0;
  private readonly pool: ChildPool;
  private readonly scratchRoot: string;
  private readonly datasets: DatasetCache;

  private constructor(database: Pick<Database, 'pool'>, folder: string) {
    this.store = createAttemptStore(database);
    this.scratchRoot = join(folder, 'scratch');
    const cache = join(folder, 'cache');
    const files = { dataDir: folder, own: this.scratchRoot, reads: [cache], fileBytes: 2 ** 30 };
    this.pool = new ChildPool({ size: 1, engine: 'auto', threads: 1, files, logger: silentLogger });
    this.datasets = openDatasetCache({ dir: cache, limitBytes: 2 ** 30, database });
    atEnd(() => this.datasets.close());
    atEnd(() => this.pool.close());
  }

  static async open(database: Pick<Database, 'pool'>): Promise<Supervision> {
    const folder = await temporaryFolder('trainer');
    return new Supervision(database, folder);
  }

  /** A worker's supervisor with quick heartbeats; `store` replaces what a test listens in on. */
  supervisor(
    settings: Readonly<Record<string, string>> = {},
    deps: Partial<Omit<SupervisorDeps, 'store'>> & { store?: Partial<AttemptStore> } = {},
  ): Supervisor {
    return new Supervisor({
      datasets: this.datasets,
      pool: {
        acquire: async (signal) => {
          const warm = await this.pool.acquire(signal);
          this.childPid = warm.child.pid;
          return warm;
        },
        giveBack: (warm, memoryBytes) => this.pool.giveBack(warm, memoryBytes),
      },
      room: { lack: async () => undefined },
      scratchRoot: this.scratchRoot,
      workerId: 'worker-1',
      watchJob: () => () => undefined,
      threadsFor: () => 1,
      logger: silentLogger,
      config: testConfig({ HEARTBEAT_MS: '50', PROGRESS_INTERVAL_MS: '10', RETRY_FIRST_MS: '0', ...settings }),
      ...deps,
      store: { ...this.store, ...deps.store },
    });
  }

  /** What attempts have left in their folders. */
  async leftovers(): Promise<string[]> {
    // Each child keeps its own folder, empty, as long as it lives.
    const names = await readdir(this.scratchRoot, { recursive: true });
    return names.filter((name) => !/^child-[^/]+$/.test(name));
  }

  /**
   * For `supervisor`: calls `then` once, while this epoch (the second or a later one) trains. The epoch before it is stored then,
   * and the child, which has not heard so, cannot be through with this one, however fast it trains and slow the database is.
   */
  inTheMiddleOf(epoch: number, then: () => Promise<unknown>): Partial<AttemptStore> {
    let called = false;
    return {
      recordEpoch: async (jobId, attempt, result) => {
        const held = await this.store.recordEpoch(jobId, attempt, result);
        if (!called && result.epoch === epoch - 1) {
          called = true;
          await then();
        }
        return held;
      },
    };
  }

  /** For `supervisor`: calls `then` when a child is there and has not begun. */
  beforeTraining(then: () => Promise<unknown>): Partial<AttemptStore> {
    return {
      recordEngine: async (...values) => {
        await then();
        return this.store.recordEngine(...values);
      },
    };
  }

  readonly killChild = async (): Promise<void> => {
    process.kill(this.childPid, 'SIGKILL');
  };
}
