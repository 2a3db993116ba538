import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobDefinitionSchema } from '../../src/jobs/job-definition.js';
import { jobSchema } from '../../src/jobs/job-schemas.js';
import { jobApp, SMALL } from './job-app.js';

const api = await jobApp();

test('a fit is answered 202 with the job, its address and when to ask again', async () => {
  const [model, dataset] = [await api.addModel(), await api.addDataset()];
  const answer = await api.send('POST', `/v1/models/${model}/fit`, {
    dataset,
    epochs: 3,
    batch_size: 4,
    validation_split: 0.2,
    seed: 7,
    class_weight: { 1: 2.5 },
    metadata: { note: 'first', try: 1 },
  });
  assert.equal(answer.statusCode, 202, answer.body);
  const job = jobSchema.parse(answer.json());
  assert.equal(answer.headers.location, `/v1/jobs/${job.id}`);
  assert.equal(answer.headers['retry-after'], '1');
  const { queued_at, ...rest } = job;
  assert.ok(Math.abs(Date.parse(queued_at) - Date.now()) < 60_000);
  assert.deepEqual(rest, {
    id: job.id,
    model,
    dataset,
    status: 'queued',
    stop_requested: null,
    fit: {
      dataset,
      epochs: 3,
      batch_size: 4,
      validation_split: 0.2,
      shuffle: true,
      seed: 7,
      class_weight: { 1: 2.5 },
      callbacks: [],
      priority: 0,
      metadata: { note: 'first', try: 1 },
    },
    progress: { epoch: 0, epochs: 3, step: 0, steps: 2, fraction: 0, eta_s: null },
    metrics: {},
    attempts: 0,
    queue: { position: 1, eta_s: null, not_before: null },
    final_epoch: null,
    stop_reason: null,
    error: null,
    warnings: null,
    engine: null,
    started_at: null,
    finished_at: null,
  });
  assert.deepEqual(await api.rows(job.id), { jobs: 1, events: 1, outbox: 1, epochs: 0, checkpoints: 0, chunks: 0 });
});

test('a fit without a seed is given one, and shows it', async () => {
  const seeds = new Set<number>();
  for (let count = 0; count < 3; count++) {
    const job = jobSchema.parse((await api.send('GET', `/v1/jobs/${await api.fit()}`)).json());
    const seed = job.fit?.seed ?? -1;
    assert.ok(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
    seeds.add(seed);
  }
  assert.equal(seeds.size, 3);
});

test('the definition is kept as it was, whatever becomes of the model', async () => {
  const [model, dataset, validation] = [
    await api.addModel(),
    await api.addDataset(),
    await api.addDataset({ rows: 3 }),
  ];
  const answer = await api.send('POST', `/v1/models/${model}/fit`, { dataset, validation_dataset: validation });
  const { id } = jobSchema.parse(answer.json());
  await api.database.pool.query(`UPDATE models SET compile = '{"loss": "mae"}' WHERE id = $1`, [model]);
  const definition = jobDefinitionSchema.parse((await api.row(id)).definition);
  assert.equal(definition.compile.loss, 'sparse_categorical_crossentropy');
  assert.deepEqual(definition.inputShape, [4]);
  assert.equal(definition.architecture.config.layers.length, 2);
  assert.deepEqual(
    [definition.dataset.id, definition.dataset.spec.rows, definition.dataset.sha256.length],
    [dataset, 10, 64],
  );
  assert.deepEqual([definition.validation?.id, definition.validation?.spec.rows], [validation, 3]);
});

test('the first fit settles the input shape of a model that names none', async () => {
  const shapeOf = async (model: string) => {
    const { rows } = await api.database.pool.query('SELECT input_shape FROM models WHERE id = $1', [model]);
    return rows[0].input_shape;
  };
  const open = await api.addModel();
  assert.equal((await api.send('POST', `/v1/models/${open}/fit`, { dataset: await api.addDataset() })).statusCode, 202);
  assert.deepEqual(await shapeOf(open), [4]);
  const wider = await api.addDataset({ inputs: [{ name: 'inputs', dtype: 'uint8', shape: [2, 3] }] });
  const refused = await api.send('POST', `/v1/models/${open}/fit`, { dataset: wider });
  assert.equal(refused.statusCode, 422);
  assert.match(refused.json().errors[0].detail, /rows of \(None, 4\), and the dataset's are \(None, 2, 3\)/);

  const [first, ...others] = SMALL.layers;
  const declared = { layers: [{ ...first, config: { ...first?.config, input_shape: [4] } }, ...others] };
  const named = await api.addModel({ architecture: declared });
  // Four numbers a row, laid out in another way.
  const square = await api.addDataset({ inputs: [{ name: 'inputs', dtype: 'uint8', shape: [2, 2] }] });
  const taken = await api.send('POST', `/v1/models/${named}/fit`, { dataset: square });
  assert.equal(taken.statusCode, 202, taken.body);
  assert.equal(await shapeOf(named), null);
  assert.deepEqual(jobDefinitionSchema.parse((await api.row(taken.json().id)).definition).inputShape, [4]);
});

test('the same Idempotency-Key makes one job of ten requests at once', async () => {
  const [model, dataset] = [await api.addModel(), await api.addDataset()];
  const headers = { 'idempotency-key': 'once' };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => api.send('POST', `/v1/models/${model}/fit`, { dataset }, headers)),
  );
  const made = answers.filter(({ statusCode }) => statusCode === 202);
  const again = await api.send('POST', `/v1/models/${model}/fit`, { dataset }, headers);
  assert.deepEqual(new Set(made.map((answer) => answer.json().id)), new Set([again.json().id]));
  assert.ok(answers.every(({ statusCode }) => statusCode === 202 || statusCode === 409));
  assert.equal(again.headers.location, `/v1/jobs/${again.json().id}`);
  assert.equal(again.body, made[0]?.body);
  assert.equal(again.headers['content-type'], made[0]?.headers['content-type']);
  const { rows } = await api.database.pool.query('SELECT count(*)::int AS n FROM jobs WHERE model_id = $1', [model]);
  assert.equal(rows[0].n, 1);
});

