import { z } from 'zod';
import type { Queryable } from '../database/sql.js';
import type { AttemptOutcome } from '../trainer/attempt-store.js';

/** How an attempt ended; `interrupted` by the infrastructure, `lost` where its worker fell silent, `handed_back` by a worker that stopped. */
export const ATTEMPT_ENDINGS = [
  'succeeded',
  'failed',
  'cancelled',
  'paused',
  'handed_back',
  'interrupted',
  'lost',
] as const;
type AttemptEnding = (typeof ATTEMPT_ENDINGS)[number];

/** An attempt as the API answers it. */
export const attemptSchema = z
  .object({
    attempt: z.int().describe('number of the attempt, from 1'),
    worker: z.string(),
    from_epoch: z.int().describe('epochs that were done before it'),
    started_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable().describe('null while it runs'),
    ending: z.enum(ATTEMPT_ENDINGS).nullable(),
    detail: z.string().nullable().describe('why, where it did not end well'),
  })
  .meta({ id: 'Attempt', description: 'One time that a worker took the job up' });
export type AttemptAnswer = z.infer<typeof attemptSchema>;

export const attemptListSchema = z.object({ data: z.array(attemptSchema) });

/** Most attempts that are told of, the newest. */
const MOST_SHOWN = 1_000;

const rowSchema = z.object({
  number: z.int(),
  worker_id: z.string(),
  from_epoch: z.int(),
  started_at: z.date(),
  ended_at: z.date().nullable(),
  ending: z.enum(ATTEMPT_ENDINGS).nullable(),
  detail: z.string().nullable(),
});

/** The attempts at a job, newest first. */
export async function listAttempts(database: Queryable, jobId: string): Promise<AttemptAnswer[]> {
  const { rows } = await database.query(
    `SELECT number, worker_id, from_epoch, started_at, ended_at, ending, detail FROM job_attempts
     WHERE job_id = $1 ORDER BY number DESC LIMIT ${MOST_SHOWN}`,
    [jobId],
  );
  return rows.map((row) => {
    const { number, worker_id, from_epoch, started_at, ended_at, ending, detail } = rowSchema.parse(row);
    return {
      attempt: number,
      worker: worker_id,
      from_epoch,
      started_at: started_at.toISOString(),
      ended_at: ended_at?.toISOString() ?? null,
      ending,
      detail,
    };
  });
}

/** Notes that an attempt begins, inside the transaction of its claim. */
export async function beginAttempt(
  client: Queryable,
  jobId: string,
  attempt: { readonly number: number; readonly workerId: string; readonly fromEpoch: number },
): Promise<void> {
  await client.query(
    'INSERT INTO job_attempts (job_id, number, worker_id, from_epoch, started_at) VALUES ($1, $2, $3, $4, clock_timestamp())',
    [jobId, attempt.number, attempt.workerId, attempt.fromEpoch],
  );
}

/** Notes that an attempt has ended, inside the transaction that ends it. */
export async function endAttempt(
  client: Queryable,
  jobId: string,
  number: number,
  outcome: AttemptOutcome,
): Promise<void> {
  await client.query(
    `UPDATE job_attempts SET ended_at = clock_timestamp(), ending = $3, detail = $4
     WHERE job_id = $1 AND number = $2 AND ended_at IS NULL`,
    [jobId, number, endingOf(outcome), 'detail' in outcome ? outcome.detail : null],
  );
}

/** Notes that the worker of a job's attempts had gone silent, at the latest when its lease ran out. */
export async function loseAttempts(client: Queryable, jobId: string, leaseUntil: Date | null): Promise<void> {
  await client.query(
    `UPDATE job_attempts SET ended_at = GREATEST(started_at, COALESCE($2, clock_timestamp())), ending = 'lost',
       detail = 'The worker that trained it fell silent.' WHERE job_id = $1 AND ended_at IS NULL`,
    [jobId, leaseUntil],
  );
}

/** Seconds that attempts after number `after` have taken. */
export async function secondsSpent(client: Queryable, jobId: string, after: number): Promise<number> {
  const { rows } = await client.query<{ seconds: number }>(
    `SELECT COALESCE(sum(extract(epoch FROM ended_at - started_at)), 0)::float8 AS seconds FROM job_attempts
     WHERE job_id = $1 AND number > $2`,
    [jobId, after],
  );
  return rows[0]?.seconds ?? 0;
}

function endingOf(outcome: AttemptOutcome): AttemptEnding {
  if (outcome.kind !== 'released') return outcome.kind;
  return outcome.cause === 'shutdown' ? 'handed_back' : 'interrupted';
}
