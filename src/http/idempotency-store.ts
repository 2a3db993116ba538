import { z } from 'zod';
import type { Queryable } from '../database/client.js';

/** A key is good for this long after its first use. */
const KEPT_HOURS = 24;
/** A request that has not renewed its claim for this long is taken to have died with its process; a client waits as long for another. */
export const CLAIM_EXPIRES_S = 15;

/** The first answer to a key. */
export interface KeptAnswer {
  readonly status: number;
  /** The body as it was sent, byte for byte. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request's right to be the one that answers its key; `since` tells it from a later claim of the same key. */
export interface Claim {
  readonly projectId: string;
  readonly key: string;
  since: Date;
}

/** What became of trying to claim a key. */
export type ClaimResult =
  | { readonly state: 'claimed'; readonly claim: Claim }
  | { readonly state: 'running'; readonly fingerprint: string }
  | { readonly state: 'answered'; readonly fingerprint: string; readonly answer: KeptAnswer };

const rowSchema = z.object({
  fingerprint: z.string(),
  status: z.int().nullable(),
  response: z.string().nullable(),
  headers: z.record(z.string(), z.string()).nullable(),
});

const CLAIM_TRIES = 3;

/** The keys and their first answers, in Postgres, so that they hold for all servers together. */
export class IdempotencyStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  /** Takes the key, if it is new, its answer has expired, or the request that had it is dead. */
  async claim(projectId: string, key: string, fingerprint: string): Promise<ClaimResult> {
    for (let tries = 0; tries < CLAIM_TRIES; tries++) {
      const taken = await this.#database.query<{ created_at: Date }>(
        `INSERT INTO idempotency_keys AS held (project_id, key, fingerprint) VALUES ($1, $2, $3)
         ON CONFLICT (project_id, key) DO UPDATE
           SET fingerprint = excluded.fingerprint, status = NULL, response = NULL, headers = NULL, created_at = now()
           WHERE (held.status IS NULL AND held.created_at < now() - make_interval(secs => $4))
              OR held.created_at < now() - make_interval(hours => $5)
         RETURNING created_at`,
        [projectId, key, fingerprint, CLAIM_EXPIRES_S, KEPT_HOURS],
      );
      const since = taken.rows[0]?.created_at;
      if (since !== undefined) return { state: 'claimed', claim: { projectId, key, since } };
      const held = await this.#find(projectId, key);
      if (held !== undefined) return held;
      // The request that had the key has just given it back: try again.
    }
    return { state: 'running', fingerprint };
  }

  async #find(projectId: string, key: string): Promise<Exclude<ClaimResult, { state: 'claimed' }> | undefined> {
    const found = await this.#database.query(
      'SELECT fingerprint, status, response, headers FROM idempotency_keys WHERE project_id = $1 AND key = $2',
      [projectId, key],
    );
    if (found.rows[0] === undefined) return undefined;
    const { fingerprint, status, response, headers } = rowSchema.parse(found.rows[0]);
    if (status === null) return { state: 'running', fingerprint };
    return { state: 'answered', fingerprint, answer: { status, body: response ?? '', headers: headers ?? {} } };
  }

  /** Tells the others that the request still runs. */
  async renew(claim: Claim): Promise<void> {
    const renewed = await this.#database.query<{ created_at: Date }>(
      `UPDATE idempotency_keys SET created_at = now()
       WHERE project_id = $1 AND key = $2 AND created_at = $3 AND status IS NULL RETURNING created_at`,
      [claim.projectId, claim.key, claim.since],
    );
    claim.since = renewed.rows[0]?.created_at ?? claim.since;
  }

  /** Keeps the answer for those that ask again. @returns false where it is kept already, or the claim is somebody else's now. */
  async keep(claim: Claim, fingerprint: string, answer: KeptAnswer): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      `UPDATE idempotency_keys SET fingerprint = $4, status = $5, response = $6, headers = $7
       WHERE project_id = $1 AND key = $2 AND created_at = $3 AND status IS NULL`,
      [
        claim.projectId,
        claim.key,
        claim.since,
        fingerprint,
        answer.status,
        // As a JSON string: jsonb would sort the fields and respell the numbers of an object.
        JSON.stringify(answer.body),
        JSON.stringify(answer.headers),
      ],
    );
    return rowCount === 1;
  }

  /** Forgets the claim, so that the request can be sent again and is handled anew. */
  async release(claim: Claim): Promise<void> {
    await this.#database.query(
      'DELETE FROM idempotency_keys WHERE project_id = $1 AND key = $2 AND created_at = $3 AND status IS NULL',
      [claim.projectId, claim.key, claim.since],
    );
  }

  /** Deletes what has expired. */
  async purge(): Promise<void> {
    await this.#database.query('DELETE FROM idempotency_keys WHERE created_at < now() - make_interval(hours => $1)', [
      KEPT_HOURS,
    ]);
  }
}
