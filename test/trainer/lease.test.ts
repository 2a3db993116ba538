import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import type { AttemptStore } from '../../src/trainer/attempt-store.js';
import { Interruption } from '../../src/trainer/interruption.js';
import { Lease } from '../../src/trainer/lease.js';
import { silentLogger } from '../support/config.js';
import { waitFor } from '../support/wait-for.js';

const leases: Lease[] = [];
afterEach(() => {
  for (const lease of leases.splice(0)) lease.close();
});

function hold(heartbeat: AttemptStore['heartbeat'], times: { leaseMs?: number; heartbeatMs?: number } = {}) {
  const interruption = new Interruption();
  const lease = new Lease({
    store: { heartbeat },
    jobId: 'job_1',
    attempt: 4,
    leaseMs: times.leaseMs ?? 60_000,
    heartbeatMs: times.heartbeatMs ?? 10,
    interruption,
    logger: silentLogger,
    claimedAt: performance.now(),
  });
  leases.push(lease);
  return { lease, interruption };
}

test('heartbeats keep a lease longer than it lasts', async () => {
  // Two hours pass in no time, however busy the machine is.
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  try {
    const [leaseMs, heartbeatMs] = [3_600_000, 600_000];
    let beats = 0;
    const { lease, interruption } = hold(
      async (...asked) => {
        assert.deepEqual(asked, ['job_1', 4, leaseMs]);
        beats += 1;
        return { held: true, stopRequested: null };
      },
      { leaseMs, heartbeatMs },
    );
    for (let passedMs = 0; passedMs < 2 * leaseMs; passedMs += heartbeatMs) {
      mock.timers.tick(heartbeatMs);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(beats, 12);
    assert.equal(interruption.reason, undefined);
    lease.close();
  } finally {
    mock.timers.reset();
  }
});

test('what the user asked for is learned by heartbeat, and at once by a nudge', async () => {
  const { lease, interruption } = hold(async () => ({ held: true, stopRequested: 'pause' }), { heartbeatMs: 60_000 });
  assert.equal(interruption.reason, undefined);
  lease.nudge();
  await waitFor('the request', () => interruption.reason === 'pause');
});

test('a nudge during a heartbeat makes another one, which sees what the first could not', async () => {
  const answers: (() => void)[] = [];
  const { lease, interruption } = hold(
    () =>
      new Promise((resolve) => {
        const stopRequested = answers.length === 0 ? null : 'cancel';
        answers.push(() => resolve({ held: true, stopRequested }));
      }),
    { heartbeatMs: 60_000 },
  );
  lease.nudge();
  await waitFor('the first heartbeat', () => answers.length === 1);
  lease.nudge();
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(answers.length, 1);
  answers[0]?.();
  await waitFor('the second heartbeat', () => answers.length === 2);
  answers[1]?.();
  await waitFor('the request', () => interruption.reason === 'cancel');
});

test('a crowd of nudges makes few heartbeats', async () => {
  let beats = 0;
  const { lease } = hold(
    async () => {
      beats += 1;
      return { held: true, stopRequested: null };
    },
    { heartbeatMs: 60_000 },
  );
  const began = performance.now();
  for (let nudge = 0; nudge < 50; nudge++) {
    lease.nudge();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // One at once, and then one in 200 ms.
  const most = 2 + (performance.now() - began) / 200;
  assert.ok(beats >= 1 && beats <= most, `${beats} heartbeats`);
});

test('the claim is lost when the database says so, and no heartbeat follows', async () => {
  let beats = 0;
  const { interruption } = hold(async () => {
    beats += 1;
    return { held: false, stopRequested: null };
  });
  await waitFor('the loss', () => interruption.lost.aborted);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(beats, 1);
});

test('the claim is lost when the database was out of reach for as long as the lease lasts', async () => {
  for (const heartbeat of [() => Promise.reject(new Error('away')), () => new Promise<never>(() => undefined)]) {
    const { interruption } = hold(heartbeat, { leaseMs: 100 });
    await waitFor('the loss', () => interruption.reason === 'lost');
  }
});
