import { z } from 'zod';
import { type Database, withTransaction } from '../database/client.js';
import type { Queryable } from '../database/sql.js';
import { ConflictError, NotFoundError } from '../errors.js';
import type { PageQuery } from '../http/pagination.js';
import { type Scope, scopeSchema } from '../http/scopes.js';
import { isId, newId } from '../ids.js';
import { hashApiKey, newApiKey } from './api-key.js';
import type { KeyView, NewKeyBody, RotateKeyBody } from './key-schemas.js';

/** Keys of a project that are valid at once. */
const MOST_KEYS = 200;

const COLUMNS = 'id, name, scopes, hash, created_at, expires_at, last_used_at, revoked_at, rotated_to';
const IS_VALID = 'revoked_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())';

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  hash: z.string(),
  created_at: z.date(),
  expires_at: z.date().nullable(),
  last_used_at: z.date().nullable(),
  revoked_at: z.date().nullable(),
  rotated_to: z.string().nullable(),
});
type Row = z.infer<typeof rowSchema>;

interface FreshKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** The keys of one project, as its admins see to them; every method sees one project's only. */
export class ProjectKeys {
  readonly #pool: Database['pool'];
  readonly #forget: (hash: string) => void;

  /** @param forget is told the hash of each key that was changed, so that no cache takes it for what it was. */
  constructor({ pool }: Pick<Database, 'pool'>, forget: (hash: string) => void) {
    this.#pool = pool;
    this.#forget = forget;
  }

  /** Up to `limit + 1`, newest first, revoked ones too. */
  async list(projectId: string, { limit, after }: PageQuery): Promise<KeyView[]> {
    const { rows } = await this.#pool.query(
      `SELECT ${COLUMNS} FROM api_keys WHERE project_id = $1 AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [projectId, after ?? null, limit + 1],
    );
    return rows.map((row) => toView(rowSchema.parse(row)));
  }

  /** @throws {NotFoundError} */
  async get(projectId: string, id: string): Promise<KeyView> {
    return toView(await find(this.#pool, projectId, id));
  }

  /** @returns the key with what is shown this once. @throws {ConflictError} when the project has its fill. */
  create(projectId: string, { name, scopes, expires_at }: NewKeyBody): Promise<KeyView & { key: string }> {
    const fresh = { name, scopes, expiresAt: expires_at === null ? null : new Date(expires_at) };
    return withTransaction(this.#pool, (client) => insert(client, projectId, fresh));
  }

  /** Makes a key invalid for good; one that was revoked before stays so. @throws {NotFoundError} */
  async revoke(projectId: string, id: string): Promise<void> {
    const { hash } = await find(this.#pool, projectId, id);
    await this.#pool.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [id]);
    this.#forget(hash);
  }

  /**
   * Makes a key that may do the same, and has the old one expire after the grace, or before where it would have anyway.
   * @throws {NotFoundError}; {ConflictError} where the old key is not valid any more, or was rotated before.
   */
  async rotate(projectId: string, id: string, body: RotateKeyBody): Promise<KeyView & { key: string }> {
    const { made, hash } = await withTransaction(this.#pool, async (client) => {
      const old = await find(client, projectId, id, 'FOR UPDATE');
      const { status, rotated_to } = toView(old);
      if (status !== 'valid') throw new ConflictError(`key_${status}`, `The key ${id} is ${status}; make a new one.`);
      if (rotated_to !== null) {
        throw new ConflictError('key_rotated', `The key ${id} was rotated before: ${rotated_to} takes its place.`);
      }
      const { expires_at } = body;
      const expiresAt = expires_at === undefined ? old.expires_at : expires_at === null ? null : new Date(expires_at);
      const made = await insert(client, projectId, { name: old.name, scopes: old.scopes, expiresAt });
      await client.query(
        `UPDATE api_keys SET rotated_to = $2,
           expires_at = LEAST(expires_at, clock_timestamp() + make_interval(secs => $3)) WHERE id = $1`,
        [id, made.id, body.grace_s],
      );
      return { made, hash: old.hash };
    });
    this.#forget(hash);
    return made;
  }
}

async function find(database: Queryable, projectId: string, id: string, lock = ''): Promise<Row> {
  const { rows } = isId(id)
    ? await database.query(`SELECT ${COLUMNS} FROM api_keys WHERE project_id = $1 AND id = $2 ${lock}`, [projectId, id])
    : { rows: [] };
  if (rows[0] === undefined) throw new NotFoundError('key', id);
  return rowSchema.parse(rows[0]);
}

async function insert(client: Queryable, projectId: string, fresh: FreshKey): Promise<KeyView & { key: string }> {
  // The project's row makes those that create at the same time count one after another.
  await client.query('SELECT FROM projects WHERE id = $1 FOR NO KEY UPDATE', [projectId]);
  const { rows: counted } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM api_keys WHERE project_id = $1 AND ${IS_VALID}`,
    [projectId],
  );
  if ((counted[0]?.count ?? 0) >= MOST_KEYS) {
    throw new ConflictError('too_many_keys', `A project may have ${MOST_KEYS} valid keys; delete one first.`);
  }
  const key = newApiKey();
  const { rows } = await client.query(
    `INSERT INTO api_keys (id, project_id, name, hash, scopes, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING ${COLUMNS}`,
    [newId('key'), projectId, fresh.name, hashApiKey(key), fresh.scopes, fresh.expiresAt],
  );
  return { ...toView(rowSchema.parse(rows[0])), key };
}

function toView({ id, name, scopes, created_at, expires_at, last_used_at, revoked_at, rotated_to }: Row): KeyView {
  const hasExpired = expires_at !== null && expires_at.getTime() <= Date.now();
  return {
    id,
    name,
    scopes,
    status: revoked_at !== null ? 'revoked' : hasExpired ? 'expired' : 'valid',
    created_at: created_at.toISOString(),
    expires_at: expires_at?.toISOString() ?? null,
    last_used_at: last_used_at?.toISOString() ?? null,
    revoked_at: revoked_at?.toISOString() ?? null,
    rotated_to,
  };
}
