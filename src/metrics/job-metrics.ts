import { Counter, Gauge, Registry } from 'prom-client';
import { JOB_STATUSES } from '../jobs/job-schemas.js';
import type { JobFigures } from './job-figures.js';

/** Figures of Postgres as Prometheus reads them: the same from every server. Those that only grow are named `_total`. */
export async function jobMetricsText(figures: JobFigures): Promise<string> {
  const registry = new Registry();
  const gauge = <const Label extends string>(name: string, help: string, label?: Label) =>
    new Gauge({ name: `fitserve_${name}`, help, registers: [registry], ...(label ? { labelNames: [label] } : {}) });
  const total = (name: string, help: string, value: number) =>
    new Counter({ name: `fitserve_${name}_total`, help, registers: [registry] }).inc(value);

  const jobs = gauge('jobs', 'Jobs by status', 'status');
  for (const status of JOB_STATUSES) jobs.set({ status }, 0);
  for (const { status, count } of figures.jobs) jobs.set({ status }, count);
  const failures = gauge('jobs_failed', 'Failed jobs by reason', 'code');
  for (const { code, count } of figures.failures) failures.set({ code }, count);
  const attempts = gauge('attempts_ended', 'Attempts at jobs by how they ended', 'ending');
  for (const { ending, count } of figures.attempts) attempts.set({ ending }, count);
  gauge('queue_oldest_seconds', 'For how long the oldest waiting job has waited').set(figures.oldest_waiting_s);
  gauge('outbox_rows', 'Jobs that the queue must still be told of').set(figures.outbox);
  total('queue_waits', 'Jobs that workers took from the queue', figures.waits);
  total('queue_wait_seconds', 'For how long these had waited together', figures.wait_seconds);
  total('training_epochs', 'Epochs that were stored', figures.epochs);
  total('training_steps', 'Steps in these epochs', figures.steps);
  total('training_rows', 'Rows that these epochs trained on, of full batches', figures.rows);
  total('training_seconds', 'What these epochs took together', figures.seconds);
  return registry.metrics();
}
