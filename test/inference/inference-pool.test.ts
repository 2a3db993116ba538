import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UnavailableError } from '../../src/errors.js';
import { InferencePool } from '../../src/inference/inference-pool.js';
import type { ModelSource } from '../../src/inference/warm-child.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { waitFor } from '../support/wait-for.js';
import { KNOWN_MODEL_BYTES, knownModel, rowOf } from './known-models.js';

/** A pool whose processes are ready. */
async function openPool(settings: Readonly<Record<string, string>> = {}): Promise<InferencePool> {
  const config = testConfig(settings);
  const pool = new InferencePool({ config, logger: silentLogger });
  atEnd(() => pool.close());
  await waitFor('the inference processes', () => pool.pids().length === config.INFERENCE_PROCESSES, 120_000);
  return pool;
}

async function predictOne(pool: InferencePool, model: ModelSource, input: number): Promise<number | undefined> {
  const [output] = await pool.predict(model, [rowOf(input)], 1, undefined);
  assert.deepEqual([output?.name, output?.values.length, output?.shape], ['dense', 1, [1]]);
  return output?.values[0];
}

/** What is settled already has been told by then. */
const turn = () => new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));

const pool = await openPool();
const pid = (of: InferencePool) => of.pids()[0] ?? 0;

describe('an inference pool', () => {
  it('says what computes, once a process is ready', () => {
    const engine = pool.engineInfo();
    assert.ok(engine?.backend === 'tensorflow' || engine?.reason !== undefined);
    assert.match(engine?.version ?? '', /^\d+\.\d+/);
  });

  it('loads a model once for all who wait for it', async () => {
    const model = await knownModel('once', 3);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => predictOne(pool, model, index)));
    assert.deepEqual(
      answers,
      Array.from({ length: 40 }, (_, index) => 3 * index),
    );
    assert.equal(model.fetches(), 1);
  });

  it('tells all who wait when a model cannot be loaded, and tries again for the next', async () => {
    let broken = true;
    const model = await knownModel('broken', 2, () => broken);
    const refused = await Promise.allSettled([predictOne(pool, model, 1), predictOne(pool, model, 2)]);
    assert.deepEqual(
      refused.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    broken = false;
    assert.equal(await predictOne(pool, model, 4), 8);
    assert.equal(model.fetches(), 2);
  });

  it('scales the inputs where it is told to', async () => {
    const model = await knownModel('scaled', 2);
    const [output] = await pool.predict(model, [rowOf(100)], 1, { scale: 0.5 });
    assert.deepEqual([...(output?.values ?? [])], [100]);
  });

  it('answers requests whose process was killed from a new one', async () => {
    const model = await knownModel('killed', 7);
    const before = pid(pool);
    await predictOne(pool, model, 1);
    // Many rows, so that the process dies with the work in its hands.
    const rows = 2_000;
    const inputs = new Float32Array(rows * 1024).fill(1);
    const answers = Array.from({ length: 12 }, () => pool.predict(model, [inputs], rows, undefined));
    process.kill(before, 'SIGKILL');
    for (const [output] of await Promise.all(answers)) {
      assert.equal(output?.values.length, rows);
      assert.ok(output?.values.every((value) => value === 7));
    }
    assert.equal(model.fetches(), 2);
    assert.notEqual(pid(pool), before);
  });
});

describe('the models that a process holds', () => {
  it('are unloaded when others need their memory, the longest unused first, and loaded again', async () => {
    const small = await openPool({ INFERENCE_MEMORY_BYTES: String(2 * KNOWN_MODEL_BYTES) });
    const [a, b, c] = [await knownModel('a', 1), await knownModel('b', 2), await knownModel('c', 3)];
    const ask = async (model: ModelSource) => predictOne(small, model, 5);
    assert.deepEqual([await ask(a), await ask(b), await ask(a), await ask(c)], [5, 10, 5, 15]);
    assert.deepEqual([a.fetches(), b.fetches(), c.fetches()], [1, 1, 1]);
    // c took the place of b, which was unused for longer than a.
    assert.deepEqual([await ask(a), await ask(c)], [5, 15]);
    assert.deepEqual([a.fetches(), b.fetches(), c.fetches()], [1, 1, 1]);
    assert.equal(await ask(b), 10);
    assert.deepEqual([a.fetches(), b.fetches(), c.fetches()], [1, 2, 1]);
  });
});

