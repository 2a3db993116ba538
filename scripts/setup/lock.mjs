import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef LockOptions
 * @property {(holder: number) => void} [onWait] called once, with the holder's process id, when the lock is taken
 * @property {number} [pollMs] how often to look whether it came free
 * @property {number} [beatMs] how often the holder shows that it lives
 * @property {number} [deadAfterMs] how long a holder may be silent before the lock is taken from it
 */

/**
 * Waits until this process holds the lock.
 * A holder that was killed is noticed at once when it ran here, and by its silence when it ran in another container.
 * @param {string} file
 * @param {LockOptions} [options]
 * @returns {Promise<() => void>} gives the lock back; may be called more than once and from an exit handler
 */
export async function acquireLock(file, { onWait, pollMs = 300, beatMs = 5_000, deadAfterMs = 30_000 } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, machine: machine(), token: randomUUID() });
  let seen = '';
  let seenAt = 0;
  let told = false;
  while (!create(file, mine)) {
    const holder = look(file);
    if (holder === undefined) continue;
    const sign = `${holder.text}@${holder.beat}`;
    if (sign !== seen) {
      seen = sign;
      seenAt = performance.now();
    }
    if (isGone(holder.text) || performance.now() - seenAt > deadAfterMs) {
      takeAway(file, holder.text);
      continue;
    }
    if (!told) onWait?.(ownerOf(holder.text)?.pid ?? 0);
    told = true;
    await sleep(pollMs);
  }

  const beat = setInterval(() => {
    if (look(file)?.text === mine) utimesSync(file, new Date(), new Date());
  }, beatMs);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (look(file)?.text === mine) rmSync(file, { force: true });
  };
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {boolean} false when somebody holds it
 */
function create(file, text) {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {{ text: string, beat: number } | undefined}
 */
function look(file) {
  try {
    return { text: readFileSync(file, 'utf8'), beat: statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

/**
 * Process ids mean something only within one machine and one process namespace, so both are part of the name.
 * @returns {string}
 */
function machine() {
  try {
    return `${os.hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return os.hostname();
  }
}

/**
 * @param {string} text
 * @returns {{ pid: number, machine: string } | undefined}
 */
function ownerOf(text) {
  try {
    const owner = JSON.parse(text);
    return Number.isInteger(owner?.pid) && typeof owner.machine === 'string' ? owner : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} text
 * @returns {boolean}
 */
function isGone(text) {
  const owner = ownerOf(text);
  if (owner === undefined || owner.machine !== machine()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/**
 * Removes the lock of a dead holder. Two waiters may both have found it dead and the other may hold a new lock by now,
 * so the file is first moved aside, which only one of them can do, and put back when it is not the one that was judged.
 * @param {string} file
 * @param {string} judged
 */
function takeAway(file, judged) {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (look(aside)?.text === judged) rmSync(aside, { force: true });
  else renameSync(aside, file);
}
