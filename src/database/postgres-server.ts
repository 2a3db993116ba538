import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../logger.js';
import { type Cluster, clusterUrl, DATABASE } from './cluster.js';
import { endPostmaster } from './postmaster.js';
import { guardPostmaster } from './postmaster-guard.js';
import { EmbeddedPostgresError } from './server-user.js';

/** Postgres's settings by name, as in postgresql.conf. */
export type PostgresSettings = Readonly<Record<string, string>>;

const START_TIMEOUT_MS = 60_000;
const START_TRIES = 5;
const POLL_MS = 25;
const KEPT_LOG_LINES = 20;
/** After an unexpected end, the last one again and again: a full disk may take its time to be cleared. */
const RESTART_DELAYS_MS = [100, 1_000, 5_000, 15_000] as const;

interface Run {
  readonly child: ChildProcess;
  /** The last lines that it logged. */
  readonly log: string[];
  readonly ended: Promise<void>;
  hasEnded: boolean;
}

/** The running postmaster of a cluster, started again when it dies before `stop`. */
export class PostgresServer {
  readonly #cluster: Cluster;
  readonly #spawn: (args: readonly string[]) => ChildProcess;
  readonly #settings: PostgresSettings;
  readonly #logger: Logger;
  #run: Run | undefined;
  #stopping: AbortController = new AbortController();
  #supervision: Promise<void> = Promise.resolve();

  constructor(
    cluster: Cluster,
    spawn: (args: readonly string[]) => ChildProcess,
    settings: PostgresSettings,
    logger: Logger,
  ) {
    this.#cluster = cluster;
    this.#spawn = spawn;
    this.#settings = settings;
    this.#logger = logger;
  }

  /** Process id of the postmaster; 0 while there is none. */
  get pid(): number {
    return this.#run?.hasEnded === false ? (this.#run.child.pid ?? 0) : 0;
  }

  /** Starts it on the port of last time, or on a free one. @returns the port, when it answers. */
  async start(): Promise<number> {
    let port = await freePort(this.#cluster.access.port ?? 0);
    for (let tries = 1; ; tries++) {
      const run = this.#launch(port);
      if (await this.#answers(run, port)) {
        await this.#createDatabase(port);
        this.#supervision = this.#supervise(run, port);
        return port;
      }
      const log = run.log.join('\n');
      const mayPass = /could not bind|TCP\/IP sockets|shared memory block/.test(log);
      if (!mayPass || tries === START_TRIES) throw new EmbeddedPostgresError(`Postgres did not start:\n${log}`);
      // The port was taken since it was looked at, or processes of a killed run are still ending.
      await sleep(POLL_MS * 10 * tries);
      port = await freePort(port);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.pid !== 0) await endPostmaster(this.pid);
    await this.#supervision;
  }

  #launch(port: number): Run {
    const settings = Object.entries(this.#settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = this.#spawn(['-D', this.#cluster.folder, '-p', String(port), ...settings]);
    const log: string[] = [];
    if (child.stderr !== null) {
      createInterface(child.stderr).on('line', (line) => {
        log.push(line);
        if (log.length > KEPT_LOG_LINES) log.shift();
        this.#logger.debug({ postgres: line }, 'Postgres');
      });
    }
    // Where our process ends without `stop`, this is the last chance to have Postgres shut down in order.
    const endWithUs = () => child.kill('SIGINT');
    process.once('exit', endWithUs);
    const endGuard = child.pid === undefined ? () => undefined : guardPostmaster(child.pid);
    const ended = new Promise<void>((resolve) => {
      const end = (error?: Error) => {
        if (error !== undefined) log.push(error.message);
        process.off('exit', endWithUs);
        endGuard();
        run.hasEnded = true;
        resolve();
      };
      child.once('error', end);
      child.once('close', () => end());
    });
    const run: Run = { child, log, ended, hasEnded: false };
    this.#run = run;
    return run;
  }

  /** Waits until it takes connections; false when it ended instead. */
  async #answers(run: Run, port: number): Promise<boolean> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      if (run.hasEnded) return false;
      const failure = await this.#query(port, 'SELECT 1').then(
        () => undefined,
        (error: Error) => error,
      );
      if (failure === undefined) return true;
      if (Date.now() > deadline) {
        run.child.kill('SIGINT');
        throw new EmbeddedPostgresError(`Postgres does not answer: ${failure.message}\n${run.log.join('\n')}`);
      }
      await sleep(POLL_MS);
    }
  }

  async #createDatabase(port: number): Promise<void> {
    const found = await this.#query(port, `SELECT 1 FROM pg_database WHERE datname = '${DATABASE}'`);
    if (found.rowCount === 0) await this.#query(port, `CREATE DATABASE ${DATABASE}`);
  }

  async #query(port: number, sql: string): Promise<pg.QueryResult> {
    const connectionString = clusterUrl(this.#cluster.access, port, 'postgres');
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: START_TIMEOUT_MS });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.query(sql);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async #supervise(first: Run, port: number): Promise<void> {
    let run = first;
    let failures = 0;
    for (;;) {
      await run.ended;
      if (this.#stopping.signal.aborted) return;
      this.#logger.error({ log: run.log }, 'Postgres ended unexpectedly and is started again');
      const delay = RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length - 1)];
      await sleep(delay, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
      run = this.#launch(port);
      const answers = await this.#answers(run, port).catch(() => false);
      failures = answers ? 0 : failures + 1;
    }
  }
}

/** The wanted port when it is free (or wanted is 0), else another free one. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' && wanted !== 0 ? resolve(freePort(0)) : reject(error),
    );
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : wanted;
      probe.close(() => resolve(port));
    });
  });
}
