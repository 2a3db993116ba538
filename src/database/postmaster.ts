import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logger.js';
import { EmbeddedPostgresError } from './server-user.js';

const PID_FILE = 'postmaster.pid';
const POLL_MS = 50;
/** A fast shutdown writes everything out; after this it is told to drop its work, which costs a recovery. */
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

/**
 * Ends the Postgres that an earlier, killed run left running on this folder, and clears a `postmaster.pid` that names no
 * Postgres. The caller holds the folder's lock, so nobody else is using it.
 */
export async function endOrphan(folder: string, logger: Logger): Promise<void> {
  const pid = await readPid(folder);
  if (pid === undefined) return;
  if (!(await isPostgresOf(pid, folder))) {
    // Postgres itself would refuse to start when the number now belongs to another process, as after a container's restart.
    await rm(join(folder, PID_FILE), { force: true });
    return;
  }
  logger.warn({ pid, folder }, 'ending the Postgres that an earlier run left behind');
  await endPostmaster(pid);
}

/** Shuts a postmaster down in order: sessions are cut, everything is written out. */
export async function endPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await hasEnded(pid, FAST_SHUTDOWN_MS)) return;
  signal(pid, 'SIGQUIT');
  if (await hasEnded(pid, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new EmbeddedPostgresError(`The Postgres with process id ${pid} does not end; end it by hand.`);
}

async function readPid(folder: string): Promise<number | undefined> {
  const content = await readFile(join(folder, PID_FILE), 'utf8').catch(() => '');
  const pid = Number.parseInt(content, 10);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

/** Whether the process is a postmaster on this folder; where processes cannot be looked at, one that lives counts. */
async function isPostgresOf(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.split('\0').includes(folder);
}

async function hasEnded(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

/** Whether the process was there to get the signal. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
