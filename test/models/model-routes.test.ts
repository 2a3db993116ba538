import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemSchema } from '../../src/http/problem.js';
import { optimizerObjectSchema } from '../../src/keras-format/optimizers.js';
import { dryRunSchema, modelPageSchema, modelSchema } from '../../src/models/model-schemas.js';
import { CHAPTER, modelApp } from './model-app.js';

const { send, addJob, foreignKey, database } = await modelApp();
const COMPILE = { optimizer: 'adam', loss: 'categorical_crossentropy', metrics: ['accuracy'] };

async function create(body: object = {}) {
  const answer = await send('POST', '/v1/models', { name: 'digits', architecture: CHAPTER, ...body });
  assert.equal(answer.statusCode, 201, answer.body);
  return modelSchema.parse(answer.json());
}

describe('POST /v1/models', () => {
  it('answers the model with names, defaults and the parameters of the chapter', async () => {
    const answer = await send('POST', '/v1/models', {
      name: 'digits',
      architecture: CHAPTER,
      compile: { loss: 'mse' },
    });
    const model = modelSchema.parse(answer.json());
    assert.equal(answer.headers.location, `/v1/models/${model.id}`);
    assert.match(model.id, /^mdl_/);
    assert.equal(model.name, 'digits');
    assert.deepEqual(model.compile, { optimizer: 'rmsprop', loss: 'mse', metrics: [] });
    assert.deepEqual(model.jobs, []);
    assert.deepEqual(model.summary.layers, [
      { name: 'dense', class_name: 'Dense', output_shape: [null, 100], params: 78_500, trainable: true },
      { name: 'dense_1', class_name: 'Dense', output_shape: [null, 10], params: 1_010, trainable: true },
    ]);
    assert.equal(model.summary.total_params, 79_510);
    assert.equal(model.summary.trainable_params, 79_510);
    assert.equal(model.summary.non_trainable_params, 0);
    assert.equal(model.architecture.class_name, 'Sequential');
    assert.equal(model.architecture.config.layers[1]?.config.kernel_initializer !== undefined, true);
    assert.deepEqual((await send('GET', `/v1/models/${model.id}`)).json(), answer.json());
  });

  it('counts nothing while the input shape is unknown', async () => {
    const model = await create({ architecture: { layers: [{ class_name: 'Dense', config: { units: 3 } }] } });
    assert.equal(model.compile, null);
    assert.deepEqual(model.summary.layers[0]?.output_shape, null);
    assert.equal(model.summary.total_params, 0);
  });

  it('keeps frozen layers out of the trainable parameters', async () => {
    const [first, ...others] = CHAPTER.layers;
    const frozen = { ...first, config: { ...first?.config, trainable: false } };
    const { summary } = await create({ architecture: { layers: [frozen, ...others] } });
    assert.equal(summary.trainable_params, 1_010);
    assert.equal(summary.non_trainable_params, 78_500);
  });

  it('with dry_run answers the same and stores nothing', async () => {
    const body = { name: 'nowhere', architecture: CHAPTER, compile: COMPILE };
    const answer = await send('POST', '/v1/models?dry_run=true', body);
    assert.equal(answer.statusCode, 200);
    const dry = dryRunSchema.parse(answer.json());
    const { rows } = await database.pool.query("SELECT 1 FROM models WHERE name = 'nowhere'");
    assert.equal(rows.length, 0);
    const { id, created_at, ...stored } = await create(body);
    assert.deepEqual({ id, created_at, ...stored }, { ...dry, id, created_at });
  });

  it('with dry_run finds the same faults', async () => {
    const body = { name: 'nowhere', architecture: { layers: [{ class_name: 'Dense', config: { units: 0 } }] } };
    const answer = await send('POST', '/v1/models?dry_run=true', body);
    assert.equal(answer.statusCode, 422);
  });

  it('gives the first answer again for the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'one-model' };
    const body = { name: 'once', architecture: CHAPTER };
    const first = await send('POST', '/v1/models', body, headers);
    const second = await send('POST', '/v1/models', body, headers);
    assert.equal(second.statusCode, 201);
    assert.deepEqual(second.json(), first.json());
    const { rows } = await database.pool.query("SELECT 1 FROM models WHERE name = 'once'");
    assert.equal(rows.length, 1);
  });
});

