import { notify } from './notifications.js';
import { type AnyTransaction, execute } from './sql.js';

/**
 * Has the queue told of a job when the transaction commits: the relay takes it from the outbox. Call it in the transaction
 * that inserts the job or puts it back into the queue, so that neither happens without the other.
 */
export async function addToOutbox(transaction: AnyTransaction, jobId: string): Promise<void> {
  await execute(transaction, 'INSERT INTO outbox (job_id) VALUES ($1)', [jobId]);
  await notify(transaction, 'fitserve_outbox', jobId);
}