/** Has Postgres run some PL/pgSQL for each new job while `work` runs. */
async function withTrigger(kind: string, statements: string, work: () => Promise<void>): Promise<void> {
  const { pool } = api.database;
  await pool.query(
    `CREATE FUNCTION for_each_job() RETURNS trigger AS $$ BEGIN ${statements} RETURN NEW; END $$ LANGUAGE plpgsql;
     CREATE ${kind} FOR EACH ROW EXECUTE FUNCTION for_each_job()`,
  );
  try {
    await work();
  } finally {
    await pool.query('DROP TRIGGER for_each_job ON jobs; DROP FUNCTION for_each_job');
  }
}

test('a job never stands without the answer to its Idempotency-Key: a server that dies in between makes no second one', async () => {
  const [model, dataset] = [await api.addModel(), await api.addDataset()];
  const check = `IF NOT EXISTS (SELECT 1 FROM idempotency_keys WHERE key = 'with-its-answer' AND status = 202) THEN
    RAISE EXCEPTION 'a job is committed without its answer'; END IF;`;
  await withTrigger(
    'CONSTRAINT TRIGGER for_each_job AFTER INSERT ON jobs DEFERRABLE INITIALLY DEFERRED',
    check,
    async () => {
      const headers = { 'idempotency-key': 'with-its-answer' };
      const answer = await api.send('POST', `/v1/models/${model}/fit`, { dataset }, headers);
      assert.equal(answer.statusCode, 202, answer.body);
    },
  );
});

test('a request whose key another server has taken over meanwhile makes no job', async () => {
  const [model, dataset] = [await api.addModel(), await api.addDataset()];
  const takeOver = `UPDATE idempotency_keys SET created_at = created_at + interval '1 s' WHERE key = 'taken-over';`;
  await withTrigger('TRIGGER for_each_job BEFORE INSERT ON jobs', takeOver, async () => {
    const headers = { 'idempotency-key': 'taken-over' };
    const answer = await api.send('POST', `/v1/models/${model}/fit`, { dataset }, headers);
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'request_in_progress']);
  });
  const { rowCount } = await api.database.pool.query('SELECT 1 FROM jobs WHERE model_id = $1', [model]);
  assert.equal(rowCount, 0);
});

test('a fit that is refused leaves nothing behind', async () => {
  const counts = async () =>
    (
      await api.database.pool.query(
        'SELECT (SELECT count(*) FROM jobs)::int AS jobs, (SELECT count(*) FROM job_events)::int AS events, (SELECT count(*) FROM outbox)::int AS outbox',
      )
    ).rows[0];
  const before = await counts();
  const model = await api.addModel();
  const dataset = await api.addDataset({ inputs: [{ name: 'inputs', dtype: 'float32', shape: [2, 2] }] });
  assert.equal((await api.send('POST', `/v1/models/${model}/fit`, { dataset })).statusCode, 422);
  const { rows } = await api.database.pool.query('SELECT input_shape FROM models WHERE id = $1', [model]);
  assert.equal(rows[0].input_shape, null);
  assert.deepEqual(await counts(), before);
});
