import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../logger.js';
import { EXIT_SETTINGS, StartError } from './start-failure.js';

const RESTART_DELAYS_MS = [500, 1_000, 2_000, 5_000, 15_000, 30_000] as const;
/** A process that has run for this long has recovered: the next failure is the first again. */
const STEADY_MS = 60_000;
/** Beyond the grace that the process gives itself. */
const MARGIN_MS = 6_000;

export interface ServiceProcessOptions {
  /** What it is, in logs: `server`. */
  readonly name: string;
  readonly modulePath: URL;
  /** Asked for at each start, since what it holds may be known only after the first. */
  readonly environment: () => NodeJS.ProcessEnv;
  readonly onMessage?: (message: unknown) => void;
  /** Whether it has ever worked: what fails before that fails again, and is not tried again. */
  readonly hasWorked: () => boolean;
  readonly logger: Logger;
}

/**
 * A process of the service, started again when it dies. It has a process group of its own, so that the terminal's Ctrl-C
 * reaches only us, who then end things in order; and it ends by itself when we are gone, since its channel closes.
 */
export class ServiceProcess {
  readonly #options: ServiceProcessOptions;
  readonly #stopping = new AbortController();
  readonly #supervision: Promise<void>;
  #child: ChildProcess | undefined;
  #giveUp: (error: Error) => void = () => undefined;
  /** Rejects when the process says that it cannot run as it is set up, or has never worked; never resolves. */
  readonly failed: Promise<never>;

  constructor(options: ServiceProcessOptions) {
    this.#options = options;
    this.failed = new Promise<never>((_resolve, reject) => {
      this.#giveUp = reject;
    });
    this.failed.catch(() => undefined);
    const killWithUs = () => this.#child?.kill('SIGKILL');
    process.once('exit', killWithUs);
    this.#supervision = this.#supervise().finally(() => process.off('exit', killWithUs));
  }

  /** Process id; 0 while it does not run. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Ends it in order, by force when it takes longer than the grace and 6 s more. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    this.#child?.kill('SIGTERM');
    const force = setTimeout(() => this.#child?.kill('SIGKILL'), graceMs + MARGIN_MS);
    await this.#supervision;
    clearTimeout(force);
  }

  async #supervise(): Promise<void> {
    const { name, hasWorked, logger } = this.#options;
    for (let failures = 0; !this.#stopping.signal.aborted; failures++) {
      const started = Date.now();
      const ended = await this.#run();
      if (this.#stopping.signal.aborted) return;
      if (ended === EXIT_SETTINGS || !hasWorked()) {
        this.#giveUp(new StartError(`The ${name} process cannot run (${ended}); what it said stands above.`));
        return;
      }
      if (Date.now() - started > STEADY_MS) failures = 0;
      const delayMs = RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length - 1)];
      logger.error({ ended, delayMs }, `the ${name} process ended unexpectedly and is started again`);
      await sleep(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** One run, from start to end. @returns its exit code or signal. */
  #run(): Promise<number | string> {
    const { modulePath, environment, onMessage, logger } = this.#options;
    const child = fork(fileURLToPath(modulePath), [], {
      env: environment(),
      execArgv: ['--enable-source-maps'],
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    if (onMessage !== undefined) child.on('message', onMessage);
    return new Promise((resolve) => {
      const end = (how: number | string) => {
        this.#child = undefined;
        resolve(how);
      };
      child.on('error', (error) => {
        logger.error({ err: error }, 'a process of the service failed');
        if (child.pid === undefined) end('not started');
      });
      child.once('exit', (code, signal) => end(code ?? signal ?? 'unknown'));
    });
  }
}
