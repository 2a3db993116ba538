import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { inheritedEnvironment } from '../config.js';
import { confinement } from '../isolation/confinement.js';
import { permissionOptions } from '../isolation/node-permissions.js';
import type { Logger } from '../logger.js';

/** Lower priority than the processes that answer requests; 19 is the lowest. */
export const TRAINING_NICENESS = constants.priority.PRIORITY_BELOW_NORMAL;

/** From -1000 (never killed) to 1000 (killed first); raising it takes no privilege. */
const OOM_SCORE = '500';

/** What TensorFlow prints before it has read TF_CPP_MIN_LOG_LEVEL: absl's notice, and lines of level I. */
const CHATTER = /^(WARNING: All log messages before absl|I\d{4} )/;

/** How a child ended; `sentence` is for logs and for the error of a job. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly sentence: string;
}

export interface EngineChildOptions<Received> {
  /** What it is, in logs and sentences: `training process`. */
  readonly name: string;
  readonly modulePath: URL;
  /** Schema of what the child sends; a child that sends anything else is killed. */
  readonly received: z.ZodType<Received>;
  readonly logger: Logger;
  /** Among how many threads TensorFlow splits an operation; 0 lets it choose. */
  readonly threads: number;
  /** Operations that it does beside each other; as many as `threads`, if not given. */
  readonly operations?: number | undefined;
  /** 0 is normal. */
  readonly niceness?: number;
  /** Where its files are; without this it may open what this process may, but for what the system keeps from every child. */
  readonly files?: ChildFiles | undefined;
}

/** Folders of a child that is kept from all others. */
export interface ChildFiles {
  /** The service's DATA_DIR, of which it sees the others of these and nothing else. */
  readonly dataDir: string;
  /** The only folder that it writes to. */
  readonly own: string;
  readonly reads: readonly string[];
  /** Largest file that it may write. */
  readonly fileBytes: number;
}

/** More than any disk has. */
const NO_FILE_LIMIT_BYTES = 2 ** 50;

/** A process that holds TensorFlow: talked to by messages, and ended by its channel's closing. */
export interface EngineChild<Sent, Received> {
  readonly pid: number;
  readonly alive: boolean;
  /** Resolves, never rejects, once the process is gone and its last message has been heard. */
  readonly exited: Promise<ChildExit>;
  /** Gives messages to this listener from now on, in place of the one before; messages that nobody listens to are lost. */
  listen(listener: (message: Received) => void): void;
  /** Resolves when the message is on its way; rejects when the child is gone. */
  send(message: Sent): Promise<void>;
  /** Ends the process: SIGTERM, and SIGKILL after `graceMs`; 0 kills at once. */
  end(graceMs: number): Promise<ChildExit>;
}

/**
 * Forks a process that runs the engine. It gets an environment without credentials, as little of the system as that allows (see
 * confinement.ts), a process group of its own (Ctrl-C in a terminal reaches the parent only, which then ends it in order), and
 * messages by structured clone (typed arrays, NaN).
 */
export function forkEngineChild<Sent extends Serializable, Received>(
  options: EngineChildOptions<Received>,
): EngineChild<Sent, Received> {
  const { name, received, files } = options;
  const confined = confinement().wrap(execPath, nodeOptions(files), {
    fileBytes: files?.fileBytes ?? NO_FILE_LIMIT_BYTES,
    files: files && { hidden: files.dataDir, seen: [files.own, ...files.reads] },
  });
  const process = fork(fileURLToPath(options.modulePath), [], {
    serialization: 'advanced',
    detached: true,
    execPath: confined.command,
    execArgv: [...confined.args],
    env: childEnvironment(options),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const logger = options.logger.child({ childPid: process.pid });
  logLines(process.stdout, (line) => logger.debug({ line }, `${name} printed`));
  logLines(process.stderr, (line) => logger[CHATTER.test(line) ? 'debug' : 'warn']({ line }, `${name} printed`));
  lowerPriority(process, options.niceness ?? 0, logger);

  let alive = process.pid !== undefined;
  let listener: ((message: Received) => void) | undefined;
  const exited = new Promise<ChildExit>((resolve) => {
    const ended = (code: number | null, signal: NodeJS.Signals | null, sentence: string) => {
      alive = false;
      resolve({ code, signal, sentence });
    };
    process.once('error', (error) => {
      logger.error({ err: error }, `${name} failed`);
      if (process.pid === undefined) ended(null, null, `The ${name} could not be started.`);
    });
    process.once('exit', () => {
      alive = false;
    });
    // 'close' comes after the last message and the last line; 'exit' may come before them.
    process.once('close', (code, signal) => ended(code, signal, exitSentence(name, code, signal)));
  });
  process.on('message', (message) => {
    const parsed = received.safeParse(message);
    if (parsed.success) return listener?.(parsed.data);
    logger.error({ issues: parsed.error.issues }, `${name} sent a message that nobody understands`);
    process.kill('SIGKILL');
  });

  return {
    pid: process.pid ?? 0,
    get alive() {
      return alive;
    },
    exited,
    listen: (next) => {
      listener = next;
    },
    send: (message) =>
      new Promise((resolve, reject) => {
        if (!process.connected) return reject(new Error(`The ${name} is gone.`));
        process.send(message, (error) => (error ? reject(error) : resolve()));
      }),
    end: async (graceMs) => {
      if (graceMs > 0) {
        process.kill('SIGTERM');
        const patience = new AbortController();
        const late = sleep(graceMs, undefined, { signal: patience.signal, ref: false }).catch(() => undefined);
        await Promise.race([exited, late]);
        patience.abort();
      }
      process.kill('SIGKILL');
      return exited;
    },
  };
}

function nodeOptions(files: ChildFiles | undefined): string[] {
  const permissions = files && permissionOptions({ reads: files.reads, writes: [files.own] });
  return ['--enable-source-maps', ...(permissions ?? [])];
}

/** What the child finds in its environment: nothing that opens a database, a queue or the API. */
function childEnvironment<Received>(options: EngineChildOptions<Received>): NodeJS.ProcessEnv {
  const { threads, operations = threads, files } = options;
  const chosen = { TF_NUM_INTRAOP_THREADS: String(threads), TF_NUM_INTEROP_THREADS: String(operations) };
  return {
    ...inheritedEnvironment(),
    ...(files && { TMPDIR: files.own }),
    TF_CPP_MIN_LOG_LEVEL: '2',
    ...(threads > 0 ? chosen : {}),
  };
}

function logLines(stream: Readable | null, log: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', log);
}

/** Done from here, before the child has made the threads that inherit it. */
function lowerPriority(process: ChildProcess, niceness: number, logger: Logger): void {
  if (niceness === 0 || process.pid === undefined) return;
  try {
    setPriority(process.pid, niceness);
    // Where the machine's memory ends, it is this process that goes: one job, and not the worker or the database.
    writeFile(`/proc/${process.pid}/oom_score_adj`, OOM_SCORE).catch(() => undefined);
  } catch (error) {
    logger.warn({ err: error }, 'the priority of a process could not be lowered');
  }
}

function exitSentence(name: string, code: number | null, signal: NodeJS.Signals | null): string {
  switch (signal) {
    case null:
      return `The ${name} ended by itself with exit code ${code}.`;
    case 'SIGKILL':
      return `The ${name} was killed (SIGKILL): by hand, or by the system for want of memory.`;
    case 'SIGSEGV':
    case 'SIGBUS':
    case 'SIGABRT':
    case 'SIGILL':
    case 'SIGFPE':
      return `The ${name} crashed (${signal}).`;
    default:
      return `The ${name} was ended by ${signal}.`;
  }
}
