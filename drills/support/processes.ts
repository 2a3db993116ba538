import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inheritedEnvironment } from '../../src/config.js';

const run = promisify(execFile);
const POLL_MS = 50;

/** Waits until `look` gives something else than undefined and false. @throws an error that names `what` when it does not come. */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | undefined | false> | Found | undefined | false,
  timeoutMs: number,
): Promise<Found> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(POLL_MS)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
}

/** Whether a process exists. */
export function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** kill -9; one that has ended meanwhile is what was wanted. */
export function killIfThere(pid: number): void {
  if (isThere(pid)) process.kill(pid, 'SIGKILL');
}

/** A server or worker of the service under drill, in a process of its own, which can be killed and started again. */
export class ServiceMember {
  readonly role: 'server' | 'worker';
  readonly name: string;
  /** Where a server answers; undefined while it does not, and for a worker. */
  url: string | undefined;
  /** Servers about to be stopped take no new requests, as behind a load balancer. */
  isLeaving = false;
  readonly #settings: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  #log: string[] = [];

  constructor(role: 'server' | 'worker', name: string, settings: Readonly<Record<string, string>>) {
    this.role = role;
    this.name = name;
    this.#settings = settings;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** The last lines that it has written, for a drill that failed. */
  get log(): string {
    return this.#log.slice(-20).join('');
  }

  /** Starts it; a server answers when this resolves. */
  async start(): Promise<void> {
    const program = fileURLToPath(new URL(`../../src/${this.role}.js`, import.meta.url));
    const child = spawn(process.execPath, ['--enable-source-maps', program], {
      env: { ...inheritedEnvironment(), ...this.#settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.isLeaving = false;
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#log = [...this.#log, text].slice(-100);
    });
    child.once('exit', () => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.url = undefined;
    });
    if (this.role === 'worker') return;
    this.url = await until(
      `${this.name} to answer`,
      () => {
        if (this.#child !== child) throw new Error(`${this.name} ended at its start:\n${this.log}`);
        return /answers at (http:\S+)/.exec(printed)?.[1];
      },
      120_000,
    );
  }

  /** Sends a signal. @returns whether there was a process to send it to. */
  signal(name: NodeJS.Signals): boolean {
    return this.#child?.kill(name) ?? false;
  }

  /** Ends it by a signal and waits for its end. */
  async end(name: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const ended = once(child, 'close');
    child.kill(name);
    await ended;
  }

  /** The processes right below it: of a worker, those that train. */
  async children(): Promise<number[]> {
    return this.pid === undefined ? [] : childrenOf(this.pid);
  }
}

/** The processes right below one. */
export async function childrenOf(pid: number): Promise<number[]> {
  // It answers 1 when there is none.
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .map(Number)
    .filter((child) => child > 0);
}
