import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startEmbeddedPostgres } from '../../src/database/embedded.js';
import { packageRoot } from '../../src/database/package-root.js';
import { createLogger } from '../../src/logger.js';
import { childrenOf, killIfThere, until } from './processes.js';

const REDIS_PROGRAM = join(packageRoot, 'node_modules', '.fitserve', 'redis-server');
const SOON_MS = 60_000;

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

  /** The process above all of its processes. */
  get pid(): number | undefined {
    return this.#server?.pid;
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

  /** kill -9 of all its processes, in the middle of whatever they write. It comes back by itself, from its log. */
  async kill(): Promise<void> {
    const pid = this.#server?.pid ?? 0;
    if (pid === 0) return;
    for (const one of [pid, ...(await childrenOf(pid))]) killIfThere(one);
    await until('Postgres to come back', () => ![0, pid].includes(this.#server?.pid ?? 0), SOON_MS);
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

  get pid(): number | undefined {
    return this.#child?.pid;
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

  async run(command: string, ...values: string[]): Promise<unknown> {
    const client = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(command, ...values);
    } finally {
      client.disconnect();
    }
  }
}
