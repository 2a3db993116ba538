import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preparedService } from './prepared-service.js';

const service = await preparedService();
const rows = Array.from({ length: 40 }, (_, row) => [Math.sin(row) * 10, row % 5 === 0 ? '' : row, (row % 7) - 3]);
const csv = ['a,b,y', ...rows.map((row) => row.join(','))].join('\n');
const options = {
  target: 'y',
  task: 'regression',
  prepare: { scaling: 'standardize', missing: 'mean', target: { scaling: 'minmax' } },
};
const dataset = service.created(await service.upload(options, csv), 201);
const newJob = async () => service.fit(await service.linear(), { dataset, epochs: 3, validation_split: 0.25 });

async function outcome(job: string) {
  const found = await service.database.pool.query(
    `SELECT status, attempt, preparation,
       (SELECT array_agg(sha256 ORDER BY epoch) FROM checkpoints WHERE job_id = id) AS checkpoints FROM jobs WHERE id = $1`,
    [job],
  );
  return found.rows[0] as { status: string; attempt: number; preparation: unknown; checkpoints: string[] };
}

const whole = await newJob();
await service.train(whole);
const undisturbed = await outcome(whole);

test('a child that dies once the preparation is fitted changes nothing', async () => {
  const { supervision } = service;
  const job = await newJob();
  let fitted = 0;
  const listening = supervision.supervisor(
    {},
    {
      store: {
        recordPreparation: async (...given) => {
          fitted++;
          const held = await supervision.store.recordPreparation(...given);
          process.kill(supervision.childPid, 'SIGKILL');
          return held;
        },
      },
    },
  );
  await listening.run(job);
  assert.equal((await outcome(job)).status, 'queued');
  await listening.run(job);
  assert.equal(fitted, 1);
  assert.deepEqual(await outcome(job), { ...undisturbed, attempt: 2 });
});

test('a later attempt applies what was fitted first, whatever it would find itself', async () => {
  const job = await newJob();
  const preparation = JSON.stringify(undisturbed.preparation);
  const other = preparation.replace(/"add":\[0,0\]/, '"add":[5,0]');
  assert.notEqual(other, preparation);
  await service.database.pool.query('UPDATE jobs SET preparation = $2 WHERE id = $1', [job, other]);
  await service.train(job);
  const ended = await outcome(job);
  assert.deepEqual(ended.preparation, JSON.parse(other));
  assert.notDeepEqual(ended.checkpoints, undisturbed.checkpoints);
});
