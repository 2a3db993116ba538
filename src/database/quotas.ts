import { ServiceError } from '../errors.js';
import { type LimitName, type QuotaConfig, readLimits } from './project-limits.js';
import type { Queryable } from './sql.js';

export interface ProjectUsage {
  readonly jobs_waiting: number;
  readonly jobs_running: number;
  readonly dataset_bytes: number;
  readonly checkpoint_bytes: number;
}

/** Any number, the same in all servers. */
const LOCK = 7_351_002;
/** Jobs end all the time: it is worth asking again soon. */
const RETRY_AFTER_S = 10;

const DATASET_BYTES = 'SELECT COALESCE(sum(size_bytes), 0)::float8 FROM datasets WHERE project_id = $1';
const CHECKPOINT_BYTES = `SELECT COALESCE(sum(checkpoints.size_bytes), 0)::float8 FROM checkpoints
  JOIN jobs ON jobs.id = checkpoints.job_id WHERE jobs.project_id = $1`;
const jobsOf = (status: 'queued' | 'running') =>
  `SELECT count(*)::int FROM jobs WHERE project_id = $1 AND status = '${status}'`;

/** What a project has now. */
export async function readUsage(database: Queryable, projectId: string): Promise<ProjectUsage> {
  const { rows } = await database.query<{ [name in keyof ProjectUsage]: number }>(
    `SELECT (${jobsOf('queued')}) AS jobs_waiting, (${jobsOf('running')}) AS jobs_running,
       (${DATASET_BYTES}) AS dataset_bytes, (${CHECKPOINT_BYTES}) AS checkpoint_bytes`,
    [projectId],
  );
  if (rows[0] === undefined) throw new Error('a SELECT without FROM returns a row');
  return rows[0];
}

/** Refuses what would take a project past its quotas. */
export class Quotas {
  readonly #config: QuotaConfig;

  constructor(config: QuotaConfig) {
    this.#config = config;
  }

  /**
   * Before a job is put into the queue, in the transaction that does: those of one project follow one another from here to its end.
   * @throws {QuotaError} 429 `too_many_jobs_waiting`
   */
  async requirePlaceInQueue(client: Queryable, projectId: string): Promise<void> {
    const limit = await this.#limit(client, projectId, 'jobs_waiting');
    if (limit === null) return;
    await followOneAnother(client, projectId);
    const waiting = await number(client, jobsOf('queued'), projectId);
    if (waiting < limit) return;
    const detail = `${waiting} jobs of this project wait already, and ${limit} may; send it again when some have begun.`;
    throw new QuotaError(429, 'too_many_jobs_waiting', detail, { 'retry-after': String(RETRY_AFTER_S) });
  }

  /**
   * Before something is made that leaves checkpoints. What runs is not stopped, so that no training is lost to a quota.
   * @throws {QuotaError} 403 `checkpoint_quota_exceeded`
   */
  async requireCheckpointRoom(database: Queryable, projectId: string): Promise<void> {
    const limit = await this.#limit(database, projectId, 'checkpoint_bytes');
    if (limit === null) return;
    const bytes = await number(database, CHECKPOINT_BYTES, projectId);
    if (bytes < limit) return;
    const detail = `The checkpoints of this project take ${bytes} bytes, and ${limit} are its quota; delete models that are not needed.`;
    throw new QuotaError(403, 'checkpoint_quota_exceeded', detail);
  }

  /**
   * Before a dataset is read (`moreBytes` 1, as it is not known then), and in the transaction that makes it, where those of one project
   * follow one another.
   * @throws {QuotaError} 403 `dataset_quota_exceeded`
   */
  async requireDatasetRoom(database: Queryable, projectId: string, moreBytes: number): Promise<void> {
    const limit = await this.#limit(database, projectId, 'dataset_bytes');
    if (limit === null) return;
    await followOneAnother(database, projectId);
    const bytes = await number(database, DATASET_BYTES, projectId);
    if (bytes + moreBytes <= limit) return;
    const detail = `The datasets of this project take ${bytes} bytes, and ${limit} are its quota; this one does not fit.`;
    throw new QuotaError(403, 'dataset_quota_exceeded', detail);
  }

  async #limit(database: Queryable, projectId: string, name: LimitName): Promise<number | null> {
    return (await readLimits(database, projectId, this.#config))[name];
  }
}

/** The project has its fill. */
class QuotaError extends ServiceError {
  constructor(status: 403 | 429, code: string, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(status, code, detail, { headers });
  }
}

/** A lock of its own, always the last that is taken: claims lock the project's row, before or after a job's. */
async function followOneAnother(database: Queryable, projectId: string): Promise<void> {
  await database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, $2))', [projectId, LOCK]);
}

async function number(database: Queryable, sql: string, projectId: string): Promise<number> {
  const { rows } = await database.query<{ value: number }>(`SELECT (${sql}) AS value`, [projectId]);
  return rows[0]?.value ?? 0;
}
