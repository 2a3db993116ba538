import { type Fitserve, JobEndedError } from '../../client/src/index.js';
import { NAMES } from './chapter-model.js';

/** Asks for a job's end and waits for it. */
export async function cancelJob(client: Fitserve, id: string): Promise<void> {
  const { status } = await client.jobs.get(id);
  if (status === 'succeeded' || status === 'failed' || status === 'cancelled') return;
  await client.jobs.cancel(id);
  await client.jobs.wait(id).catch((error: unknown) => {
    if (!(error instanceof JobEndedError)) throw error;
  });
}

/** Takes away what earlier demos left in this service, a job that was cut off included; what others made stays. */
export async function clearLeftovers(client: Fitserve): Promise<void> {
  for await (const { id, name } of client.models.list()) {
    if (name !== NAMES.model) continue;
    for await (const job of client.jobs.list({ model: id })) await cancelJob(client, job.id);
    await client.models.delete(id);
  }
  for await (const { id, name } of client.datasets.list()) {
    if (name === NAMES.train || name === NAMES.test) await client.datasets.delete(id);
  }
}
