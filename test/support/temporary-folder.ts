import { rmSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// test/run.ts needs this too, which must not import node:test: it would report a run of no tests.

/** `fitserve-`, what it is for, the id of the process that made it, and random letters. */
const OWNED = /^fitserve-[a-z-]+-(\d+)-\w{6}$/;
/** Servers that end with us may still be writing. */
const STILL_WRITTEN = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };

const made: string[] = [];
let swept: Promise<unknown> | undefined;

/**
 * A new folder below the system's temporary one, which Postgres's user may pass; removed when this process ends. A process that
 * is killed leaves its own behind, which the next one removes.
 */
export async function temporaryFolder(purpose = 'test'): Promise<string> {
  swept ??= takeCharge();
  await swept;
  const folder = await mkdtemp(join(tmpdir(), `fitserve-${purpose}-${process.pid}-`));
  made.push(folder);
  await chmod(folder, 0o711);
  return folder;
}

async function takeCharge(): Promise<void> {
  process.once('exit', () => {
    for (const folder of made) {
      try {
        rmSync(folder, STILL_WRITTEN);
      } catch {
        // What is written even now goes with the next run.
      }
    }
  });
  for (const name of await readdir(tmpdir())) {
    const owner = OWNED.exec(name)?.[1];
    // Two test files may sweep at once, and another user's folders are not ours to remove.
    if (owner !== undefined && !exists(Number(owner))) {
      await rm(join(tmpdir(), name), STILL_WRITTEN).catch(() => undefined);
    }
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
