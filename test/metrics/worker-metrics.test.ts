import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WorkerMetrics } from '../../src/metrics/worker-metrics.js';
import { testDatabase } from '../support/postgres.js';
import { JobFixture } from '../trainer/job-fixture.js';
import { smallData } from '../trainer/small-fit.js';
import { Supervision } from '../trainer/supervised.js';

test('a worker counts what it trains: waits, epochs, steps, rows, and how its attempts end', async () => {
  const database = await testDatabase();
  const fixture = await JobFixture.create(database, smallData());
  const supervision = await Supervision.open(database);
  const observer = new WorkerMetrics();
  const supervisor = supervision.supervisor({}, { observer });
  await supervisor.run(await fixture.createJob({ epochs: 3, batch_size: 20 }));
  const failing = await fixture.createJob();
  await database.pool.query('UPDATE jobs SET dataset_id = NULL WHERE id = $1', [failing]);
  await supervisor.run(failing);

  const figures = (await observer.registry.metrics()).split('\n');
  for (const line of [
    'fitserve_worker_jobs_running 0',
    'fitserve_worker_queue_wait_seconds_count 2',
    'fitserve_worker_epoch_seconds_count 3',
    'fitserve_worker_step_seconds_count 3',
    'fitserve_worker_rows_total 360',
    'fitserve_worker_attempts_total{ending="succeeded"} 1',
    'fitserve_worker_attempts_total{ending="failed"} 1',
    'fitserve_worker_failures_total{code="dataset_deleted"} 1',
  ])
    assert.ok(figures.includes(line), line);
});
