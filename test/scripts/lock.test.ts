import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { acquireLock } from '../../scripts/setup/lock.mjs';
import { temporaryFolder } from '../support/temporary-folder.js';

const HOLDER = fileURLToPath(new URL('./children/lock-holder.js', import.meta.url));

let folder = '';
before(async () => {
  folder = await temporaryFolder('lock');
});

test('only one holds the lock, and each waiter gets it in turn', async () => {
  const file = path.join(folder, 'in-turn');
  let holders = 0;
  let most = 0;
  const waits: number[] = [];
  await Promise.all(
    [1, 2, 3].map(async () => {
      const release = await acquireLock(file, { pollMs: 5, onWait: (pid) => waits.push(pid) });
      holders += 1;
      most = Math.max(most, holders);
      await new Promise((resolve) => setImmediate(resolve));
      holders -= 1;
      release();
    }),
  );

  assert.equal(most, 1);
  assert.deepEqual(waits, [process.pid, process.pid]);
  assert.equal(existsSync(file), false);
});

test('the lock of a process that was killed is free at once', async () => {
  const file = path.join(folder, 'killed');
  const holder = fork(HOLDER, [file]);
  await once(holder, 'message');
  assert.equal(JSON.parse(await readFile(file, 'utf8')).pid, holder.pid);
  holder.kill('SIGKILL');
  await once(holder, 'exit');

  const waits: number[] = [];
  const release = await acquireLock(file, { onWait: (pid) => waits.push(pid) });
  release();
  assert.deepEqual(waits, []);
});

test('a holder on another machine loses the lock only after it has been silent', async () => {
  const file = path.join(folder, 'elsewhere');
  await writeFile(file, JSON.stringify({ pid: 1, machine: 'elsewhere', token: 'theirs' }));
  const waits: number[] = [];
  const release = await acquireLock(file, { pollMs: 5, deadAfterMs: 50, onWait: (pid) => waits.push(pid) });

  assert.deepEqual(waits, [1]);
  assert.equal(JSON.parse(await readFile(file, 'utf8')).pid, process.pid);
  release();
});

test('giving the lock back twice leaves the next holder alone', async () => {
  const file = path.join(folder, 'twice');
  const first = await acquireLock(file);
  first();
  const second = await acquireLock(file);
  first();
  assert.equal(existsSync(file), true);
  second();
});
