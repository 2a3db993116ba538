import { z } from 'zod';
import { type Database, withTransaction } from '../../database/client.js';
import type { Queryable } from '../../database/sql.js';
import { ConflictError, NotFoundError, ServiceError, toPointer } from '../../errors.js';
import { isId } from '../../ids.js';
import { type NumberedPageQuery, type PostedTarget, SERVING_ACTIONS, type ServingView } from './serving-schemas.js';
import { requireModel } from './version-repository.js';

const revisionSchema = z.object({
  revision: z.int(),
  action: z.enum(SERVING_ACTIONS),
  previous: z.int().nullable(),
  created_at: z.date(),
});

const targetSchema = z.object({
  job: z.string(),
  epoch: z.int(),
  version: z.int().nullable(),
  weight: z.int(),
  label: z.string().nullable(),
});
type Target = z.infer<typeof targetSchema>;

const SELECT_REVISIONS = 'SELECT revision, action, previous, created_at FROM servings WHERE model_id = $1';

/** What models answer with, and what they answered with before; every change is a revision of its own. */
export class ServingRepository {
  readonly #pool: Database['pool'];

  constructor({ pool }: Pick<Database, 'pool'>) {
    this.#pool = pool;
  }

  /** @throws {NotFoundError} */
  async get(projectId: string, modelId: string): Promise<ServingView> {
    await requireModel(this.#pool, projectId, modelId);
    return currentView(this.#pool, modelId);
  }

  /** Up to `limit + 1` revisions, newest first. @throws {NotFoundError} */
  async history(projectId: string, modelId: string, { limit, after }: NumberedPageQuery): Promise<ServingView[]> {
    await requireModel(this.#pool, projectId, modelId);
    const { rows } = await this.#pool.query(
      `${SELECT_REVISIONS} AND ($2::int IS NULL OR revision < $2) ORDER BY revision DESC LIMIT $3`,
      [modelId, after ?? null, limit + 1],
    );
    const views: ServingView[] = [];
    for (const row of rows) views.push(await revisionView(this.#pool, modelId, revisionSchema.parse(row)));
    return views;
  }

  /**
   * Serves these from now on.
   * @throws {NotFoundError}; {ServiceError} 404 at the target whose checkpoint or version the model does not have.
   */
  put(projectId: string, modelId: string, posted: readonly PostedTarget[]): Promise<ServingView> {
    return this.#change(projectId, modelId, async (client, current) => {
      const targets: Target[] = [];
      for (const [index, target] of posted.entries()) targets.push(await findTarget(client, modelId, target, index));
      await addRevision(client, modelId, current, { action: 'put', previous: current.revision, targets });
    });
  }

  /** Serves the newest succeeded job again, whichever that is; nothing changes where that is so already. @throws {NotFoundError} */
  reset(projectId: string, modelId: string): Promise<ServingView> {
    return this.#change(projectId, modelId, async (client, current) => {
      if (!current.pinned) return;
      await addRevision(client, modelId, current, { action: 'reset', previous: current.revision, targets: [] });
    });
  }

  /**
   * Serves what was served before what is served now; again, what was served before that.
   * @throws {NotFoundError}; {ConflictError} `nothing_served_before`.
   */
  rollback(projectId: string, modelId: string): Promise<ServingView> {
    return this.#change(projectId, modelId, async (client, current) => {
      const { previous } = current;
      if (previous === null) {
        throw new ConflictError('nothing_served_before', `The model ${modelId} has served nothing else before.`);
      }
      const { rows } = await client.query(`${SELECT_REVISIONS} AND revision = $2`, [modelId, previous]);
      const before = rows[0] === undefined ? { previous: null } : revisionSchema.parse(rows[0]);
      const targets = await targetsOf(client, modelId, previous);
      await addRevision(client, modelId, current, { action: 'rollback', previous: before.previous, targets });
    });
  }

  /** One change after the other; the model's row also keeps the model while it goes on. */
  #change(
    projectId: string,
    modelId: string,
    change: (client: Queryable, current: ServingView) => Promise<void>,
  ): Promise<ServingView> {
    if (!isId(modelId)) return Promise.reject(new NotFoundError('model', modelId));
    return withTransaction(this.#pool, async (client) => {
      const { rowCount } = await client.query(
        'SELECT 1 FROM models WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE',
        [projectId, modelId],
      );
      if (rowCount === 0) throw new NotFoundError('model', modelId);
      await change(client, await currentView(client, modelId));
      return currentView(client, modelId);
    });
  }
}

