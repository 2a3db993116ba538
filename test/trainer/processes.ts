import { readFile } from 'node:fs/promises';
import { waitFor } from '../support/wait-for.js';

/** Whether a process exists and is no zombie. */
export async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s+Z/m.test(status);
}

/** Resolves when the process is gone. */
export async function gone(pid: number): Promise<void> {
  await waitFor(`the end of process ${pid}`, async () => !(await isAlive(pid)));
}

/** The environment that a process was started with, by name. */
export async function environmentOf(pid: number): Promise<ReadonlyMap<string, string>> {
  const entries = (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').filter((entry) => entry !== '');
  return new Map(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      return [entry.slice(0, at), entry.slice(at + 1)] as const;
    }),
  );
}
