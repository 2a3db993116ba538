import { createHash } from 'node:crypto';
import { storeBlock } from '../../src/database/blocks.js';
import { type Database, withTransaction } from '../../src/database/client.js';
import { newId } from '../../src/ids.js';
import { createJob } from '../../src/jobs/fit-service.js';
import { fitSchema } from '../../src/keras-format/fit.js';
import { testConfig } from '../support/config.js';
import { type SmallData, smallModel } from './small-fit.js';

/** What a finished epoch left in the database, without times. */
export interface StoredEpoch {
  readonly epoch: number;
  readonly metrics: unknown;
  /** Of its checkpoint's bytes. */
  readonly sha256: string;
}

/** A project with a dataset and a model, whose jobs are made as the API makes them. */
export class JobFixture {
  readonly projectId: string;
  readonly datasetId: string;
  readonly modelId: string;
  readonly database: Pick<Database, 'pool'>;

  private constructor(database: Pick<Database, 'pool'>, ids?: Pick<JobFixture, 'projectId' | 'datasetId' | 'modelId'>) {
    this.database = database;
    this.projectId = ids?.projectId ?? newId('project');
    this.datasetId = ids?.datasetId ?? newId('dataset');
    this.modelId = ids?.modelId ?? newId('model');
  }

  static async create(database: Pick<Database, 'pool'>, data: SmallData): Promise<JobFixture> {
    const fixture = new JobFixture(database);
    await fixture.insertOwners(data);
    return fixture;
  }

  /** The same project in a database that is a copy of this one. */
  in(database: Pick<Database, 'pool'>): JobFixture {
    return new JobFixture(database, this);
  }

  /** A queued job; `fit` as a client posts it. @returns its id. */
  async createJob(fit: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const config = testConfig();
    const limits = {
      maxParams: config.MAX_MODEL_PARAMS,
      maxLayers: config.MAX_MODEL_LAYERS,
      maxMemoryBytes: config.MAX_MODEL_MEMORY_BYTES,
    };
    const posted = fitSchema.parse({ dataset: this.datasetId, epochs: 3, validation_split: 0.2, seed: 7, ...fit });
    return createJob({ database: this.database, limits }, this.projectId, this.modelId, posted);
  }

  /** The job's row. */
  async job(id: string): Promise<Record<string, unknown>> {
    const { rows } = await this.database.pool.query('SELECT * FROM jobs WHERE id = $1', [id]);
    return rows[0];
  }

  async status(id: string): Promise<unknown> {
    return (await this.job(id)).status;
  }

  /** Everything that the epochs of a job left, for comparing one job with another. */
  async epochs(id: string): Promise<StoredEpoch[]> {
    const { rows } = await this.database.pool.query(
      `SELECT epoch, epoch_metrics.metrics, sha256 FROM epoch_metrics FULL JOIN checkpoints USING (job_id, epoch)
       WHERE job_id = $1 ORDER BY epoch`,
      [id],
    );
    return rows;
  }

  /** Kinds of the job's events in their order, a status by its name; fails when their numbers have gaps. */
  async events(id: string): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ id: number; kind: string }>(
      `SELECT id, COALESCE(data->>'status', type) AS kind FROM job_events WHERE job_id = $1 ORDER BY id`,
      [id],
    );
    rows.forEach((row, index) => {
      if (row.id !== index + 1) throw new Error(`event ${index + 1} of ${id} has the number ${row.id}`);
    });
    return rows.map(({ kind }) => kind);
  }

  /** Where the job goes on in the middle of an epoch; undefined where it has no such point. */
  async resumePoint(id: string): Promise<{ epoch: number; step: number; chunks: number } | undefined> {
    const { rows } = await this.database.pool.query(
      `SELECT epoch, (state->'partial'->>'step')::int AS step,
         (SELECT count(*)::int FROM resume_point_chunks chunk WHERE chunk.job_id = point.job_id) AS chunks
       FROM resume_points point WHERE job_id = $1`,
      [id],
    );
    return rows[0];
  }

  /** How often the queue is still to be told of a job. */
  async outbox(id: string): Promise<number> {
    const { rows } = await this.database.pool.query('SELECT count(*)::int AS count FROM outbox WHERE job_id = $1', [
      id,
    ]);
    return rows[0].count;
  }

  private async insertOwners({ spec, tensors }: SmallData): Promise<void> {
    const { projectId, datasetId, modelId } = this;
    const { architecture, compile } = smallModel();
    const sha256 = createHash('sha256');
    for (const tensor of tensors) sha256.update(tensor);
    await withTransaction(this.database.pool, async (client) => {
      await client.query('INSERT INTO projects (id, name) VALUES ($1, $1)', [projectId]);
      await client.query(
        `INSERT INTO datasets (id, project_id, name, format, task, rows, spec, size_bytes, sha256)
         VALUES ($1, $2, 'measures', 'json', $3, $4, $5, $6, $7)`,
        [
          datasetId,
          projectId,
          spec.task,
          spec.rows,
          JSON.stringify(spec),
          tensors.reduce((sum, { length }) => sum + length, 0),
          sha256.digest('hex'),
        ],
      );
      for (const [tensor, bytes] of tensors.entries()) {
        const block = await storeBlock(client, projectId, bytes);
        await client.query(
          `INSERT INTO dataset_blocks (dataset_id, tensor, index, rows, project_id, sha256) VALUES ($1, $2, 0, $3, $4, $5)`,
          [datasetId, tensor, spec.rows, projectId, block],
        );
      }
      await client.query(
        `INSERT INTO models (id, project_id, name, architecture, compile) VALUES ($1, $2, 'small', $3, $4)`,
        [modelId, projectId, JSON.stringify(architecture), JSON.stringify(compile)],
      );
    });
  }
}
