import assert from 'node:assert/strict';
import { chmod, mkdir, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { chromium } from '../../scripts/setup/chromium.mjs';
import { chromiumPath } from '../../scripts/setup/paths.mjs';
import { Progress } from '../../scripts/setup/progress.mjs';
import { isDone, perform } from '../../scripts/setup/step.mjs';
import { temporaryFolder } from '../support/temporary-folder.js';

const before = process.env.CHROMIUM_PATH;
afterEach(() => {
  if (before === undefined) delete process.env.CHROMIUM_PATH;
  else process.env.CHROMIUM_PATH = before;
});

class Notes extends Progress {
  readonly said: string[] = [];

  override note(text: string): void {
    this.said.push(text);
  }
}

/** A folder in which nothing has been set up, and what is said there. */
async function newContext() {
  const folder = await temporaryFolder('chromium');
  const [root, cache, partial] = ['root', 'cache', 'partial'].map((name) => path.join(folder, name));
  if (!root || !cache || !partial) throw new Error('three names give three folders');
  for (const made of [root, cache, partial]) await mkdir(made);
  return { root, cache, partial, progress: new Notes() };
}

test('the browser that CHROMIUM_PATH names is taken, once it has opened a page', async () => {
  const context = await newContext();
  const browser = chromiumPath();
  process.env.CHROMIUM_PATH = browser;
  await perform(chromium, context);
  assert.equal(await readlink(chromiumPath(context.root)), browser);
  assert.ok(isDone(chromium, context));
  assert.deepEqual(context.progress.said, []);
});

test('a browser that is not there, or does not start, is told in one line with the next step, and asked for again', async () => {
  const context = await newContext();
  const broken = path.join(context.root, 'broken');
  await writeFile(broken, '#!/bin/sh\necho "error while loading shared libraries: libnss3.so" >&2\nexit 127\n');
  await chmod(broken, 0o755);
  const reasons = [
    [path.join(context.root, 'none'), /there is no .*none/],
    [broken, /error while loading shared libraries: libnss3\.so/],
  ] as const;
  for (const [binary, reason] of reasons) {
    process.env.CHROMIUM_PATH = binary;
    await perform(chromium, context);
    const said = context.progress.said.at(-1) ?? '';
    assert.match(said, reason);
    assert.match(
      said,
      /^the tests of the dashboard lack a Chromium .*; next: install one .* or name one by CHROMIUM_PATH$/,
    );
    assert.ok(!isDone(chromium, context));
  }
});
