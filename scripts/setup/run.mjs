import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';

/** How much of a command's output is kept for an error message; all of it is in the log. */
const TAIL_BYTES = 16_384;

/** How long a command has for cleaning up after itself. */
const GRACE_MS = 5_000;
const hasGroups = process.platform !== 'win32';

/**
 * The commands that run, and when each has ended.
 * @type {Map<import('node:child_process').ChildProcess, Promise<unknown>>}
 */
const running = new Map();
let ending = false;

/** A command that could not be started, ended with an error or took too long. */
export class CommandError extends Error {
  /**
   * @param {string} message
   * @param {string} output the last of what it printed
   * @param {string | undefined} log
   */
  constructor(message, output, log) {
    super(message);
    this.name = 'CommandError';
    this.output = output;
    this.log = log;
  }
}

/**
 * Runs a command and returns what it printed on both streams.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, log?: string, timeoutMs?: number }} [options] `log`: a file that gets all output
 * @returns {Promise<string>} the last of the output
 */
export async function run(command, args, { cwd, env = process.env, log, timeoutMs } = {}) {
  if (log) mkdirSync(path.dirname(log), { recursive: true });
  const file = log ? createWriteStream(log) : undefined;
  file?.write(`$ ${command} ${args.join(' ')}\n`);
  // A group of its own, so that what npm and make start ends with them.
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: hasGroups });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      file?.write(text);
      tail = (tail + text).slice(-TAIL_BYTES);
    });
  }
  let late = false;
  const limit =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          late = true;
          kill(child, 'SIGKILL');
        }, timeoutMs);
  const ended = outcome(child);
  running.set(child, ended);
  const failure = await ended;
  clearTimeout(limit);
  running.delete(child);
  file?.end();
  // Whoever waits for this command waits for ever, see endAll.
  if (ending) await new Promise(() => {});
  if (late) throw new CommandError(`${command} was stopped after ${(timeoutMs ?? 0) / 1000} s`, tail.trim(), log);
  if (failure !== undefined) throw new CommandError(`${command} ${failure}`, tail.trim(), log);
  return tail;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string | undefined>} what went wrong
 */
function outcome(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('close', (code, signal) =>
      resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`),
    );
  });
}

/**
 * Ends every command that still runs, and lets none start or report any more: this process is about to end, and nobody
 * should take that for a failure to be worked around.
 * @returns {Promise<void>} settles when they are gone
 */
export async function endAll() {
  ending = true;
  for (const child of running.keys()) kill(child, 'SIGTERM');
  const force = setTimeout(() => {
    for (const child of running.keys()) kill(child, 'SIGKILL');
  }, GRACE_MS);
  await Promise.all(running.values());
  clearTimeout(force);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function kill(child, signal) {
  try {
    if (hasGroups && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended in the meantime.
  }
}
