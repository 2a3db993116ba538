import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { z } from 'zod';
import { readCheckpointBytes } from '../../src/checkpoints/checkpoint-repository.js';
import type { Config } from '../../src/config.js';
import { type Database, openDatabase } from '../../src/database/client.js';
import { type DatasetCache, openDatasetCache } from '../../src/database/dataset-cache.js';
import { datasetRoutes } from '../../src/datasets/dataset-routes.js';
import { NO_LIMITS } from '../../src/engine/plan/model-limits.js';
import { inputShapeOf, weightsOf } from '../../src/engine/plan/network-plan.js';
import { planNetwork } from '../../src/engine/plan/plan-network.js';
import type { App } from '../../src/http/app-type.js';
import { type InferenceObserver, InferencePool } from '../../src/inference/inference-pool.js';
import { inferenceRoutes } from '../../src/inference/inference-routes.js';
import { architectureSchema } from '../../src/keras-format/architecture.js';
import { modelRoutes } from '../../src/models/model-routes.js';
import { commonApp } from '../http/common-app.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { createTestDatabase } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface TrainedJob {
  /** Weights of each epoch from 1 on, in the order of Keras. */
  readonly epochs: readonly (readonly (readonly number[])[])[];
  readonly dataset: string;
  readonly status?: 'succeeded' | 'running' | 'failed';
  readonly finalEpoch?: number;
  readonly bestEpoch?: number;
}

export interface InferenceApp {
  readonly config: Config;
  readonly connectionString: string;
  readonly datasetCache: DatasetCache;
  readonly database: Database;
  readonly pool: InferencePool;
  readonly url: string;
  readonly authorization: string;
  send(method: Method, url: string, body?: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  foreignKey(): Promise<string>;
  /** Creates a dataset through the API. @returns its id. */
  dataset(body: object): Promise<string>;
  /** Creates a model through the API. @returns its id. */
  model(layers: readonly object[], compile: object): Promise<string>;
  /** Puts a job with checkpoints straight into the database, as if it had been trained. @returns its id. */
  trained(model: string, job: TrainedJob): Promise<string>;
}

/** An app with datasets, models and inference on the real engine, on a database of its own; `more` adds routes. */
export async function inferenceApp(
  settings: Readonly<Record<string, string>> = {},
  more: (app: App, deps: { config: Config; database: Database }) => Promise<void> = async () => {},
  observer?: InferenceObserver,
): Promise<InferenceApp> {
  const connectionString = await createTestDatabase();
  const database = openDatabase(testConfig(), connectionString, silentLogger);
  atEnd(database.close);
  const folder = await temporaryFolder('inference');
  const config = testConfig({ DATA_DIR: folder, ...settings });
  const datasetCache = openDatasetCache({
    dir: join(folder, 'cache', 'datasets'),
    limitBytes: config.CACHE_LIMIT_BYTES,
    database,
  });
  atEnd(() => datasetCache.close());
  const inference = new InferencePool({ config, logger: silentLogger, ...(observer && { observer }) });
  atEnd(() => inference.close());
  const readCheckpoint: Parameters<typeof inferenceRoutes>[1]['readCheckpoint'] = (checkpoint, end) =>
    readCheckpointBytes(database.pool, checkpoint, end);
  const { app, keys, authorization } = await commonApp(
    database,
    async (scope) => {
      await scope.register(async (child: typeof scope) =>
        datasetRoutes(child, { config, database, logger: silentLogger }),
      );
      await modelRoutes(scope, { config, database });
      await more(scope, { config, database });
      await inferenceRoutes(scope, { config, logger: silentLogger, database, inference, datasetCache, readCheckpoint });
    },
    settings,
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const send: InferenceApp['send'] = (method, path, body, headers = {}) =>
    app.inject({
      method,
      url: path,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const created = async (path: string, body: object) => {
    const answer = await send('POST', path, body);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return z.object({ id: z.string() }).parse(answer.json()).id;
  };
  let jobs = 0;
  return {
    config,
    connectionString,
    datasetCache,
    database,
    pool: inference,
    url,
    authorization,
    send,
    foreignKey: async () => (await keys.create('foreign', 'another project')).key,
    dataset: (body) => created('/v1/datasets', { name: 'data', ...body }),
    model: (layers, compile) => created('/v1/models', { name: 'model', architecture: { layers }, compile }),
    trained: (model, job) => insertJob(database, `job_${String(jobs++).padStart(26, '0')}`, model, job),
  };
}

const modelRowSchema = z.object({ architecture: architectureSchema, compile: z.unknown() });
const datasetRowSchema = z.object({
  id: z.string(),
  sha256: z.string(),
  spec: z.looseObject({ inputs: z.array(z.object({ shape: z.array(z.int()) })) }),
});

async function insertJob({ pool }: Database, id: string, model: string, job: TrainedJob): Promise<string> {
  const models = await pool.query('SELECT architecture, compile FROM models WHERE id = $1', [model]);
  const { architecture, compile } = modelRowSchema.parse(models.rows[0]);
  const datasets = await pool.query('SELECT id, sha256, spec FROM datasets WHERE id = $1', [job.dataset]);
  const row: unknown = datasets.rows[0];
  const inputShape = datasetRowSchema.parse(row).spec.inputs[0]?.shape;
  const plan = planNetwork(architecture, { inputShape, layersPointer: '', limits: NO_LIMITS });
  if (!plan) throw new Error('the model has no input shape');
  const definition = { architecture, compile, inputShape: inputShapeOf(plan), dataset: row };
  await pool.query(
    `INSERT INTO jobs (id, project_id, model_id, dataset_id, status, fit, definition, progress, final_epoch, best)
     SELECT $1, project_id, id, $3, $4::"JobStatus", '{}', $5, '{}', $6, $7 FROM models WHERE id = $2`,
    [
      id,
      model,
      job.dataset,
      job.status ?? 'succeeded',
      JSON.stringify(definition),
      job.status === undefined || job.status === 'succeeded' ? (job.finalEpoch ?? job.epochs.length) : null,
      job.bestEpoch === undefined ? null : JSON.stringify({ epoch: job.bestEpoch, monitor: 'loss', value: 0.5 }),
    ],
  );
  for (const [index, weights] of job.epochs.entries()) {
    let offset = 0;
    const tensors = weightsOf(plan).map(({ name, shape }, position) => {
      const values = weights[position] ?? [];
      offset += 4 * values.length;
      const size_bytes = 4 * values.length;
      return { name, role: 'weight', shape, offset: offset - size_bytes, size_bytes };
    });
    const slots = { name: 'slot', role: 'optimizer', shape: [2], offset, size_bytes: 8 };
    const bytes = Buffer.from(Float32Array.from([...weights.flat(), 7, 7]).buffer);
    const epoch = index + 1;
    const state = { epoch, step: epoch, seed: 1, tensors: [...tensors, slots], best: null };
    await pool.query(
      "INSERT INTO checkpoints (job_id, epoch, size_bytes, sha256, state, metrics) VALUES ($1, $2, $3, $4, $5, '{}')",
      [id, epoch, bytes.length, createHash('sha256').update(bytes).digest('hex'), JSON.stringify(state)],
    );
    await pool.query('INSERT INTO checkpoint_chunks (job_id, epoch, index, bytes) VALUES ($1, $2, 0, $3)', [
      id,
      epoch,
      bytes,
    ]);
  }
  return id;
}
