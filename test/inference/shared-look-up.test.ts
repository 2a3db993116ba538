import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SharedLookUp } from '../../src/inference/shared-look-up.js';

/** A look-up that is answered by hand. */
function slowLookUp() {
  const answers: ((value: string) => void)[] = [];
  const look = () => new Promise<string>((resolve) => answers.push(resolve));
  return { answers, look };
}

/** Lets what is due be done, and what follows from it. */
async function turn() {
  for (let round = 0; round < 3; round++) await new Promise(setImmediate);
}

describe('a look-up that is shared', () => {
  it('is done once for all who ask at the same time, for each key', async () => {
    const shared = new SharedLookUp<string>();
    let asked = 0;
    const look = async (key: string) => `${key}${++asked}`;
    const answers = await Promise.all(['a', 'b', 'a', 'a', 'b'].map((key) => shared.get(key, () => look(key))));
    assert.deepEqual(answers, ['a1', 'b2', 'a1', 'a1', 'b2']);
    assert.equal(await shared.get('a', () => look('a')), 'a3');
  });

  it('is never older than the question: who asks while one is under way takes part in the next', async () => {
    const shared = new SharedLookUp<string>();
    const { answers, look } = slowLookUp();
    const early = shared.get('key', look);
    await turn();
    const late = [shared.get('key', look), shared.get('key', look)];
    await turn();
    assert.equal(answers.length, 1);
    answers[0]?.('old');
    assert.equal(await early, 'old');
    await turn();
    assert.equal(answers.length, 2);
    answers[1]?.('new');
    assert.deepEqual(await Promise.all(late), ['new', 'new']);
  });

  it('that fails fails for those who shared it, and not for the next', async () => {
    const shared = new SharedLookUp<string>();
    const fail = async () => Promise.reject(new Error('away'));
    const both = await Promise.allSettled([shared.get('key', fail), shared.get('key', fail)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(await shared.get('key', async () => 'back'), 'back');
  });
});
