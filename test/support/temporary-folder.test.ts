import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { temporaryFolder } from './temporary-folder.js';

const PROGRAM = join(import.meta.dirname, 'programs', 'hold-folder.js');
const LONG_MS = 60_000;

/** A process that made a folder, and the folder. */
async function holder(milliseconds: number, TMPDIR: string): Promise<{ child: ChildProcess; folder: string }> {
  const child = spawn(process.execPath, [PROGRAM, String(milliseconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR },
  });
  const [folder] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, folder: String(folder) };
}

test('a folder goes with its process, and what a killed process left goes with the next', async () => {
  const root = await temporaryFolder('root');
  const living = await holder(LONG_MS, root);
  const killed = await holder(LONG_MS, root);
  const ended = once(killed.child, 'exit');
  killed.child.kill('SIGKILL');
  await ended;
  assert.ok(existsSync(killed.folder));

  const next = await holder(0, root);
  if (next.child.exitCode === null) await once(next.child, 'exit');
  assert.deepEqual(
    [killed, next, living].map(({ folder }) => existsSync(folder)),
    [false, false, true],
  );
  living.child.kill('SIGKILL');
  await once(living.child, 'exit');
});
