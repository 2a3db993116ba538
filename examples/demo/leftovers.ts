import { setTimeout as sleep } from 'node:timers/promises';
import { jobListSchema, jobSchema, LAST_STATUSES, listSchema } from './answers.js';
import { NAMES } from './chapter-model.js';
import type { Client } from './client.js';

const POLL_MS = 200;

/** Asks for a job's end and waits for it. */
export async function cancelJob(client: Client, id: string): Promise<void> {
  let job = await client.get(`/v1/jobs/${id}`, jobSchema);
  if (LAST_STATUSES.includes(job.status)) return;
  await client.postNothing(`/v1/jobs/${id}/cancel`, jobSchema);
  while (!LAST_STATUSES.includes(job.status)) {
    await sleep(POLL_MS);
    job = await client.get(`/v1/jobs/${id}`, jobSchema);
  }
}

/** Takes away what earlier demos left in this service, a job that was cut off included; what others made stays. */
export async function clearLeftovers(client: Client): Promise<void> {
  for (const model of await named(client, '/v1/models', [NAMES.model])) {
    const { data: jobs } = await client.get(`/v1/jobs?model=${model}&limit=100`, jobListSchema);
    for (const { id } of jobs) await cancelJob(client, id);
    await client.delete(`/v1/models/${model}`);
  }
  for (const dataset of await named(client, '/v1/datasets', [NAMES.train, NAMES.test])) {
    await client.delete(`/v1/datasets/${dataset}`);
  }
}

/** The ids of everything in a list that bears one of the names. */
async function named(client: Client, path: string, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  let after = '';
  for (;;) {
    const page = await client.get(`${path}?limit=100${after}`, listSchema);
    found.push(...page.data.filter(({ name }) => names.includes(name)).map(({ id }) => id));
    const last = page.data.at(-1);
    if (!page.has_more || last === undefined) return found;
    after = `&after=${last.id}`;
  }
}
