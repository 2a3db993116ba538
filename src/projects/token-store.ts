import { z } from 'zod';
import type { Queryable } from '../database/sql.js';

/** What a server got of the requests that a project may make. */
export interface Grant {
  readonly granted: number;
  /** What is left for all servers. */
  readonly left: number;
}

/**
 * A bucket of requests for each project: it fills at `perS` a second, and holds those of one second.
 */
export interface TokenStore {
  /** Takes up to `most`, whole ones only. */
  take(projectId: string, perS: number, most: number): Promise<Grant>;
}

/** What the bucket of a row holds at the statement's time. That of another server may be behind: then nothing has come in yet. */
const FULL = '$2::float8';
const HELD = `LEAST(${FULL}, bucket.tokens + ${FULL} * GREATEST(0, extract(epoch FROM statement_timestamp() - bucket.at)::float8))`;
const GIVEN = `LEAST($3::int, floor(${HELD})::int)`;

const SQL = `INSERT INTO rate_buckets AS bucket (project_id, tokens, granted, at)
  VALUES ($1, ${FULL} - LEAST($3::int, $2::int), LEAST($3::int, $2::int), statement_timestamp())
  ON CONFLICT (project_id) DO UPDATE SET tokens = ${HELD} - ${GIVEN}, granted = ${GIVEN}, at = GREATEST(bucket.at, statement_timestamp())
  RETURNING granted, tokens AS left`;

const grantSchema = z.object({ granted: z.int(), left: z.number() });

/** The buckets that all servers share. */
export class StoredTokens implements TokenStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async take(projectId: string, perS: number, most: number): Promise<Grant> {
    const { rows } = await this.#database.query(SQL, [projectId, perS, most]);
    return grantSchema.parse(rows[0]);
  }
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Buckets of this process alone, for while the others cannot be reached. */
export class OwnTokens implements TokenStore {
  readonly #buckets = new Map<string, Bucket>();

  async take(projectId: string, perS: number, most: number): Promise<Grant> {
    const now = performance.now();
    const { tokens, at } = this.#buckets.get(projectId) ?? { tokens: perS, at: now };
    const held = Math.min(perS, tokens + (perS * (now - at)) / 1000);
    const granted = Math.min(most, Math.floor(held));
    this.#buckets.set(projectId, { tokens: held - granted, at: now });
    return { granted, left: held - granted };
  }
}
