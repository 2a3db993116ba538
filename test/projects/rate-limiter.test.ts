import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../src/ids.js';
import { RateLimiter } from '../../src/projects/rate-limiter.js';
import { OwnTokens, StoredTokens, type TokenStore } from '../../src/projects/token-store.js';
import { silentLogger } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';

const database = await testDatabase();

async function project(): Promise<string> {
  const id = newId('project');
  await database.pool.query('INSERT INTO projects (id, name) VALUES ($1, $1)', [id]);
  return id;
}

/** Asks as fast as the limiters answer, for so long. @returns what got through, and the seconds that it took. */
async function flood(limiters: readonly RateLimiter[], id: string, perS: number, forMs: number) {
  const started = performance.now();
  const counts = await Promise.all(
    limiters.map(async (limiter) => {
      let allowed = 0;
      while (performance.now() - started < forMs) {
        if ((await limiter.take(id, perS)).allowed) allowed += 1;
        else await new Promise((resolve) => setImmediate(resolve));
      }
      return allowed;
    }),
  );
  return { counts, seconds: (performance.now() - started) / 1000 };
}

test('the rate holds over several servers together, but for a tenth of it each', async () => {
  const id = await project();
  const perS = 200;
  const limiters = [1, 2].map(() => new RateLimiter(new StoredTokens(database.pool), silentLogger));
  const { counts, seconds } = await flood(limiters, id, perS, 1_500);
  const sum = counts.reduce((all, one) => all + one, 0);
  assert.ok(sum <= perS * (seconds + 1) + 0.1 * perS * limiters.length, `${sum} in ${seconds} s`);
  // What one has taken and does not use is lost, and nothing else.
  assert.ok(sum >= perS, `${sum} in ${seconds} s`);
  assert.ok(
    counts.every((count) => count > 0),
    `${counts}`,
  );
});

test('the store is asked once for a tenth of the rate, not once for a request', async () => {
  const id = await project();
  const stored = new StoredTokens(database.pool);
  let asked = 0;
  const counting: TokenStore = {
    take: (...args) => {
      asked += 1;
      return stored.take(...args);
    },
  };
  const limiter = new RateLimiter(counting, silentLogger);
  for (let request = 0; request < 900; request++) assert.ok((await limiter.take(id, 1_000)).allowed);
  assert.ok(asked >= 9 && asked <= 20, `${asked} questions`);
});

test('projects do not use up what others may', async () => {
  const [busy, calm] = [await project(), await project()];
  const limiter = new RateLimiter(new StoredTokens(database.pool), silentLogger);
  while ((await limiter.take(busy, 5)).allowed);
  assert.deepEqual(await limiter.take(calm, 5), { allowed: true, left: 4 });
});

test('a refusal says when it is worth asking again, and what has been waited for is there', async () => {
  const id = await project();
  const limiter = new RateLimiter(new StoredTokens(database.pool), silentLogger);
  while ((await limiter.take(id, 4)).allowed);
  const refused = await limiter.take(id, 4);
  assert.ok(!refused.allowed && refused.retryInMs > 0 && refused.retryInMs <= 250, JSON.stringify(refused));
  // As if that time had gone by for the bucket.
  await database.pool.query(`UPDATE rate_buckets SET at = at - interval '10 s' WHERE project_id = $1`, [id]);
  const other = new RateLimiter(new StoredTokens(database.pool), silentLogger);
  let allowed = 0;
  while ((await other.take(id, 4)).allowed) allowed += 1;
  // A bucket holds the requests of one second, however long nobody asked.
  assert.ok(allowed >= 4 && allowed <= 6, `${allowed}`);
});

test('while the store is away each server counts for itself', async () => {
  let asked = 0;
  const away: TokenStore = {
    take: () => {
      asked += 1;
      return Promise.reject(new Error('connection refused'));
    },
  };
  const limiter = new RateLimiter(away, silentLogger);
  const { counts, seconds } = await flood([limiter], 'prj_1', 50, 300);
  const [allowed = 0] = counts;
  assert.ok(allowed >= 50 && allowed <= 50 * (seconds + 1) + 5, `${allowed} in ${seconds} s`);
  assert.equal(asked, 1);
});

test("a server's own buckets fill at the rate, up to a second of it", async () => {
  const own = new OwnTokens();
  assert.deepEqual(await own.take('prj_1', 10, 4), { granted: 4, left: 6 });
  const { granted } = await own.take('prj_1', 10, 100);
  assert.ok(granted >= 6 && granted <= 10, `${granted}`);
});
