import { readFile } from 'node:fs/promises';
import { Gauge, Registry } from 'prom-client';

/** Memory of some processes, in Prometheus's format, each by its place among them: process ids would be a series each. */
export async function memoryText(name: string, help: string, pids: readonly number[]): Promise<string> {
  const registry = new Registry();
  const gauge = new Gauge({ name, help, labelNames: ['process'], registers: [registry] });
  await Promise.all(
    pids.map(async (pid, index) => {
      const bytes = await residentBytes(pid);
      if (bytes !== undefined) gauge.set({ process: String(index) }, bytes);
    }),
  );
  return registry.metrics();
}

/** Resident bytes of a process; undefined where it is gone or the system does not tell. */
async function residentBytes(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
