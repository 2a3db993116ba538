import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SAMPLE_MS = 250;

/** The processes of the service: API and worker, and the children that hold TensorFlow. */
export type Role = 'server' | 'worker' | 'training' | 'inference';

/** Most resident bytes of one process of each role at any one time, and of all processes together. */
export interface Peaks {
  readonly byRole: ReadonlyMap<Role, number>;
  /** Pages of files that are mapped, such as TensorFlow's library, stand in memory once for all processes, and count once here. */
  readonly total: number;
}

interface Sample {
  readonly role: Role;
  readonly resident: number;
  /** Of these, pages of files. */
  readonly mapped: number;
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
  readonly command: string;
}

/** Samples the memory of a service's processes until it is stopped; Postgres is not among them. */
export class MemoryWatch {
  readonly #pids: () => { readonly server: number; readonly worker: number };
  readonly #running: Promise<void>;
  #stopped = false;
  #byRole = new Map<Role, number>();
  #total = 0;

  constructor(pids: () => { readonly server: number; readonly worker: number }) {
    this.#pids = pids;
    this.#running = this.#run();
  }

  /** The peaks since the last call, or since the beginning. */
  take(): Peaks {
    const peaks = { byRole: this.#byRole, total: this.#total };
    this.#byRole = new Map();
    this.#total = 0;
    return peaks;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    for (; !this.#stopped; await sleep(SAMPLE_MS)) this.#note(await this.#sample());
  }

  #note(samples: readonly Sample[]): void {
    for (const { role, resident } of samples) {
      this.#byRole.set(role, Math.max(resident, this.#byRole.get(role) ?? 0));
    }
    const own = samples.reduce((sum, { resident, mapped }) => sum + resident - mapped, 0);
    this.#total = Math.max(own + Math.max(0, ...samples.map(({ mapped }) => mapped)), this.#total);
  }

  async #sample(): Promise<readonly Sample[]> {
    const rows = await processes();
    const { server, worker } = this.#pids();
    const samples: Sample[] = [];
    const add = async (pid: number, role: Role) => {
      const own = rows.find((row) => row.pid === pid);
      if (own === undefined) return;
      samples.push({ role, resident: own.bytes, mapped: await mappedBytes(pid) });
      for (const child of rows) if (child.parent === pid) await add(child.pid, roleOf(child.command) ?? role);
    };
    await add(server, 'server');
    await add(worker, 'worker');
    return samples;
  }
}

function roleOf(command: string): Role | undefined {
  if (command.includes('/trainer/child.js')) return 'training';
  return command.includes('/inference/child.js') ? 'inference' : undefined;
}

/** Resident pages of mapped files; 0 where the system does not tell. */
async function mappedBytes(pid: number): Promise<number> {
  const found = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^RssFile:\s+(\d+) kB$/m.exec(found)?.[1] ?? 0) * 1024;
}

async function processes(): Promise<readonly Row[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], { maxBuffer: 2 ** 24 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, kilobytes, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined
      ? []
      : [{ pid: Number(pid), parent: Number(parent), bytes: Number(kilobytes) * 1024, command }];
  });
}
