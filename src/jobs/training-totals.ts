import type { Queryable } from '../database/sql.js';

/** As many rows as the migration made: epochs of jobs in different rows need not wait for each other. */
const SHARDS = 16;

/**
 * Counts an epoch that is stored. The last statement of its transaction: until that commits, others of the same shard wait.
 * `steps` are those of the epoch; the rows of a last batch that is not full are counted as if it were.
 */
export async function countEpoch(
  client: Queryable,
  jobId: string,
  { steps, seconds }: { readonly steps: number; readonly seconds: number },
): Promise<void> {
  await client.query(
    `UPDATE training_totals SET epochs = epochs + 1, steps = steps + $2, seconds = seconds + $3,
       rows = rows + $2 * (SELECT (fit->>'batch_size')::bigint FROM jobs WHERE id = $4) WHERE shard = $1`,
    [shardOf(jobId), steps, seconds, jobId],
  );
}

/** Counts a job that was taken from the queue, where it has waited since then. */
export async function countWait(client: Queryable, jobId: string, since: Date): Promise<void> {
  await client.query(
    `UPDATE training_totals SET waits = waits + 1,
       wait_seconds = wait_seconds + GREATEST(0, extract(epoch FROM clock_timestamp() - $2)) WHERE shard = $1`,
    [shardOf(jobId), since],
  );
}

function shardOf(jobId: string): number {
  let sum = 0;
  for (const letter of jobId) sum = (sum * 31 + letter.charCodeAt(0)) % 65_521;
  return sum % SHARDS;
}
