import type { LightMyRequestResponse } from 'fastify';
import { checkpointRoutes } from '../../src/checkpoints/checkpoint-routes.js';
import { Converter } from '../../src/checkpoints/conversion/converter.js';
import type { DatasetSpec } from '../../src/data/dataset-spec.js';
import type { Database } from '../../src/database/client.js';
import { openNotifications } from '../../src/database/notifications.js';
import type { App } from '../../src/http/app-type.js';
import { newId } from '../../src/ids.js';
import { createAttemptStore } from '../../src/jobs/attempt-repository.js';
import { eventRoutes } from '../../src/jobs/event-routes.js';
import { importRoutes } from '../../src/jobs/imports/import-routes.js';
import { jobRoutes } from '../../src/jobs/job-routes.js';
import { type JobAnswer, jobSchema } from '../../src/jobs/job-schemas.js';
import { type JobWatch, openJobWatch } from '../../src/jobs/job-watch.js';
import { postedArchitectureSchema, toArchitecture } from '../../src/keras-format/architecture.js';
import { compileSchema } from '../../src/keras-format/compile.js';
import type { AttemptStore, ClaimedJob } from '../../src/trainer/attempt-store.js';
import { commonApp } from '../http/common-app.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';

type Method = 'GET' | 'POST' | 'DELETE';

/** The rows per table that belong to a job, its own counted as one. */
export interface JobRows {
  readonly jobs: number;
  readonly events: number;
  readonly outbox: number;
  readonly epochs: number;
  readonly checkpoints: number;
  readonly chunks: number;
}

export interface JobApp {
  readonly app: App;
  readonly authorization: string;
  readonly database: Database;
  readonly store: AttemptStore;
  readonly watch: JobWatch;
  readonly projectId: string;
  /** Sends a request with the key of the test's project, or with another one. */
  send(method: Method, url: string, body?: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** The Authorization header of a project of its own. */
  foreigner(): Promise<{ authorization: string; projectId: string }>;
  addModel(over?: { architecture?: unknown; compile?: unknown; projectId?: string }): Promise<string>;
  addDataset(over?: Partial<DatasetSpec> & { projectId?: string }): Promise<string>;
  /** A job of a new model and dataset, made by the route. @returns its id. */
  fit(body?: Record<string, unknown>): Promise<string>;
  rows(jobId: string): Promise<JobRows>;
  /** Takes the job for an attempt, as a worker does. */
  claim(jobId: string, leaseMs?: number): Promise<ClaimedJob>;
  /** The job as its user sees it. */
  look(jobId: string): Promise<JobAnswer>;
  /** Number and name of each durable event: `[3, 'epoch 1']`, `[4, 'succeeded']`. */
  eventNames(jobId: string): Promise<[number, string][]>;
  /** The job's row as it stands. */
  row(jobId: string): Promise<Record<string, unknown>>;
}

/** Two layers on rows of four numbers; 4 x 3 + 3 + 3 x 2 + 2 = 23 weights. */
export const SMALL = {
  layers: [
    { class_name: 'Dense', config: { units: 3, activation: 'relu' } },
    { class_name: 'Dense', config: { units: 2, activation: 'softmax' } },
  ],
};
export const SMALL_COMPILE = { optimizer: 'sgd', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] };

/** Ten rows of four numbers, two classes. */
export const SMALL_SPEC: DatasetSpec = {
  task: 'classification',
  rows: 10,
  inputs: [{ name: 'inputs', dtype: 'float32', shape: [4] }],
  targets: [{ name: 'targets', dtype: 'uint8', shape: [], classes: ['no', 'yes'] }],
};

