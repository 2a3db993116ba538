import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inheritedEnvironment } from '../../src/config.js';
import { atEnd } from '../support/cleanup.js';

const run = promisify(execFile);

/** An entry point of the service, running as a process of its own, as a person would start it. */
export interface EntryProcess {
  readonly pid: number;
  /** All that it has printed so far. */
  stdout(): string;
  stderr(): string;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code, or the signal that ended it, once its output has come. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts `dist/src/<name>` with nothing in its environment but what is given; killed when the file's tests are over. */
export function startEntry(
  name: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): EntryProcess {
  const modulePath = fileURLToPath(new URL(`../../src/${name}`, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', modulePath, ...args], {
    env: { ...inheritedEnvironment(), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  atEnd(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    signal: (name) => void child.kill(name),
    ended,
  };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

async function processes(): Promise<Process[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { maxBuffer: 2 ** 24 });
  return stdout.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line);
    // A zombie has ended; it waits for a parent that has not asked yet.
    if (found === null || found[3]?.startsWith('Z')) return [];
    return [{ pid: Number(found[1]), parent: Number(found[2]), command: found[4] ?? '' }];
  });
}

/** The processes below one, however deep. */
export async function descendants(pid: number): Promise<Process[]> {
  const all = await processes();
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}

/** Those of the processes that still run. */
export async function stillRunning(watched: readonly Process[]): Promise<Process[]> {
  const all = await processes();
  return watched.filter(({ pid, command }) => all.some((one) => one.pid === pid && one.command === command));
}
