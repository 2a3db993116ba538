import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import type { AttemptStore } from '../../src/trainer/attempt-store.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { startTestPostgres } from '../support/postgres.js';
import { JobFixture } from './job-fixture.js';
import { gone } from './processes.js';
import { smallData } from './small-fit.js';
import { Supervision } from './supervised.js';

const postgres = await startTestPostgres();
await migrate(postgres.connectionString, silentLogger);
const database = openDatabase(testConfig(), postgres.connectionString, silentLogger);
atEnd(database.close);
const fixture = await JobFixture.create(database, smallData());
const supervision = await Supervision.open(database);

/** Takes the database away just before the first epoch is written, and calls `then`. */
function awayAtFirstEpoch(then: () => void): Partial<AttemptStore> {
  let first = true;
  return {
    recordEpoch: async (...values) => {
      if (first) {
        first = false;
        await postgres.stop();
        then();
      }
      return supervision.store.recordEpoch(...values);
    },
  };
}

test('a database that comes back within the lease costs nothing', async () => {
  const id = await fixture.createJob();
  const store = awayAtFirstEpoch(() => void postgres.start());
  await supervision.supervisor({ LEASE_MS: '60000' }, { store }).run(id);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.attempt, job.infrastructure_failures], ['succeeded', 1, 0]);
  assert.equal((await fixture.epochs(id)).length, 3);
});

test('an attempt whose lease runs out while the database is away kills its child and leaves the job to the next', async () => {
  const id = await fixture.createJob();
  const store = awayAtFirstEpoch(() => undefined);
  await supervision.supervisor({ LEASE_MS: '2000' }, { store }).run(id);
  await gone(supervision.childPid);
  await assert.rejects(supervision.supervisor().run(id));

  await postgres.start();
  const left = await fixture.job(id);
  assert.deepEqual([left.status, left.attempt, await fixture.epochs(id)], ['running', 1, []]);
  await supervision.supervisor().run(id);
  const job = await fixture.job(id);
  assert.deepEqual([job.status, job.attempt], ['succeeded', 2]);
});
