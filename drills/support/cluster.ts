import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startEmbeddedPostgres } from '../../src/database/embedded.js';
import { packageRoot } from '../../src/database/package-root.js';
import { createLogger } from '../../src/logger.js';
import { ServiceMember, until } from './processes.js';

const REDIS_PROGRAM = join(packageRoot, 'node_modules', '.fitserve', 'redis-server');
const SOON_MS = 60_000;

export interface ClusterSize {
  readonly servers: number;
  readonly workers: number;
  /** Whether the queue is on a Redis, or in Postgres. */
  readonly redis: boolean;
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
  readonly #folder: string;

  private constructor(folder: string, size: ClusterSize, postgres: RestartablePostgres, redis?: RestartableRedis) {
    this.#folder = folder;
    this.postgres = postgres;
    this.redis = redis;
    const shared = {
      ...SETTINGS,
      DATABASE_URL: postgres.url,
      BOOTSTRAP_API_KEY: this.key,
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    };
    const members = (role: 'server' | 'worker', count: number, settings: Readonly<Record<string, string>>) =>
      Array.from({ length: count }, (_, index) => {
        const name = `${role} ${index + 1}`;
        const DATA_DIR = join(folder, `${role}-${index + 1}`);
        return new ServiceMember(role, name, { ...shared, ...settings, DATA_DIR });
      });
    // Nothing is predicted here: what the servers would load for it takes memory and a second of a core each time.
    this.servers = members('server', size.servers, { PORT: '0', ENGINE: 'cpu' });
    this.workers = members('worker', size.workers, {});
  }

  static async open(size: ClusterSize): Promise<Cluster> {
    // Postgres may run as another user, who must get here.
    const folder = await mkdtemp(join(tmpdir(), 'fitserve-drill-'));
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
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** A Postgres that keeps its data and its address. */
export class RestartablePostgres {
  readonly url: string;
  readonly #folder: string;
  #server: Awaited<ReturnType<typeof startEmbeddedPostgres>> | undefined;

  private constructor(folder: string, server: Awaited<ReturnType<typeof startEmbeddedPostgres>>) {
    this.#folder = folder;
    this.#server = server;
    this.url = server.connectionString;
  }

  static async open(folder: string): Promise<RestartablePostgres> {
    return new RestartablePostgres(folder, await startPostgres(folder));
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.stop();
  }

  async start(): Promise<void> {
    this.#server ??= await startPostgres(this.#folder);
  }
}

const startPostgres = (folder: string) => startEmbeddedPostgres(folder, createLogger({ LOG_LEVEL: 'silent' }, 'drill'));

/** A Redis that keeps its address and, when it is killed, nothing else. */
export class RestartableRedis {
  readonly url: string;
  readonly #settings: readonly string[];
  #child: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.url = `redis://127.0.0.1:${port}`;
    this.#settings = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ];
  }

  static async open(folder: string): Promise<RestartableRedis> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    await new Promise((resolve) => probe.close(resolve));
    if (address === null || typeof address === 'string') throw new Error('no port');
    const redis = new RestartableRedis(folder, address.port);
    await redis.start();
    return redis;
  }

  async start(): Promise<void> {
    this.#child ??= spawn(REDIS_PROGRAM, this.#settings, { stdio: 'ignore' });
    await until(
      'Redis',
      () =>
        this.run('PING').then(
          () => true,
          () => false,
        ),
      SOON_MS,
    );
  }

  /** As by kill -9. */
  async end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async run(command: string): Promise<unknown> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(command);
    } finally {
      client.disconnect();
    }
  }
}