describe('GET /v1/models', () => {
  it('pages through the models of the project, newest first', async () => {
    const ids = [(await create()).id, (await create()).id, (await create()).id].reverse();
    const first = modelPageSchema.parse((await send('GET', '/v1/models?limit=2')).json());
    assert.deepEqual(
      first.data.map(({ id }) => id),
      ids.slice(0, 2),
    );
    assert.equal(first.has_more, true);
    const next = modelPageSchema.parse((await send('GET', `/v1/models?limit=1&after=${ids[1]}`)).json());
    assert.deepEqual(
      next.data.map(({ id }) => id),
      ids.slice(2),
    );
  });

  it('shows nothing of another project', async () => {
    const { id } = await create();
    const headers = { authorization: `Bearer ${await foreignKey()}` };
    assert.deepEqual((await send('GET', '/v1/models', undefined, headers)).json(), { data: [], has_more: false });
    const requests = [
      send('GET', `/v1/models/${id}`, undefined, headers),
      send('GET', `/v1/models/${id}/summary`, undefined, headers),
      send('DELETE', `/v1/models/${id}`, undefined, headers),
      send('PUT', `/v1/models/${id}/compile`, COMPILE, headers),
      send('POST', `/v1/models/${id}/layers`, CHAPTER.layers[1], headers),
    ];
    for (const answer of await Promise.all(requests)) {
      assert.equal(answer.statusCode, 404);
      assert.equal(problemSchema.parse(answer.json()).code, 'model_not_found');
    }
    assert.equal((await send('GET', `/v1/models/${id}`)).statusCode, 200);
  });

  it('lists the newest 20 jobs of a model, newest first', async () => {
    const { id } = await create();
    const jobs: string[] = [];
    for (let job = 0; job < 22; job++) jobs.unshift(await addJob(id, 'succeeded'));
    const model = modelSchema.parse((await send('GET', `/v1/models/${id}`)).json());
    assert.deepEqual(model.jobs, jobs.slice(0, 20));
  });

  it('reads a model that is larger than limits that were lowered since', async () => {
    const { id, summary } = await create();
    const { rows } = await database.pool.query('SELECT * FROM models WHERE id = $1', [id]);
    const small = await modelApp({ MAX_MODEL_PARAMS: '1000', MAX_MODEL_LAYERS: '1' });
    const created = await small.send('POST', '/v1/models', {
      name: 'tiny',
      architecture: { layers: [{ class_name: 'Dense', config: { units: 1, input_shape: [2] } }] },
    });
    const tiny = modelSchema.parse(created.json());
    await small.database.pool.query('UPDATE models SET architecture = $2 WHERE id = $1', [
      tiny.id,
      rows[0].architecture,
    ]);
    const read = modelSchema.parse((await small.send('GET', `/v1/models/${tiny.id}`)).json());
    assert.deepEqual(read.summary, summary);
  });
});

describe('DELETE /v1/models/{id}', () => {
  for (const status of ['queued', 'running', 'paused']) {
    it(`answers 409 while a job is ${status}`, async () => {
      const { id } = await create();
      await addJob(id, status);
      const answer = await send('DELETE', `/v1/models/${id}`);
      assert.equal(answer.statusCode, 409);
      assert.equal(problemSchema.parse(answer.json()).code, 'model_in_use');
      assert.equal((await send('GET', `/v1/models/${id}`)).statusCode, 200);
    });
  }

  it('removes the model with its ended jobs and their checkpoints', async () => {
    const { id } = await create();
    const job = await addJob(id, 'succeeded');
    await database.pool.query(
      `INSERT INTO checkpoints (job_id, epoch, size_bytes, sha256, state, metrics) VALUES ($1, 1, 3, '', '{}', '{}')`,
      [job],
    );
    await database.pool.query('INSERT INTO checkpoint_chunks (job_id, epoch, index, bytes) VALUES ($1, 1, 0, $2)', [
      job,
      Buffer.from([1, 2, 3]),
    ]);
    assert.equal((await send('DELETE', `/v1/models/${id}`)).statusCode, 204);
    assert.equal((await send('GET', `/v1/models/${id}`)).statusCode, 404);
    for (const table of ['checkpoints', 'checkpoint_chunks']) {
      const { rows } = await database.pool.query(`SELECT 1 FROM ${table} WHERE job_id = $1`, [job]);
      assert.equal(rows.length, 0, table);
    }
  });
});

