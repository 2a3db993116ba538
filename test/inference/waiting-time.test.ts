import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WaitingTime } from '../../src/inference/waiting-time.js';

/** Has done so many batches, each in so many milliseconds, one after another from `from` on. */
function work(waiting: WaitingTime, batches: number, tookMs: number, from = 0): number {
  let now = from;
  for (let batch = 0; batch < batches; batch++) {
    const done = waiting.begin(now);
    now += tookMs;
    done(true, now);
  }
  return now;
}

describe('the time that a batch would wait', () => {
  it('goes by how fast work has been done', () => {
    const waiting = new WaitingTime();
    const now = work(waiting, 10, 50);
    assert.equal(waiting.estimateMs(10, now), 500);
    assert.equal(waiting.estimateMs(0, now), 0);
  });

  it('is nothing while too little has been measured', () => {
    const waiting = new WaitingTime();
    assert.equal(waiting.estimateMs(10, work(waiting, 7, 50)), 0);
  });

  it('follows the pace, by the newest 32 batches', () => {
    const waiting = new WaitingTime();
    const slow = work(waiting, 40, 100);
    const fast = work(waiting, 32, 10, slow);
    assert.equal(waiting.estimateMs(10, fast), 100);
  });

  it('counts batches that overlap by what passed between their ends', () => {
    const waiting = new WaitingTime();
    const ends = Array.from({ length: 8 }, () => waiting.begin(0));
    for (const [index, done] of ends.entries()) done(true, 20 * (index + 1));
    assert.equal(waiting.estimateMs(1, 160), 20);
  });

  it('is at least as long as nothing has been done for while work is under way', () => {
    const waiting = new WaitingTime();
    const done = waiting.begin(1_000);
    assert.equal(waiting.estimateMs(0, 4_000), 3_000);
    done(false, 5_000);
    assert.equal(waiting.estimateMs(0, 6_000), 0);
  });

  it('leaves out work that failed', () => {
    const waiting = new WaitingTime();
    const now = work(waiting, 10, 50);
    waiting.begin(now)(false, now + 10_000);
    assert.equal(waiting.estimateMs(1, now + 10_000), 50);
  });
});
