import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { descendants, type EntryProcess, startEntry, stillRunning } from '../launch/entry-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';

const DATA_DIR = await temporaryFolder();
const TIMEOUT_MS = 120_000;

const startDemo = (...args: string[]): EntryProcess => startEntry('../examples/demo.js', args, { DATA_DIR });

/** Interrupts the demo once it has printed what is looked for, and returns its exit code when nothing of it runs any more. */
async function interruptAfter(demo: EntryProcess, pattern: RegExp): Promise<unknown> {
  await waitFor(String(pattern), () => pattern.test(demo.stdout()), TIMEOUT_MS);
  const tree = await descendants(demo.pid);
  assert.ok(tree.length > 0);
  demo.signal('SIGINT');
  const exitCode = await demo.ended;
  await waitFor('the processes to be gone', async () => (await stillRunning(tree)).length === 0);
  return exitCode;
}

test('Ctrl-C in the middle of training stops everything and says so by its exit code', async () => {
  const demo = startDemo();
  assert.equal(await interruptAfter(demo, /Epoch 2\/20/), 130, demo.stderr());
  assert.match(demo.stdout(), /Stopping …\n$/);
});

test('the demo after an interrupted one goes from the upload to five predictions', async () => {
  const demo = startDemo();
  assert.equal(await demo.ended, 0, demo.stderr());
  const output = demo.stdout();
  for (const line of [
    /native TensorFlow \d|NATIVE TENSORFLOW IS NOT AT WORK/,
    /8000 digits of 28 x 28 pixels, 10 classes/,
    /dense \(Dense\) +│ \(None, 100\) +│ +78,500/,
    /dense_1 \(Dense\) │ \(None, 10\) +│ +1,010/,
    /Epoch 20\/20\n200\/200 ━{20} \S+ \S+\/step - accuracy: 0\.\d{4} - loss: 0\.\d{4} - val_accuracy: 0\.\d{4} - val_loss: 0\.\d{4}\n/,
    /2000 test digits: accuracy 0\.9[3-9]/,
    /label 5 +label 1 +label 3 +label 7 +label 8\n +says +\d/,
    /What to try next:/,
  ]) {
    assert.match(output, line);
  }
  assert.equal(output.match(/^Epoch /gm)?.length, 20);
});

test('--keep leaves the service up, another demo runs beside it, and Ctrl-C ends it well', async () => {
  const kept = startDemo('--keep');
  await waitFor('the kept service', () => /The service stays up/.test(kept.stdout()), TIMEOUT_MS);
  const [, url = '', key = ''] = /address +(\S+).*\n +API key +(\S+)/.exec(kept.stdout()) ?? [];
  const ask = () => fetch(new URL('/v1/models', url), { headers: { authorization: `Bearer ${key}` } });
  assert.equal((await ask()).status, 200);

  const other = startDemo();
  assert.equal(await interruptAfter(other, /The service answers/), 130);
  assert.deepEqual(await readdir(DATA_DIR), ['demo'], "the other demo's folder is gone");

  assert.equal((await ask()).status, 200);
  assert.equal(await interruptAfter(kept, /Try in another terminal/), 0);
});

test('an option that it does not know gets the usage and exit code 2', async () => {
  const demo = startDemo('--kep');
  assert.equal(await demo.ended, 2);
  assert.match(demo.stderr(), /Unknown option '--kep'\n\nUsage: npm run demo/);
});
