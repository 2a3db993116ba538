import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LoadedModels } from '../../src/inference/loaded-models.js';

/** Models of 10 bytes each, and what happens to them. */
function watched(limitBytes: number) {
  const events: string[] = [];
  const models = new LoadedModels(limitBytes, (key) => events.push(`unload ${key}`));
  const load = (key: string) => async () => {
    events.push(`load ${key}`);
    return 10;
  };
  return { events, models, use: (key: string) => models.use(key, load(key), async () => key) };
}

describe('the models of a process', () => {
  it('stay as long as there is room', async () => {
    const { events, use } = watched(20);
    for (const key of ['a', 'b', 'a', 'b']) await use(key);
    assert.deepEqual(events, ['load a', 'load b']);
  });

  it('make room, the longest unused first', async () => {
    const { events, use } = watched(20);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await use(key);
    assert.deepEqual(events, ['load a', 'load b', 'load c', 'unload b', 'load b', 'unload c']);
  });

  it('are not unloaded while they are used, even beyond the bound', async () => {
    const { events, models, use } = watched(10);
    let finish = () => {};
    const busy = models.use(
      'a',
      async () => 10,
      () => new Promise<void>((resolve) => (finish = resolve)),
    );
    await use('b');
    assert.deepEqual(events, ['load b']);
    assert.deepEqual([models.has('a'), models.has('b')], [true, true]);
    finish();
    await busy;
    await use('b');
    assert.deepEqual(events, ['load b', 'unload a']);
  });

  it('make room when one grows as programs are compiled for it', async () => {
    const { events, models, use } = watched(30);
    for (const key of ['a', 'b', 'c']) await use(key);
    models.resize('c', 20);
    assert.deepEqual(events, ['load a', 'load b', 'load c', 'unload a']);
    assert.deepEqual([models.isReady('a'), models.isReady('b'), models.isReady('c')], [false, true, true]);
  });

  it('keep one that is larger than the bound, alone', async () => {
    const { events, models, use } = watched(5);
    await use('a');
    await use('a');
    assert.deepEqual([events, models.has('a')], [['load a'], true]);
  });

  it('are loaded once for all who ask, and again after a failure', async () => {
    const models = new LoadedModels(100, () => {});
    let loads = 0;
    const load = async () => {
      loads++;
      if (loads === 1) throw new Error('no weights');
      return 10;
    };
    const ask = () => models.use('a', load, async () => 'done');
    const first = await Promise.allSettled([ask(), ask(), ask()]);
    assert.deepEqual([first.map(({ status }) => status), loads], [['rejected', 'rejected', 'rejected'], 1]);
    assert.deepEqual(await Promise.all([ask(), ask()]), ['done', 'done']);
    assert.equal(loads, 2);
  });
});
