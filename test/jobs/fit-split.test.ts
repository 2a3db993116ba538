import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DatasetSpec, GroupSpec } from '../../src/data/dataset-spec.js';
import { problemSchema } from '../../src/http/problem.js';
import { jobSchema } from '../../src/jobs/job-schemas.js';
import { jobApp } from './job-app.js';

const api = await jobApp();
const model = await api.addModel();
const group: GroupSpec = { name: 'group', dtype: 'int32', shape: [], columns: ['patient'], groups: 4 };

async function addDataset(counts: readonly number[], over: Partial<DatasetSpec> = {}): Promise<string> {
  const classes = counts.map((count, index) => ({ class: `class ${index}`, count }));
  const id = await api.addDataset({ rows: counts.reduce((sum, count) => sum + count, 0), ...over });
  await setStatistics(id, { classes });
  return id;
}

async function setStatistics(id: string, ofTargets: object): Promise<void> {
  await api.database.pool.query('UPDATE datasets SET statistics = $2 WHERE id = $1', [
    id,
    JSON.stringify({ tensors: [{ columns: [] }, ofTargets] }),
  ]);
}

const even = await addDataset([10, 10], { group });

async function fit(body: object): Promise<ReturnType<typeof api.send>> {
  return api.send('POST', `/v1/models/${model}/fit`, body);
}

test('a split is stored with its seed: the one that is given, or the one of the fit', async () => {
  const split = { method: 'random', stratify: true, group: true, seed: 7 };
  const given = await fit({ dataset: even, validation_split: 0.2, seed: 3, split });
  assert.equal(given.statusCode, 202, given.body);
  const job = jobSchema.parse(given.json());
  assert.deepEqual(job.fit?.split, split);
  const claimed = await api.claim(job.id);
  assert.deepEqual(claimed.fit.split, split);

  const drawn = jobSchema.parse((await fit({ dataset: even, validation_split: 0.2, split: {} })).json());
  assert.deepEqual(drawn.fit?.split, { method: 'random', stratify: false, group: false, seed: drawn.fit?.seed });
  assert.deepEqual((await api.claim(drawn.id)).fit.split, drawn.fit?.split);

  const last = await fit({ dataset: even, validation_split: 0.2, split: { method: 'last' } });
  assert.deepEqual(jobSchema.parse(last.json()).fit?.split, { method: 'last', stratify: false, group: false });
});

const single = await addDataset([19, 1]);
const numbers = await api.addDataset({ task: 'regression', targets: [{ name: 't', dtype: 'float32', shape: [] }] });
await setStatistics(numbers, { columns: [] });
const regression = await api.addModel({
  architecture: { layers: [{ class_name: 'Dense', config: { units: 1 } }] },
  compile: { loss: 'mse' },
});
const oneGroup = await addDataset([10, 10], { group: { ...group, groups: 1 } });
const ungrouped = await addDataset([10, 10]);

const WRONG: readonly (readonly [what: string, body: object, pointer: string, detail: RegExp, model?: string])[] = [
  ['an unknown method', { split: { method: 'first' } }, '/split/method', /"last"/],
  ['an unknown field', { split: { shuffle: true } }, '/split/shuffle', /not known/],
  ['a seed of -1', { split: { seed: -1 } }, '/split/seed', /./],
  ['a seed for the last part', { split: { method: 'last', seed: 1 } }, '/split/seed', /goes with "method": "random"/],
  ['classes in the last part', { split: { method: 'last', stratify: true } }, '/split/stratify', /goes with/],
  ['groups in the last part', { split: { method: 'last', group: true } }, '/split/group', /goes with/],
  ['a split of nothing', { validation_split: 0, split: {} }, '/split', /give that too/],
  [
    'a class of one row',
    { dataset: single, split: { stratify: true } },
    '/split/stratify',
    /"class 1" has a single row/,
  ],
  ['numbers by class', { dataset: numbers, split: { stratify: true } }, '/split/stratify', /are not/, regression],
  ['no groups', { dataset: ungrouped, split: { group: true } }, '/split/group', /has no groups/],
  ['one group only', { dataset: oneGroup, split: { group: true } }, '/split/group', /of one group/],
  [
    'fewer rows than classes',
    { split: { stratify: true }, validation_split: 0.05 },
    '/validation_split',
    /leaves 19 rows to train on and 1 to validate on; both need a row of each of the 2 classes/,
  ],
  ['no rows to train on', { split: {}, validation_split: 0.99 }, '/validation_split', /leaves 0 of/],
];

for (const [what, body, pointer, detail, other = model] of WRONG) {
  test(`refused: ${what}`, async () => {
    const posted = { dataset: even, validation_split: 0.2, ...body };
    const answer = await api.send('POST', `/v1/models/${other}/fit`, posted);
    assert.equal(answer.statusCode, 422, answer.body);
    const [fault, ...more] = problemSchema.parse(answer.json()).errors ?? [];
    assert.deepEqual([fault?.pointer, more.length], [pointer, 0], answer.body);
    assert.match(fault?.detail ?? '', detail);
  });
}
