import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { removeCheckpoints } from '../../../src/checkpoints/checkpoint-repository.js';
import { withTransaction } from '../../../src/database/client.js';
import { problemSchema } from '../../../src/http/problem.js';
import { predictionSchema } from '../../../src/inference/inference-schemas.js';
import { servingPageSchema, servingSchema, versionPageSchema } from '../../../src/inference/serving/serving-schemas.js';
import { inferenceApp } from '../inference-app.js';

const api = await inferenceApp();
const { send } = api;
const { pool } = api.database;

const dataset = await api.dataset({ inputs: [[1], [2]], targets: [0.5, 1.5] });
const layers = [{ class_name: 'Dense', config: { units: 1, input_shape: [1] } }];
const newModel = () => api.model(layers, { loss: 'mse' });
/** A job whose epochs answer 1 with these numbers. */
const job = (model: string, answers: readonly number[], status: 'succeeded' | 'running' = 'succeeded') =>
  api.trained(model, { dataset, epochs: answers.map((answer) => [[answer], [0]]), status });

async function serving(method: 'GET' | 'PUT' | 'POST' | 'DELETE', model: string, body?: object, path = '') {
  const answer = await send(method, `/v1/models/${model}/serving${path}`, body);
  assert.equal(answer.statusCode, 200, answer.body);
  return servingSchema.parse(answer.json());
}

/** What a model answers to 1, by which job and epoch. */
async function predict(model: string, checkpoint?: unknown) {
  const answer = await send('POST', `/v1/models/${model}/predict`, { instances: [[1]], checkpoint });
  assert.equal(answer.statusCode, 200, answer.body);
  const prediction = predictionSchema.parse(answer.json());
  return [z.array(z.array(z.number())).parse(prediction.predictions)[0]?.[0], prediction.job, prediction.epoch];
}

async function refusal(method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, body?: object) {
  const answer = await send(method, url, body);
  const { status, code, errors } = problemSchema.parse(answer.json());
  return [status, code, errors?.[0]?.pointer];
}

