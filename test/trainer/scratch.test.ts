import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CheckpointState } from '../../src/engine/checkpoint.js';
import { openScratch, openScratchRoot } from '../../src/trainer/scratch.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = await temporaryFolder('scratch');
const never = new AbortController().signal;
const state: CheckpointState = { epoch: 2, step: 8, seed: 7, tensors: [], best: null };

/** As if its last change lay an hour back. */
async function age(path: string): Promise<void> {
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(path, anHourAgo, anHourAgo);
}

test('a stored checkpoint is written into a file of the attempt, which goes with its folder', async () => {
  const readPartial = (): never => assert.fail('it was not stopped in the middle of an epoch');
  async function* readCheckpoint(jobId: string, epoch: number) {
    assert.deepEqual([jobId, epoch], ['job_1', 2]);
    yield Buffer.from('first ');
    yield Buffer.from('second');
  }
  const root = join(folder, 'attempts');
  const scratch = await openScratch(root, { readCheckpoint, readPartial });
  const file = await scratch.fetch({ jobId: 'job_1', epoch: 2, state }, never);
  assert.equal(await readFile(file.path, 'utf8'), 'first second');
  assert.deepEqual(file.state, state);
  await scratch.remove();
  assert.deepEqual(await readdir(root), []);
});

test('a checkpoint that cannot be read to its end is no checkpoint', async () => {
  async function* readCheckpoint() {
    yield Buffer.from('first ');
    throw new Error('connection lost');
  }
  const scratch = await openScratch(join(folder, 'broken'), { readCheckpoint, readPartial: readCheckpoint });
  await assert.rejects(scratch.fetch({ jobId: 'job_1', epoch: 2, state }, never), /connection lost/);
  await scratch.remove();
});

test('a worker removes what killed workers of this machine left, and nothing of the living or of other machines', async () => {
  const parent = join(folder, 'workers');
  const living = await openScratchRoot(parent, 'living');
  await age(living.path);
  for (const name of [`${hostname()}+killed`, 'elsewhere+unknown']) {
    await mkdir(join(parent, name));
    await writeFile(join(parent, name, 'epoch-1'), 'bytes');
    await age(join(parent, name));
  }
  await mkdir(join(parent, `${hostname()}+just-made`));

  const fresh = await openScratchRoot(parent, 'fresh');
  assert.deepEqual((await readdir(parent)).sort(), [
    ...[`${hostname()}+fresh`, `${hostname()}+just-made`, `${hostname()}+living`, 'elsewhere+unknown'].sort(),
  ]);
  await living.remove();
  await fresh.remove();
  assert.deepEqual((await readdir(parent)).sort(), [`${hostname()}+just-made`, 'elsewhere+unknown'].sort());
});
