import { Gauge, Registry } from 'prom-client';
import { JOB_STATUSES } from '../jobs/job-schemas.js';
import type { JobFigures } from './job-figures.js';

/** Figures of Postgres as Prometheus reads them; those that only grow are named `_total`. */
export async function jobMetricsText(figures: JobFigures): Promise<string> {
  const registry = new Registry();
  const gauge = <const Label extends string>(name: string, help: string, label?: Label) =>
    new Gauge({ name: `fitserve_${name}`, help, registers: [registry], ...(label ? { labelNames: [label] } : {}) });

  const jobs = gauge('jobs', 'Jobs by status', 'status');
  for (const status of JOB_STATUSES) jobs.set({ status }, 0);
  for (const { status, count } of figures.jobs) jobs.set({ status }, count);
  const failures = gauge('jobs_failed', 'Failed jobs by reason', 'code');
  for (const { code, count } of figures.failures) failures.set({ code }, count);
  const attempts = gauge('attempts_ended', 'Attempts at jobs by how they ended', 'ending');
  for (const { ending, count } of figures.attempts) attempts.set({ ending }, count);
  gauge('queue_oldest_seconds', 'For how long the oldest waiting job has waited').set(figures.oldest_waiting_s);
  gauge('outbox_rows', 'Jobs that the queue must still be told of').set(figures.outbox);
  gauge('training_epochs', 'Epochs that are stored').set(figures.epochs);
  gauge('training_epoch_seconds', 'What all stored epochs took together').set(figures.epoch_seconds);
  if (figures.step_seconds !== null) {
    gauge('training_step_seconds', 'Mean time of a step in the epochs of the last 5 minutes').set(figures.step_seconds);
  }
  if (figures.rows_per_second !== null) {
    gauge('training_rows_per_second', 'Rows a second and job in the epochs of the last 5 minutes').set(
      figures.rows_per_second,
    );
  }
  return registry.metrics();
}
