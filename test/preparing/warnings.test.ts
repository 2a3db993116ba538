import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { warningSchema } from '../../src/data/inspection/warning.js';
import { preparedService } from './prepared-service.js';

const service = await preparedService();
const warnedSchema = z.object({ warnings: z.array(warningSchema).nullable() });

async function warningsOf(path: string) {
  const answer = await service.send('GET', path);
  assert.equal(answer.statusCode, 200, answer.body);
  return warnedSchema.parse(answer.json()).warnings;
}

// Sorted by class: the last quarter are the only rows of c. Of them every fifth repeats a row of the first ones.
const rows = Array.from({ length: 80 }, (_, row) => [
  row >= 60 && row % 5 === 0 ? Math.sin(row - 60) : Math.sin(row),
  row < 30 ? 'a' : row < 60 ? 'b' : 'c',
]);
const csv = ['x,y', ...rows.map((row) => row.join(','))].join('\n');
const dataset = service.created(await service.upload({ target: 'y' }, csv), 201);
const compile = { loss: 'sparse_categorical_crossentropy' };
const newJob = async (body: object = { validation_split: 0.25 }) =>
  service.fit(await service.linear(3, compile), { dataset, epochs: 1, ...body });

test('a dataset and the list of datasets tell its warnings', async () => {
  const own = await warningsOf(`/v1/datasets/${dataset}`);
  assert.deepEqual(
    own?.map(({ code }) => code),
    ['sorted_by_target'],
  );
  const list = z.object({ data: z.array(warnedSchema) }).parse((await service.send('GET', '/v1/datasets')).json());
  assert.deepEqual(list.data[0]?.warnings, own);
});

test('a job tells what is odd about its split once an attempt has looked', async () => {
  const job = await newJob();
  assert.equal(await warningsOf(`/v1/jobs/${job}`), null);
  assert.equal((await service.train(job)).status, 'succeeded');
  const found = await warningsOf(`/v1/jobs/${job}`);
  assert.deepEqual(
    found?.map(({ code, count, classes }) => ({ code, count, classes })),
    [
      { code: 'duplicates_across_split', count: 4, classes: undefined },
      { code: 'class_missing_in_training', count: 1, classes: ['c'] },
      { code: 'class_missing_in_validation', count: 2, classes: ['a', 'b'] },
    ],
  );
});

test('a split that puts each class on both sides has nothing odd but the repeated rows', async () => {
  const job = await newJob({ validation_split: 0.25, split: { method: 'random', stratify: true } });
  await service.train(job);
  const found = await warningsOf(`/v1/jobs/${job}`);
  assert.deepEqual([found?.map(({ code }) => code).filter((code) => code !== 'duplicates_across_split')], [[]]);
});

test('a job that validates on nothing has nothing odd, and one on the same dataset repeats every row', async () => {
  const alone = await newJob({});
  await service.train(alone);
  assert.deepEqual(await warningsOf(`/v1/jobs/${alone}`), []);
  const same = await newJob({ validation_dataset: dataset });
  await service.train(same);
  assert.deepEqual(
    (await warningsOf(`/v1/jobs/${same}`))?.map(({ code, count }) => [code, count]),
    [['duplicates_across_split', 80]],
  );
});

test('an attempt after one that has looked does not look again', async () => {
  const job = await newJob();
  let looked = 0;
  const { supervision } = service;
  const listening = supervision.supervisor(
    {},
    {
      store: {
        recordWarnings: async (...given) => {
          looked++;
          const held = await supervision.store.recordWarnings(...given);
          process.kill(supervision.childPid, 'SIGKILL');
          return held;
        },
      },
    },
  );
  await listening.run(job);
  await listening.run(job);
  assert.equal(looked, 1);
  assert.equal((await warningsOf(`/v1/jobs/${job}`))?.length, 3);
});