describe('versions', () => {
  it('are numbered in the order in which jobs succeed, for each model from 1, and stay', async () => {
    const [model, other] = [await newModel(), await newModel()];
    const slow = await job(model, [1], 'running');
    const fast = await job(model, [2, 3]);
    await job(other, [4]);
    await pool.query("UPDATE jobs SET status = 'succeeded', final_epoch = 1, finished_at = now() WHERE id = $1", [
      slow,
    ]);
    await pool.query("UPDATE jobs SET metrics = '{}' WHERE id = $1", [fast]);
    const list = async (query = '') =>
      versionPageSchema.parse((await send('GET', `/v1/models/${model}/versions${query}`)).json());
    const page = await list();
    assert.deepEqual(
      page.data.map((one) => [one.version, one.job, one.epoch, one.served, one.label]),
      // The newest job answers, though an older one has succeeded after it.
      [
        [2, slow, 1, false, null],
        [1, fast, 2, true, null],
      ],
    );
    assert.equal(page.has_more, false);
    assert.deepEqual(
      (await list('?limit=1')).data.map(({ version }) => version),
      [2],
    );
    assert.deepEqual(
      (await list('?after=2')).data.map(({ version }) => version),
      [1],
    );
    assert.deepEqual(await predict(model, { version: 2 }), [1, slow, 1]);
    assert.deepEqual(await predict(model, { version: 1 }), [3, fast, 2]);
    assert.deepEqual(
      await refusal('POST', `/v1/models/${model}/predict`, { instances: [[1]], checkpoint: { version: 3 } }),
      [404, 'version_not_found', '/checkpoint/version'],
    );
  });

  it('that succeed at the same moment have numbers of their own', async () => {
    const model = await newModel();
    const jobs: string[] = [];
    for (let index = 0; index < 8; index++) jobs.push(await job(model, [index], 'running'));
    await Promise.all(
      jobs.map((id) => pool.query("UPDATE jobs SET status = 'succeeded', final_epoch = 1 WHERE id = $1", [id])),
    );
    const { rows } = await pool.query('SELECT model_version FROM jobs WHERE model_id = $1 ORDER BY model_version', [
      model,
    ]);
    assert.deepEqual(
      rows.map((row) => z.object({ model_version: z.int() }).parse(row).model_version),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
  });
});

describe('serving', () => {
  it('is of the newest succeeded job, until something is pinned, and goes back step by step', async () => {
    const model = await newModel();
    const empty = await serving('GET', model);
    assert.deepEqual([empty.revision, empty.pinned, empty.targets, empty.previous], [0, false, [], null]);
    const first = await job(model, [1, 2]);
    const second = await job(model, [3]);
    assert.deepEqual(await predict(model), [3, second, 1]);

    const pinned = await serving('PUT', model, { targets: [{ job: first, epoch: 1, label: 'stable' }] });
    assert.deepEqual([pinned.revision, pinned.pinned, pinned.action, pinned.previous], [1, true, 'put', 0]);
    assert.deepEqual(pinned.targets, [{ job: first, epoch: 1, version: 1, weight: 1, label: 'stable' }]);
    assert.deepEqual(await predict(model), [1, first, 1]);
    assert.deepEqual(await predict(model, 'final'), [3, second, 1]);
    assert.deepEqual(await predict(model, { label: 'stable' }), [1, first, 1]);

    await serving('PUT', model, { targets: [{ version: 1 }] });
    assert.deepEqual(await predict(model), [2, first, 2]);
    assert.deepEqual(
      (await serving('DELETE', model)).targets.map(({ job: id }) => id),
      [second],
    );
    assert.deepEqual(await predict(model), [3, second, 1]);

    const answers = [];
    for (let step = 0; step < 3; step++) {
      const { action, pinned: isPinned } = await serving('POST', model, undefined, '/rollback');
      answers.push([action, isPinned, ...(await predict(model))]);
    }
    assert.deepEqual(answers, [
      ['rollback', true, 2, first, 2],
      ['rollback', true, 1, first, 1],
      ['rollback', false, 3, second, 1],
    ]);
    assert.deepEqual(await refusal('POST', `/v1/models/${model}/serving/rollback`), [
      409,
      'nothing_served_before',
      undefined,
    ]);
    const history = await send('GET', `/v1/models/${model}/serving/history?limit=4`);
    const page = servingPageSchema.parse(history.json());
    assert.deepEqual(
      page.data.map(({ revision, action, pinned: isPinned }) => [revision, action, isPinned]),
      [
        [6, 'rollback', false],
        [5, 'rollback', true],
        [4, 'rollback', true],
        [3, 'reset', false],
      ],
    );
    assert.equal(page.has_more, true);
  });

  it('changes nothing by a reset where nothing is pinned', async () => {
    const model = await newModel();
    assert.equal((await serving('DELETE', model)).revision, 0);
  });

  it('splits requests between two by their weights, and keeps one of weight 0 for its label', async () => {
    const model = await newModel();
    const first = await job(model, [1]);
    const second = await job(model, [2]);
    const split = (one: number, other: number) =>
      serving('PUT', model, {
        targets: [
          { job: first, epoch: 1, weight: one, label: 'stable' },
          { version: 2, weight: other, label: 'canary' },
        ],
      });
    await split(1, 1);
    const seen = new Set<unknown>();
    // Forty requests that all go to the same one of two are rarer than one in 10^11.
    for (let request = 0; request < 40; request++) seen.add((await predict(model))[1]);
    assert.deepEqual([...seen].sort(), [first, second]);
    await split(1, 0);
    for (let request = 0; request < 10; request++) assert.deepEqual(await predict(model), [1, first, 1]);
    assert.deepEqual(await predict(model, { label: 'canary' }), [2, second, 1]);
    const versions = versionPageSchema.parse((await send('GET', `/v1/models/${model}/versions`)).json());
    assert.deepEqual(
      versions.data.map(({ served, label }) => [served, label]),
      [
        [false, 'canary'],
        [true, 'stable'],
      ],
    );
  });

  it('may be of a job that still runs, whose latest checkpoint can be asked while it trains', async () => {
    const model = await newModel();
    const running = await job(model, [1, 2], 'running');
    assert.deepEqual(await predict(model, 'latest'), [2, running, 2]);
    assert.deepEqual(await predict(model, { job: running, epoch: 1 }), [1, running, 1]);
    const { targets } = await serving('PUT', model, { targets: [{ job: running, epoch: 1 }] });
    assert.equal(targets[0]?.version, null);
    assert.deepEqual(await predict(model), [1, running, 1]);
  });

  it('keeps its checkpoints, whatever the job does with the others, and its model', async () => {
    const model = await newModel();
    const running = await job(model, [1, 2, 3], 'running');
    await serving('PUT', model, { targets: [{ job: running, epoch: 1 }] });
    await serving('PUT', model, { targets: [{ job: running, epoch: 2 }] });
    await pool.query("UPDATE jobs SET status = 'succeeded', final_epoch = 3 WHERE id = $1", [running]);
    await withTransaction(pool, (client) => removeCheckpoints(client, running, [1, 2, 3]));
    const { rows } = await pool.query('SELECT epoch FROM checkpoints WHERE job_id = $1 ORDER BY epoch', [running]);
    assert.deepEqual(rows, [{ epoch: 1 }, { epoch: 2 }]);
    await serving('POST', model, undefined, '/rollback');
    assert.deepEqual(await predict(model), [1, running, 1]);
    assert.deepEqual(await refusal('DELETE', `/v1/models/${model}`), [409, 'model_is_served', undefined]);
    await serving('DELETE', model);
    assert.equal((await send('DELETE', `/v1/models/${model}`)).statusCode, 204);
    assert.equal((await pool.query('SELECT 1 FROM serving_targets WHERE model_id = $1', [model])).rowCount, 0);
  });

  it('refuses what the model does not have, and names it', async () => {
    const model = await newModel();
    const first = await job(model, [1]);
    const foreign = await job(await newModel(), [2]);
    const put = (targets: object[]) => refusal('PUT', `/v1/models/${model}/serving`, { targets });
    assert.deepEqual(await put([{ job: foreign, epoch: 1 }]), [404, 'checkpoint_not_found', '/targets/0/epoch']);
    assert.deepEqual(await put([{ version: 1 }, { job: first, epoch: 9 }]), [
      404,
      'checkpoint_not_found',
      '/targets/1/epoch',
    ]);
    assert.deepEqual(await put([{ version: 2 }]), [404, 'version_not_found', '/targets/0/version']);
    assert.deepEqual(await put([{ version: 1, weight: 0 }]), [422, 'invalid_request', '/targets/0/weight']);
    assert.deepEqual(await put([{ version: 1, label: 'a b' }]), [422, 'invalid_request', '/targets/0/label']);
    const twice = { version: 1, label: 'stable' };
    assert.deepEqual(await put([twice, twice]), [422, 'invalid_request', '/targets/1/label']);
    assert.deepEqual(await put([]), [422, 'invalid_request', '/targets']);
    assert.equal((await serving('GET', model)).revision, 0);
    const label = { instances: [[1]], checkpoint: { label: 'canary' } };
    assert.deepEqual(await refusal('POST', `/v1/models/${model}/predict`, label), [
      404,
      'label_not_found',
      '/checkpoint/label',
    ]);
  });

  it('of another project is not there', async () => {
    const model = await newModel();
    const first = await job(model, [1]);
    const headers = { authorization: `Bearer ${await api.foreignKey()}` };
    const targets = [{ job: first, epoch: 1 }];
    for (const [method, path, body] of [
      ['GET', 'serving', undefined],
      ['PUT', 'serving', { targets }],
      ['DELETE', 'serving', undefined],
      ['POST', 'serving/rollback', undefined],
      ['GET', 'serving/history', undefined],
      ['GET', 'versions', undefined],
    ] as const) {
      const answer = await send(method, `/v1/models/${model}/${path}`, body, headers);
      assert.deepEqual([answer.statusCode, problemSchema.parse(answer.json()).code], [404, 'model_not_found']);
    }
  });
});
