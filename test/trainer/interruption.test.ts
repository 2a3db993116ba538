import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClaimLostError, Interruption, onAbort, orAborted } from '../../src/trainer/interruption.js';

test('a stronger reason replaces a weaker one, and never the other way', () => {
  const interruption = new Interruption();
  const seen = [];
  for (const reason of ['pause', 'shutdown', 'pause', 'cancel', 'shutdown', 'lost', 'cancel'] as const) {
    interruption.raise(reason);
    seen.push(interruption.reason);
  }
  assert.deepEqual(seen, ['pause', 'shutdown', 'shutdown', 'cancel', 'cancel', 'lost', 'lost']);
});

test('every reason stops the attempt, but only a lost claim forbids it to write', () => {
  const interruption = new Interruption();
  assert.equal(interruption.signal.aborted, false);
  interruption.raise('cancel');
  assert.equal(interruption.signal.aborted, true);
  assert.equal(interruption.lost.aborted, false);
  interruption.raise('lost');
  assert.ok(interruption.lost.reason instanceof ClaimLostError);
});

test('a listener hears an abort once, at once when it has happened, and not after it was taken off', () => {
  const heard: string[] = [];
  const controller = new AbortController();
  onAbort(controller.signal, () => heard.push('first'));
  onAbort(controller.signal, () => heard.push('forgotten'))();
  controller.abort();
  onAbort(controller.signal, () => heard.push('late'));
  assert.deepEqual(heard, ['first', 'late']);
});

test('work that hangs is given up when the signal is aborted', async () => {
  const controller = new AbortController();
  const work = orAborted(new Promise(() => undefined), controller.signal);
  controller.abort(new ClaimLostError('gone'));
  await assert.rejects(work, ClaimLostError);
  assert.equal(await orAborted(Promise.resolve(5), new AbortController().signal), 5);
});