async function addRevision(
  client: Queryable,
  modelId: string,
  current: ServingView,
  { action, previous, targets }: { action: ServingView['action']; previous: number | null; targets: readonly Target[] },
): Promise<void> {
  const revision = current.revision + 1;
  await client.query('INSERT INTO servings (model_id, revision, action, previous) VALUES ($1, $2, $3, $4)', [
    modelId,
    revision,
    action,
    previous,
  ]);
  for (const [position, { job, epoch, weight, label }] of targets.entries()) {
    await client.query(
      `INSERT INTO serving_targets (model_id, revision, position, job_id, epoch, weight, label)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [modelId, revision, position, job, epoch, weight, label],
    );
  }
}

async function currentView(client: Queryable, modelId: string): Promise<ServingView> {
  const { rows } = await client.query(`${SELECT_REVISIONS} ORDER BY revision DESC LIMIT 1`, [modelId]);
  if (rows[0] !== undefined) return revisionView(client, modelId, revisionSchema.parse(rows[0]));
  const targets = await newestTargets(client, modelId);
  return { model: modelId, revision: 0, pinned: false, targets, action: null, previous: null, created_at: null };
}

async function revisionView(
  client: Queryable,
  modelId: string,
  { revision, action, previous, created_at }: z.infer<typeof revisionSchema>,
): Promise<ServingView> {
  const pinned = await targetsOf(client, modelId, revision);
  return {
    model: modelId,
    revision,
    pinned: pinned.length > 0,
    targets: pinned.length > 0 ? pinned : await newestTargets(client, modelId),
    action,
    previous,
    created_at: created_at.toISOString(),
  };
}

async function targetsOf(client: Queryable, modelId: string, revision: number): Promise<Target[]> {
  const { rows } = await client.query(
    `SELECT target.job_id AS job, target.epoch, job.model_version AS version, target.weight, target.label
     FROM serving_targets target JOIN jobs job ON job.id = target.job_id
     WHERE target.model_id = $1 AND target.revision = $2 ORDER BY target.position`,
    [modelId, revision],
  );
  return z.array(targetSchema).parse(rows);
}

/** The newest succeeded job, where there is one. */
async function newestTargets(client: Queryable, modelId: string): Promise<Target[]> {
  const { rows } = await client.query(
    `SELECT id AS job, final_epoch AS epoch, model_version AS version, 1 AS weight, NULL AS label FROM jobs
     WHERE model_id = $1 AND status = 'succeeded' AND final_epoch IS NOT NULL ORDER BY id DESC LIMIT 1`,
    [modelId],
  );
  return z.array(targetSchema).parse(rows);
}

/** The checkpoint of a posted target, held until the target stands: removing checkpoints waits for it, and then leaves it. */
async function findTarget(client: Queryable, modelId: string, posted: PostedTarget, index: number): Promise<Target> {
  const byVersion = 'version' in posted;
  const { rows } = await client.query(
    `SELECT job.id AS job, checkpoint.epoch, job.model_version AS version
     FROM jobs job JOIN checkpoints checkpoint ON checkpoint.job_id = job.id
       AND checkpoint.epoch = CASE WHEN $2::int IS NULL THEN $4::int ELSE job.final_epoch END
     WHERE job.model_id = $1 AND ($2::int IS NULL OR job.model_version = $2) AND ($3::text IS NULL OR job.id = $3)
     FOR KEY SHARE OF checkpoint`,
    byVersion
      ? [modelId, posted.version, null, null]
      : [modelId, null, isId(posted.job) ? posted.job : '', posted.epoch],
  );
  const { weight, label = null } = posted;
  if (rows[0] !== undefined) return targetSchema.parse({ ...rows[0], weight, label });
  const [field, received, detail] = byVersion
    ? ['version', posted.version, `The model ${modelId} has no version ${posted.version}.`]
    : [
        'epoch',
        posted.epoch,
        `The model ${modelId} has no checkpoint of epoch ${posted.epoch} of the job ${posted.job}.`,
      ];
  throw new ServiceError(404, byVersion ? 'version_not_found' : 'checkpoint_not_found', String(detail), {
    errors: [{ pointer: toPointer(['targets', index, String(field)]), detail: String(detail), received }],
  });
}