describe('POST /v1/models/{id}/layers', () => {
  const dense = (config: object = {}) => ({ class_name: 'Dense', config: { units: 3, ...config } });

  it('adds a layer at the end with the name that Keras would give it', async () => {
    const { id } = await create();
    const answer = await send('POST', `/v1/models/${id}/layers`, dense());
    assert.equal(answer.statusCode, 200, answer.body);
    const { summary } = modelSchema.parse(answer.json());
    assert.deepEqual(summary.layers[2], {
      name: 'dense_2',
      class_name: 'Dense',
      output_shape: [null, 3],
      params: 33,
      trainable: true,
    });
  });

  it('loses none of many layers that are added at once', async () => {
    const { id } = await create();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => send('POST', `/v1/models/${id}/layers`, dense())),
    );
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      Array.from({ length: 12 }, () => 200),
    );
    const { summary } = modelSchema.parse((await send('GET', `/v1/models/${id}`)).json());
    const expected = Array.from({ length: 14 }, (_, index) => (index === 0 ? 'dense' : `dense_${index}`));
    assert.deepEqual(
      summary.layers.map(({ name }) => name),
      expected,
    );
    assert.equal(summary.total_params, 79_510 + 33 + 11 * 12);
  });

  it('answers 409 once the model has a job', async () => {
    const { id } = await create();
    await addJob(id, 'failed');
    const answer = await send('POST', `/v1/models/${id}/layers`, dense());
    assert.equal(answer.statusCode, 409);
    assert.equal(problemSchema.parse(answer.json()).code, 'model_has_jobs');
  });

  it('points into the layer that was posted, and leaves the model as it was', async () => {
    const { id } = await create();
    const cases = [
      [dense({ units: 0 }), '/config/units', 0],
      [dense({ name: 'dense' }), '/config/name', 'dense'],
      [{ class_name: 'Reshape', config: { target_shape: [3, 3] } }, '/config/target_shape', [3, 3]],
      [{ class_name: 'InputLayer', config: { batch_shape: [null, 4] } }, '', 'InputLayer'],
      [dense({ units: 30_000_000 }), '', 79_510 + 11 * 30_000_000],
    ] as const;
    for (const [body, pointer, received] of cases) {
      const answer = await send('POST', `/v1/models/${id}/layers`, body);
      assert.equal(answer.statusCode, 422, answer.body);
      const [error] = problemSchema.parse(answer.json()).errors ?? [];
      assert.equal(error?.pointer, pointer);
      assert.deepEqual(error?.received, received);
    }
    const { summary } = modelSchema.parse((await send('GET', `/v1/models/${id}`)).json());
    assert.equal(summary.layers.length, 2);
  });
});

describe('PUT /v1/models/{id}/compile', () => {
  it('sets what compile takes, again and again', async () => {
    const { id } = await create();
    const first = modelSchema.parse((await send('PUT', `/v1/models/${id}/compile`, COMPILE)).json());
    assert.deepEqual(first.compile, COMPILE);
    await addJob(id, 'running');
    const optimizer = { class_name: 'SGD', config: { learning_rate: 0.1, momentum: 0.9, nesterov: true } };
    const answer = await send('PUT', `/v1/models/${id}/compile`, { optimizer, loss: 'mse' });
    assert.equal(answer.statusCode, 200, answer.body);
    const { compile } = modelSchema.parse(answer.json());
    assert.deepEqual(
      optimizerObjectSchema.parse(compile?.optimizer),
      optimizerObjectSchema.parse({ class_name: 'SGD', config: optimizer.config }),
    );
    assert.deepEqual([compile?.loss, compile?.metrics], ['mse', []]);
  });

  it('refuses a loss that does not fit the output', async () => {
    const { id } = await create({
      architecture: { layers: [{ class_name: 'Dense', config: { units: 1, input_shape: [2] } }] },
    });
    const answer = await send('PUT', `/v1/models/${id}/compile`, COMPILE);
    assert.equal(answer.statusCode, 422);
    const [error] = problemSchema.parse(answer.json()).errors ?? [];
    assert.equal(error?.pointer, '/loss');
    assert.equal(error?.received, 'categorical_crossentropy');
  });
});

describe('GET /v1/models/{id} with Accept: text/x-python', () => {
  it('answers the Python that builds and compiles it', async () => {
    const { id } = await create({ compile: COMPILE });
    const answer = await send('GET', `/v1/models/${id}`, undefined, { accept: 'text/x-python' });
    assert.equal(answer.headers['content-type'], 'text/x-python; charset=utf-8');
    assert.equal(answer.headers.vary, 'accept');
    assert.match(answer.body, /^import keras$/m);
    assert.match(answer.body, /keras\.layers\.Dense\(.*units=100/);
    assert.match(answer.body, /loss="categorical_crossentropy"/);
  });
});

describe('GET /v1/models/{id}/summary', () => {
  it('answers the JSON of the model, or the table of Keras', async () => {
    const { id, summary } = await create();
    assert.deepEqual((await send('GET', `/v1/models/${id}/summary`)).json(), summary);
    const table = await send('GET', `/v1/models/${id}/summary`, undefined, { accept: 'text/plain' });
    assert.match(String(table.headers['content-type']), /^text\/plain/);
    assert.match(table.body, /^Model: "sequential"\n/);
    assert.match(table.body, /│ dense \(Dense\) +│ \(None, 100\) +│ +78,500 │/);
    assert.match(table.body, /Total params: 79,510 \(310\.59 KB\)/);
  });
});
