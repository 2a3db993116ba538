import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApiKey } from '../../src/projects/api-key.js';
import { KeyQueue } from '../../src/projects/key-queue.js';
import { KeyRepository, type StoredKey } from '../../src/projects/key-repository.js';
import { KeyService } from '../../src/projects/key-service.js';
import { networkOf, WrongKeys } from '../../src/projects/wrong-keys.js';
import { silentLogger } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';

const BURST = 20;
const database = await testDatabase();

/** Counts what it asks the database. */
class CountingRepository extends KeyRepository {
  readonly asked = { alone: 0, together: 0 };

  override findActive(hash: string) {
    this.asked.alone += 1;
    return super.findActive(hash);
  }

  override findActiveAmong(hashes: readonly string[]) {
    this.asked.together += 1;
    return super.findActiveAmong(hashes);
  }
}

function counted() {
  const repository = new CountingRepository(database);
  return { keys: new KeyService(repository, silentLogger), asked: repository.asked };
}

const outcome = (answer: Promise<StoredKey | null>) =>
  answer.then(
    (key) => (key === null ? 401 : 200),
    (error: { status?: number }) => error.status ?? 500,
  );

test('a key that is wrong is not looked up again at once', async () => {
  const { keys, asked } = counted();
  const wrong = newApiKey();
  for (let turn = 0; turn < 50; turn++) assert.equal(await keys.authenticate(wrong, '192.0.2.1'), null);
  // Two seconds may go by on a machine that is busy.
  assert.ok(asked.alone >= 1 && asked.alone < BURST, `${asked.alone} questions`);
});

test('a key that was wrong and is made valid here works at once', async () => {
  const { keys } = counted();
  const key = newApiKey();
  assert.equal(await keys.authenticate(key), null);
  await keys.add(key, 'made later');
  assert.notEqual(await keys.authenticate(key), null);
});

test('past its budget an address is refused with 429 and Retry-After, and costs few questions', async () => {
  const { keys, asked } = counted();
  const answers = await Promise.all(
    Array.from({ length: 600 }, () => outcome(keys.authenticate(newApiKey(), '192.0.2.2'))),
  );
  const wrong = answers.filter((status) => status === 401).length;
  assert.ok(wrong >= BURST && wrong < 2 * BURST, `${wrong} answers of 401`);
  assert.equal(answers.filter((status) => status === 429).length, 600 - wrong);
  assert.ok(asked.alone < 2 * BURST && asked.together < 10, JSON.stringify(asked));
  await assert.rejects(
    async () => {
      for (;;) await keys.authenticate(newApiKey(), '192.0.2.2');
    },
    { status: 429, code: 'too_many_wrong_keys', headers: { 'retry-after': '1' } },
  );
});

test('valid keys work from an address that others try wrong keys from, known here or not', async () => {
  const { keys } = counted();
  const [known, fresh] = [await keys.create('known'), await keys.create('fresh')];
  assert.notEqual(await keys.authenticate(known.key, '192.0.2.3'), null);
  const attack = Array.from({ length: 100 }, () => outcome(keys.authenticate(newApiKey(), '192.0.2.3')));
  assert.equal(await outcome(keys.authenticate(known.key, '192.0.2.3')), 200);
  assert.equal(await outcome(keys.authenticate(fresh.key, '192.0.2.3')), 200);
  assert.ok((await Promise.all(attack)).includes(429));
  // Another address has a budget of its own.
  assert.equal(await outcome(keys.authenticate(newApiKey(), '192.0.2.4')), 401);
});

test('right keys use up nothing', async () => {
  const { keys } = counted();
  const made = await Promise.all(Array.from({ length: 2 * BURST }, (_, at) => keys.create(`k${at}`)));
  for (const { key } of made) assert.equal(await outcome(keys.authenticate(key, '192.0.2.5')), 200);
  assert.equal(await outcome(keys.authenticate(newApiKey(), '192.0.2.5')), 401);
});

test('a budget fills up again by one a second, to its burst and no further', () => {
  let now = 0;
  const wrong = new WrongKeys(() => now);
  const taken = () => {
    let count = 0;
    while (wrong.take('192.0.2.1')) count += 1;
    return count;
  };
  assert.equal(taken(), BURST);
  now += 3_000;
  assert.equal(taken(), 3);
  now += 3_600_000;
  assert.equal(taken(), BURST);
  wrong.keep('hash');
  assert.equal(wrong.has('hash'), true);
  now += 2_000;
  assert.equal(wrong.has('hash'), false);
});

test('ever new addresses and keys take no more memory, and get no more than one budget in the end', () => {
  const wrong = new WrongKeys(() => 0);
  let allowed = 0;
  for (let at = 0; at < 30_000; at++) if (wrong.take(`10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`)) allowed += 1;
  assert.equal(allowed, 10_000 + BURST);
  for (let at = 0; at < 3_000; at++) wrong.keep(String(at));
  assert.deepEqual(
    [wrong.has('0'), wrong.has('1999'), wrong.has('2000'), wrong.has('2999')],
    [false, false, true, true],
  );
});

test('an IPv6 network of 64 bits counts as one address', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), networkOf('2001:db8:1:2:ffff::1'));
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64');
  assert.equal(networkOf('::1'), '0:0:0:0::/64');
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64');
  assert.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1');
  assert.equal(networkOf('192.0.2.1'), '192.0.2.1');
});

test('keys that wait are looked up together, and all hear when that fails', async () => {
  let questions = 0;
  const queue = new KeyQueue(async () => {
    questions += 1;
    throw new Error('the database is away');
  });
  const waiting = Array.from({ length: 300 }, (_, at) => queue.find(String(at)));
  // The first goes at once, 256 wait for the next turn, and the rest is not taken.
  assert.equal(waiting.filter((found) => found === undefined).length, 300 - 257);
  const settled = await Promise.allSettled(waiting.filter((found) => found !== undefined));
  assert.ok(settled.every(({ status }) => status === 'rejected'));
  assert.equal(questions, 2);
});
