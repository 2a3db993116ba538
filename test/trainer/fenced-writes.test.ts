import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { FencedWrites } from '../../src/trainer/fenced-writes.js';
import { ClaimLostError, Interruption } from '../../src/trainer/interruption.js';
import { silentLogger } from '../support/config.js';

function away(): Error {
  return Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
}

test('writes are done one after another, also after one that failed', async () => {
  const done: number[] = [];
  const writes = new FencedWrites(new Interruption(), silentLogger);
  const slow = writes.write('slow', async () => {
    await sleep(30);
    done.push(1);
    return true;
  });
  const failing = writes.write('failing', async () => {
    done.push(2);
    throw new Error('no such column');
  });
  const quick = writes.write('quick', async () => Boolean(done.push(3)));
  await slow;
  await assert.rejects(failing, /no such column/);
  await quick;
  assert.deepEqual(done, [1, 2, 3]);
});

test('a write is repeated while the database is away', async () => {
  let calls = 0;
  await new FencedWrites(new Interruption(), silentLogger).write('an epoch', async () => {
    calls += 1;
    if (calls < 3) throw away();
    return true;
  });
  assert.equal(calls, 3);
});

test('a write of no rows loses the claim, and nothing is written after it', async () => {
  const interruption = new Interruption();
  const writes = new FencedWrites(interruption, silentLogger);
  let calls = 0;
  const write = (held: boolean) => async () => {
    calls += 1;
    return held;
  };
  await assert.rejects(writes.write('first', write(false)), ClaimLostError);
  assert.equal(interruption.reason, 'lost');
  await assert.rejects(writes.write('second', write(true)), ClaimLostError);
  assert.equal(calls, 1);
});

test('a write that hangs or waits for the database is given up when the lease has run out', async () => {
  for (const write of [() => new Promise<boolean>(() => undefined), () => Promise.reject<boolean>(away())]) {
    const interruption = new Interruption();
    const pending = new FencedWrites(interruption, silentLogger).write('an epoch', write);
    setImmediate(() => interruption.raise('lost'));
    await assert.rejects(pending, ClaimLostError);
  }
});

test('a request to stop does not keep what is done from being written', async () => {
  const interruption = new Interruption();
  interruption.raise('cancel');
  await new FencedWrites(interruption, silentLogger).write('an epoch', async () => true);
});
