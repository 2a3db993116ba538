import { readFile } from 'node:fs/promises';
import { childrenOf } from './processes.js';

/** Linux counts in hundredths of a second. */
const TICKS_PER_S = 100;

/** Processor time of a process in seconds, and of its children that have ended; 0 where the system does not tell. */
async function secondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name before it is in brackets and may hold anything.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, ofChildren = 0, ofTheirs = 0] = fields.slice(11, 15);
  return (user + system + ofChildren + ofTheirs) / TICKS_PER_S;
}

/** The same of a process with all below it. */
export async function secondsBelow(pid: number): Promise<number> {
  const below = await childrenOf(pid);
  const seconds = await Promise.all(below.map(secondsBelow));
  return (await secondsOf(pid)) + seconds.reduce((sum, one) => sum + one, 0);
}
