import { z } from 'zod';
import type { Queryable } from '../database/sql.js';
import type { PageQuery } from '../http/pagination.js';
import { isId } from '../ids.js';

const rowSchema = z.object({ id: z.string(), name: z.string() });
export type ProjectRow = z.infer<typeof rowSchema>;

/** Up to `limit + 1` projects, newest first. */
export async function listProjects(database: Queryable, { limit, after }: PageQuery): Promise<ProjectRow[]> {
  const { rows } = await database.query(
    'SELECT id, name FROM projects WHERE ($1::text IS NULL OR id < $1) ORDER BY id DESC LIMIT $2',
    [after ?? null, limit + 1],
  );
  return z.array(rowSchema).parse(rows);
}

/** Null where there is none. */
export async function findProject(database: Queryable, id: string): Promise<ProjectRow | null> {
  if (!isId(id)) return null;
  const { rows } = await database.query('SELECT id, name FROM projects WHERE id = $1', [id]);
  return rows[0] === undefined ? null : rowSchema.parse(rows[0]);
}