/** An app with the routes of jobs and checkpoints, on a database of its own; no worker runs; `more` adds routes. */
export async function jobApp(
  settings: Readonly<Record<string, string>> = {},
  more: (app: App, deps: { readonly database: Database }) => Promise<void> = async () => {},
): Promise<JobApp> {
  const database = await testDatabase(settings);
  const notifications = openNotifications(database.connectionString, 5_000, silentLogger);
  atEnd(() => notifications.close());
  const watch = await openJobWatch(notifications);
  const { app, keys, authorization } = await commonApp(database, async (scope) => {
    await jobRoutes(scope, { database, config: testConfig(settings) });
    await eventRoutes(scope, { database, jobWatch: watch });
    const config = testConfig(settings);
    const converter = new Converter({ config, logger: silentLogger });
    await importRoutes(scope, { database, config, converter });
    await checkpointRoutes(scope, { database, config, converter });
    await more(scope, { database });
  });
  const { pool } = database;
  const store = createAttemptStore(database);
  const projectOf = async (header: string) =>
    (await keys.authenticate(header.slice('Bearer '.length)))?.project.id ?? '';
  const projectId = await projectOf(authorization);

  const send: JobApp['send'] = (method, url, body, headers = {}) =>
    app.inject({
      method,
      url,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const addModel: JobApp['addModel'] = async (over = {}) => {
    const id = newId('model');
    const architecture = toArchitecture(postedArchitectureSchema.parse(over.architecture ?? SMALL));
    const compile = over.compile === null ? null : compileSchema.parse(over.compile ?? SMALL_COMPILE);
    await pool.query('INSERT INTO models (id, project_id, name, architecture, compile) VALUES ($1, $2, $3, $4, $5)', [
      id,
      over.projectId ?? projectId,
      'small',
      JSON.stringify(architecture),
      compile === null ? null : JSON.stringify(compile),
    ]);
    return id;
  };
  const addDataset: JobApp['addDataset'] = async ({ projectId: owner = projectId, ...over } = {}) => {
    const id = newId('dataset');
    const spec = { ...SMALL_SPEC, ...over };
    await pool.query(
      `INSERT INTO datasets (id, project_id, name, format, task, rows, spec, size_bytes, sha256)
       VALUES ($1, $2, 'small', 'json', $3, $4, $5, 170, $6)`,
      [id, owner, spec.task, spec.rows, JSON.stringify(spec), 'ab'.repeat(32)],
    );
    return id;
  };
  const count = async (table: string, jobId: string) => {
    const column = table === 'jobs' ? 'id' : 'job_id';
    const { rows } = await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${column} = $1`, [
      jobId,
    ]);
    return rows[0]?.n ?? 0;
  };

  return {
    app,
    authorization,
    database,
    store,
    watch,
    projectId,
    send,
    addModel,
    addDataset,
    foreigner: async () => {
      const header = `Bearer ${(await keys.create('foreign', `project ${newId('project')}`)).key}`;
      return { authorization: header, projectId: await projectOf(header) };
    },
    fit: async (body = {}) => {
      const [model, dataset] = [await addModel(), await addDataset()];
      const answer = await send('POST', `/v1/models/${model}/fit`, { dataset, ...body });
      return jobSchema.parse(answer.json()).id;
    },
    rows: async (jobId) => ({
      jobs: await count('jobs', jobId),
      events: await count('job_events', jobId),
      outbox: await count('outbox', jobId),
      epochs: await count('epoch_metrics', jobId),
      checkpoints: await count('checkpoints', jobId),
      chunks: await count('checkpoint_chunks', jobId),
    }),
    claim: async (jobId, leaseMs = 60_000) => {
      const claimed = await store.claim(jobId, 'worker', leaseMs);
      if (claimed === null) throw new Error(`the job ${jobId} cannot be claimed`);
      return claimed;
    },
    look: async (jobId) => jobSchema.parse((await send('GET', `/v1/jobs/${jobId}`)).json()),
    eventNames: async (jobId) => {
      const { rows } = await pool.query<{ id: number; type: string; data: Record<string, unknown> }>(
        'SELECT id, type, data FROM job_events WHERE job_id = $1 ORDER BY id',
        [jobId],
      );
      return rows.map(({ id, type, data }) => [id, type === 'status' ? String(data.status) : `${type} ${data.epoch}`]);
    },
    row: async (jobId) => (await pool.query('SELECT * FROM jobs WHERE id = $1', [jobId])).rows[0],
  };
}
