import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Watchdog } from '../../src/trainer/watchdog.js';

test('a silence that is too long is told once', async () => {
  const told: number[] = [];
  const watchdog = await new Promise<Watchdog>((resolve) => {
    const one: Watchdog = new Watchdog({
      stallMs: 10,
      onStall: (silentMs) => {
        told.push(silentMs);
        resolve(one);
      },
    });
    one.heard(true);
  });
  assert.ok(Number(told[0]) > watchdog.limitMs);
  await sleep(50);
  assert.equal(told.length, 1);
});

test('before its first step a process is given ten times as long, and then twenty times what it took for a step', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  try {
    const watchdog = new Watchdog({ stallMs: 1_000, onStall: () => assert.fail('it was not silent for so long') });
    assert.equal(watchdog.limitMs, 10_000);
    mock.timers.tick(100);
    watchdog.heard(false);
    assert.equal(watchdog.limitMs, 10_000);
    watchdog.heard(true);
    assert.equal(watchdog.limitMs, 1_000);
    mock.timers.tick(200);
    watchdog.heard(true);
    assert.equal(watchdog.limitMs, 4_000);
    watchdog.heard(true);
    assert.equal(watchdog.limitMs, 4_000);
    watchdog.close();
  } finally {
    mock.timers.reset();
  }
});

test('a process that waits for its parent is not silent', async () => {
  const watchdog = new Watchdog({ stallMs: 10, onStall: () => assert.fail('it was waited for') });
  watchdog.heard(true);
  await watchdog.during(() => sleep(200));
  watchdog.close();
});