describe('a process that says nothing', () => {
  it('is killed after the time of a prediction, and replaced', async () => {
    const hasty = await openPool({ PREDICT_TIMEOUT_MS: '1500' });
    const model = await knownModel('stopped', 2);
    assert.equal(await predictOne(hasty, model, 1), 2);
    const stopped = pid(hasty);
    process.kill(stopped, 'SIGSTOP');
    await assert.rejects(predictOne(hasty, model, 1), (error) => {
      assert.ok(error instanceof UnavailableError);
      assert.match(error.message, /took longer than 1500 ms/);
      assert.equal(error.headers['retry-after'], '1');
      return true;
    });
    await waitFor('another process', () => pid(hasty) !== 0 && pid(hasty) !== stopped, 60_000);
    assert.equal(await predictOne(hasty, model, 3), 6);
  });

  it('has requests refused that would wait too long, and answers those that wait when it goes on', async () => {
    const impatient = await openPool({ PREDICT_WAIT_MS: '300' });
    const model = await knownModel('full', 2);
    await predictOne(impatient, model, 1);
    const stopped = pid(impatient);
    process.kill(stopped, 'SIGSTOP');
    try {
      const waiting: Promise<number | undefined>[] = [];
      const refusal = await waitFor('a refusal', async () => {
        const asked = predictOne(impatient, model, waiting.length);
        const refused = await Promise.race([asked.then(() => undefined, String), turn()]);
        if (refused === undefined) waiting.push(asked);
        return refused;
      });
      assert.match(refusal, /Too many predictions are waiting: \d+, which take about \d+ ms/);
      process.kill(stopped, 'SIGCONT');
      assert.deepEqual(
        await Promise.all(waiting),
        waiting.map((_, index) => 2 * index),
      );
      assert.equal(await predictOne(impatient, model, 21), 42);
    } finally {
      process.kill(stopped, 'SIGCONT');
    }
  });

  it('never has more than a bounded number of requests waiting for it', async () => {
    const model = await knownModel('many', 2);
    await predictOne(pool, model, 1);
    const asked = await Promise.allSettled(Array.from({ length: 1100 }, (_, index) => predictOne(pool, model, index)));
    const answered = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    assert.deepEqual(
      answered,
      Array.from({ length: 1024 }, (_, index) => 2 * index),
    );
  });
});

describe('requests that are predicted together', () => {
  it('each get their own rows', async () => {
    const model = await knownModel('together', 3);
    const rowsOf = (from: number, rows: number) => {
      const values = new Float32Array(rows * 1024);
      for (let row = 0; row < rows; row++) values[row * 1024] = from + row;
      return values;
    };
    const asked = Array.from({ length: 20 }, (_, index) => ({ from: 10 * index, rows: 1 + (index % 7) }));
    const answers = await Promise.all(
      asked.map(({ from, rows }) => pool.predict(model, [rowsOf(from, rows)], rows, undefined)),
    );
    assert.deepEqual(
      answers.map(([output]) => [...(output?.values ?? [])]),
      asked.map(({ from, rows }) => Array.from({ length: rows }, (_, row) => 3 * (from + row))),
    );
  });
});

describe('a pool that cannot work', () => {
  it('refuses requests at once while no process can be started', async () => {
    const modulePath = new URL('./children/cannot-start.js', import.meta.url);
    const broken = new InferencePool({ config: testConfig(), logger: silentLogger, modulePath });
    atEnd(() => broken.close());
    await assert.rejects(predictOne(broken, await knownModel('never', 1), 1), (error) => {
      assert.ok(error instanceof UnavailableError);
      assert.match(error.message, /No inference process can be started/);
      return true;
    });
    assert.equal(broken.engineInfo(), null);
  });

  it('refuses what waits when it is closed, and leaves no process behind', async () => {
    const closing = await openPool();
    const left = pid(closing);
    const waiting = predictOne(closing, await knownModel('closed', 1), 1);
    await Promise.all([closing.close(), assert.rejects(waiting, UnavailableError)]);
    assert.throws(() => process.kill(left, 0), { code: 'ESRCH' });
    await assert.rejects(predictOne(closing, await knownModel('closed', 1), 1), /The service is stopping/);
  });
});

describe('several processes', () => {
  it('share the work, and keep a model where it is', async () => {
    const two = await openPool({ INFERENCE_PROCESSES: '2' });
    const [a, b] = [await knownModel('a', 1), await knownModel('b', 2)];
    for (let round = 1; round <= 3; round++) {
      assert.deepEqual(await Promise.all([predictOne(two, a, round), predictOne(two, b, round)]), [round, 2 * round]);
    }
    assert.deepEqual([a.fetches(), b.fetches()], [1, 1]);
  });
});

describe('ENGINE=cpu', () => {
  it('computes with the backend of tfjs, and says so', async () => {
    const slow = await openPool({ ENGINE: 'cpu' });
    assert.equal(slow.engineInfo()?.backend, 'cpu');
    assert.equal(slow.engineInfo()?.reason, 'ENGINE=cpu asks for it');
    assert.equal(await predictOne(slow, await knownModel('slow', 2), 21), 42);
  });
});
