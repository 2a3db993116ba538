import { z } from 'zod';
import type { Config } from '../config.js';
import type { Queryable } from './sql.js';

/** What one project may have: the column of its row that says so, and the setting that stands where that is null. In both, 0 sets no limit. */
export const PROJECT_LIMITS = {
  jobs_waiting: { column: 'max_waiting', setting: 'PROJECT_MAX_WAITING' },
  jobs_running: { column: 'max_running', setting: 'PROJECT_MAX_RUNNING' },
  dataset_bytes: { column: 'dataset_bytes', setting: 'PROJECT_DATASET_BYTES' },
  checkpoint_bytes: { column: 'checkpoint_bytes', setting: 'PROJECT_CHECKPOINT_BYTES' },
  requests_per_s: { column: 'requests_per_s', setting: 'PROJECT_REQUESTS_PER_S' },
} as const;

export type LimitName = keyof typeof PROJECT_LIMITS;
export const LIMIT_NAMES = [
  'jobs_waiting',
  'jobs_running',
  'dataset_bytes',
  'checkpoint_bytes',
  'requests_per_s',
] as const satisfies readonly LimitName[];

export type QuotaConfig = Pick<Config, (typeof PROJECT_LIMITS)[LimitName]['setting']>;

/** Null where there is no limit. */
export type ProjectLimits = Readonly<Record<LimitName, number | null>>;

/** What is chosen for a project: null sets no limit, and what is left out is as the settings say. */
export type ChosenLimits = Readonly<Partial<Record<LimitName, number | null | undefined>>>;

const ofProject = (name: LimitName) => `projects.${PROJECT_LIMITS[name].column}::float8 AS ${name}`;
const COLUMNS = LIMIT_NAMES.map(ofProject).join(', ');
const column = z.number().nullable();
const rowSchema = z.object({
  jobs_waiting: column,
  jobs_running: column,
  dataset_bytes: column,
  checkpoint_bytes: column,
  requests_per_s: column,
});

/** What a project may have. */
export async function readLimits(database: Queryable, projectId: string, config: QuotaConfig): Promise<ProjectLimits> {
  const { rows } = await database.query(`SELECT ${COLUMNS} FROM projects WHERE id = $1`, [projectId]);
  const row = rows[0] === undefined ? undefined : rowSchema.parse(rows[0]);
  const limit = (name: LimitName) => effective(row?.[name] ?? null, config[PROJECT_LIMITS[name].setting]);
  return {
    jobs_waiting: limit('jobs_waiting'),
    jobs_running: limit('jobs_running'),
    dataset_bytes: limit('dataset_bytes'),
    checkpoint_bytes: limit('checkpoint_bytes'),
    requests_per_s: limit('requests_per_s'),
  };
}

/** Sets all limits of a project anew. */
export async function writeLimits(database: Queryable, projectId: string, chosen: ChosenLimits): Promise<void> {
  const sets = LIMIT_NAMES.map((name, index) => `${PROJECT_LIMITS[name].column} = $${index + 2}`).join(', ');
  const values = LIMIT_NAMES.map((name) => (chosen[name] === undefined ? null : (chosen[name] ?? 0)));
  await database.query(`UPDATE projects SET ${sets} WHERE id = $1`, [projectId, ...values]);
}

/** The limit that holds, of what a project's row and a setting say. */
export function effective(chosen: number | null, setting: number): number | null {
  const limit = chosen ?? setting;
  return limit === 0 ? null : limit;
}
