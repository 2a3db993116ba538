import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mountDisk, unmountDisk } from './disk.js';
import { ServiceMember } from './processes.js';
import { RestartablePostgres, RestartableRedis } from './stores.js';

export interface ClusterSize {
  readonly servers: number;
  readonly workers: number;
  /** Whether the queue is on a Redis, or in Postgres. */
  readonly redis: boolean;
  /** Whether predictions are asked for; what servers load for them takes memory and a second of a core at each start. */
  readonly predicts?: boolean;
  /** Settings of this drill alone. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Everything lies on a disk of this size, and of this reserve; else on that of temporary files. */
  readonly disk?: { readonly bytes: number; readonly reserveBytes: number };
}

/** So that a lost worker is missed within seconds, and equal jobs have equal bytes. */
const SETTINGS = {
  LOG_LEVEL: 'warn',
  LEASE_MS: '5000',
  HEARTBEAT_MS: '500',
  RELAY_INTERVAL_MS: '300',
  RECONCILE_INTERVAL_MS: '500',
  PROGRESS_INTERVAL_MS: '100',
  ENGINE_THREADS: '1',
  MAX_ATTEMPTS: '1000',
};

/** The whole service as in production: several servers and workers, a Postgres and a Redis, each of which may be killed. */
export class Cluster {
  readonly servers: readonly ServiceMember[];
  readonly workers: readonly ServiceMember[];
  readonly key = randomBytes(24).toString('hex');
  readonly postgres: RestartablePostgres;
  readonly redis: RestartableRedis | undefined;
  /** Where all of it lies. */
  readonly folder: string;
  readonly #hasDisk: boolean;

  private constructor(folder: string, size: ClusterSize, postgres: RestartablePostgres, redis?: RestartableRedis) {
    this.folder = folder;
    this.#hasDisk = size.disk !== undefined;
    this.postgres = postgres;
    this.redis = redis;
    const shared = {
      ...SETTINGS,
      ...size.settings,
      DATABASE_URL: postgres.url,
      BOOTSTRAP_API_KEY: this.key,
      ...(size.disk === undefined ? {} : { DISK_RESERVE_BYTES: String(size.disk.reserveBytes) }),
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    };
    const members = (role: 'server' | 'worker', count: number, settings: Readonly<Record<string, string>>) =>
      Array.from({ length: count }, (_, index) => {
        const name = `${role} ${index + 1}`;
        const DATA_DIR = join(folder, `${role}-${index + 1}`);
        return new ServiceMember(role, name, { ...shared, ...settings, DATA_DIR });
      });
    this.servers = members('server', size.servers, { PORT: '0', ...(size.predicts ? {} : { ENGINE: 'cpu' }) });
    this.workers = members('worker', size.workers, {});
  }

  static async open(size: ClusterSize): Promise<Cluster> {
    // Postgres may run as another user, who must get here.
    const folder = await mkdtemp(join(tmpdir(), 'fitserve-drill-'));
    if (size.disk !== undefined) await mountDisk(folder, size.disk.bytes);
    await mkdir(join(folder, 'postgres'), { recursive: true, mode: 0o711 });
    const postgres = await RestartablePostgres.open(join(folder, 'postgres'));
    const redis = size.redis ? await RestartableRedis.open(folder) : undefined;
    const cluster = new Cluster(folder, size, postgres, redis);
    try {
      // The first one migrates.
      for (const member of [...cluster.servers, ...cluster.workers]) await member.start();
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  get members(): readonly ServiceMember[] {
    return [...this.servers, ...this.workers];
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.end('SIGKILL')));
    await this.redis?.end();
    await this.postgres.stop();
    if (this.#hasDisk) await unmountDisk(this.folder);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
