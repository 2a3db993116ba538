import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { testDatabase } from '../support/postgres.js';
import { JobFixture } from './job-fixture.js';
import { smallData } from './small-fit.js';
import { Supervision } from './supervised.js';

const database = await testDatabase();
const fixture = await JobFixture.create(database, smallData());
const supervision = await Supervision.open(database);
const progressSchema = z.looseObject({ epoch: z.int(), data_fraction: z.number().optional() });

test('a job tells how much of its data has been fetched, until it trains; what is on the disk already is not fetched', async () => {
  const told: (number | undefined)[] = [];
  const look = async (id: string) => progressSchema.parse((await fixture.job(id)).progress);
  const store = {
    recordFetched: async (jobId: string, attempt: number, fraction: number) => {
      const held = await supervision.store.recordFetched(jobId, attempt, fraction);
      told.push((await look(jobId)).data_fraction);
      return held;
    },
  };
  const first = await fixture.createJob();
  await supervision.supervisor({}, { store }).run(first);
  assert.ok(told.length > 0);
  assert.ok(told.every((fraction) => fraction !== undefined && fraction > 0 && fraction <= 1));
  assert.deepEqual([(await look(first)).epoch, (await look(first)).data_fraction], [3, undefined]);
  const pieces = told.length;
  await supervision.supervisor({}, { store }).run(await fixture.createJob());
  assert.equal(told.length, pieces);
});
