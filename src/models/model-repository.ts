import { z } from 'zod';
import { type Database, type Queryable, withTransaction } from '../database/client.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { PageQuery } from '../http/pagination.js';
import { isId, newId } from '../ids.js';
import { architectureSchema } from '../keras-format/architecture.js';
import { compileSchema } from '../keras-format/compile.js';
import { type Fit, fitSchema } from '../keras-format/fit.js';
import type { Definition } from './definition.js';
import { MAX_JOBS_LISTED } from './model-schemas.js';

/** A model as it is stored, with its newest jobs. */
export interface StoredModel extends Definition {
  readonly id: string;
  readonly name: string;
  /** Ids, newest first, at most MAX_JOBS_LISTED. */
  readonly jobs: readonly string[];
  /** Numbers of its versions, newest first, at most MAX_JOBS_LISTED. */
  readonly versions: readonly number[];
  readonly createdAt: Date;
}

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  architecture: architectureSchema,
  compile: compileSchema.nullable(),
  input_shape: z.array(z.int().positive()).nullable(),
  jobs: z.array(z.string()),
  versions: z.array(z.int()),
  created_at: z.date(),
});

const versionsRowSchema = rowSchema.pick({ versions: true });
const fitRowSchema = z.object({ fit: fitSchema });

const VERSIONS = `ARRAY(
  SELECT job.model_version FROM jobs job WHERE job.model_id = model.id AND job.model_version IS NOT NULL
  ORDER BY job.model_version DESC LIMIT ${MAX_JOBS_LISTED}) AS versions`;

const SELECT = `
  SELECT model.id, model.name, model.architecture, model.compile, model.input_shape, model.created_at,
         ARRAY(SELECT job.id FROM jobs job WHERE job.model_id = model.id ORDER BY job.id DESC LIMIT ${MAX_JOBS_LISTED}) AS jobs,
         ${VERSIONS}
  FROM models model`;

/** The models of all projects, in Postgres. Every method sees the rows of one project only. */
export class ModelRepository {
  readonly #pool: Database['pool'];

  constructor({ pool }: Pick<Database, 'pool'>) {
    this.#pool = pool;
  }

  async create(projectId: string, name: string, { architecture, compile }: Definition): Promise<StoredModel> {
    const id = newId('model');
    await this.#pool.query(
      'INSERT INTO models (id, project_id, name, architecture, compile) VALUES ($1, $2, $3, $4, $5)',
      [id, projectId, name, JSON.stringify(architecture), toJson(compile)],
    );
    return this.get(projectId, id);
  }

  /** @throws {NotFoundError} */
  get(projectId: string, id: string): Promise<StoredModel> {
    return findModel(this.#pool, projectId, id);
  }

  /** Numbers of the newest versions of the newest model of a name. @throws {NotFoundError} */
  async versionsByName(projectId: string, name: string): Promise<readonly number[]> {
    const { rows } = await this.#pool.query(
      `SELECT ${VERSIONS} FROM models model WHERE model.project_id = $1 AND model.name = $2 ORDER BY model.id DESC LIMIT 1`,
      [projectId, name],
    );
    if (rows[0] === undefined) throw new NotFoundError('model', name);
    return versionsRowSchema.parse(rows[0]).versions;
  }

  /** The fit of a model's newest job; null where it has none. */
  async newestFit(projectId: string, id: string): Promise<Fit | null> {
    const { rows } = await this.#pool.query(
      'SELECT fit FROM jobs WHERE project_id = $1 AND model_id = $2 AND imported IS NULL ORDER BY id DESC LIMIT 1',
      [projectId, id],
    );
    return rows[0] === undefined ? null : fitRowSchema.parse(rows[0]).fit;
  }

  /** Up to `limit + 1` models, newest first. */
  async list(projectId: string, { limit, after }: PageQuery): Promise<StoredModel[]> {
    const { rows } = await this.#pool.query(
      `${SELECT} WHERE model.project_id = $1 AND ($2::text IS NULL OR model.id < $2) ORDER BY model.id DESC LIMIT $3`,
      [projectId, after ?? null, limit + 1],
    );
    const models: StoredModel[] = [];
    for (const row of rows) {
      models.push(toModel(row));
      // A definition of 500 layers takes milliseconds to read.
      await new Promise(setImmediate);
    }
    return models;
  }

  /**
   * Changes a model's definition while nobody else does: no other change, and no fit that reads it. `change` sees the model as
   * it is then; what it throws leaves the model as it was.
   * @throws {NotFoundError}
   */
  async change(projectId: string, id: string, change: (model: StoredModel) => Definition): Promise<StoredModel> {
    return withTransaction(this.#pool, async (client) => {
      await lockModel(client, projectId, id);
      const { architecture, compile } = change(await findModel(client, projectId, id));
      await client.query('UPDATE models SET architecture = $2, compile = $3 WHERE id = $1', [
        id,
        JSON.stringify(architecture),
        toJson(compile),
      ]);
      return findModel(client, projectId, id);
    });
  }

  /**
   * Deletes a model with its jobs and their checkpoints.
   * @throws {NotFoundError}
   * @throws {ConflictError} `model_in_use` while a job of it waits, runs or is paused; `model_is_served` while a checkpoint of
   *   it is pinned.
   */
  async remove(projectId: string, id: string): Promise<void> {
    await withTransaction(this.#pool, async (client) => {
      await lockModel(client, projectId, id);
      const { rows } = await client.query<{ id: string; status: string }>(
        "SELECT id, status FROM jobs WHERE model_id = $1 AND status IN ('queued', 'running', 'paused') LIMIT 1",
        [id],
      );
      const [job] = rows;
      if (job) {
        throw new ConflictError('model_in_use', `The job ${job.id} of this model is ${job.status}; cancel it first.`);
      }
      const pinned = await client.query(
        `SELECT 1 FROM serving_targets WHERE model_id = $1 AND revision = (SELECT max(revision) FROM servings WHERE model_id = $1)`,
        [id],
      );
      if (pinned.rowCount !== 0) {
        const detail = `The model ${id} serves a checkpoint that was pinned; DELETE /v1/models/${id}/serving first.`;
        throw new ConflictError('model_is_served', detail);
      }
      await client.query('DELETE FROM models WHERE id = $1', [id]);
    });
  }
}

/** FOR UPDATE also holds back a job's insert, whose foreign key wants to share the row. */
async function lockModel(client: Queryable, projectId: string, id: string): Promise<void> {
  if (!isId(id)) throw new NotFoundError('model', id);
  const { rowCount } = await client.query('SELECT 1 FROM models WHERE project_id = $1 AND id = $2 FOR UPDATE', [
    projectId,
    id,
  ]);
  if (rowCount === 0) throw new NotFoundError('model', id);
}

async function findModel(client: Queryable, projectId: string, id: string): Promise<StoredModel> {
  if (!isId(id)) throw new NotFoundError('model', id);
  const { rows } = await client.query(`${SELECT} WHERE model.project_id = $1 AND model.id = $2`, [projectId, id]);
  if (rows[0] === undefined) throw new NotFoundError('model', id);
  return toModel(rows[0]);
}

function toModel(row: unknown): StoredModel {
  const { input_shape, created_at, ...model } = rowSchema.parse(row);
  return { ...model, inputShape: input_shape, createdAt: created_at };
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
