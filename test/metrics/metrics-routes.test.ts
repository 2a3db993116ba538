import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureRequests, metricsRoutes } from '../../src/metrics/metrics-routes.js';
import { ServiceMetrics } from '../../src/metrics/service-metrics.js';
import { inferenceApp } from '../inference/inference-app.js';
import { epochRecord } from '../jobs/epochs.js';
import { jobApp } from '../jobs/job-app.js';

/** The value of a series in Prometheus's text, by its name and labels. */
function seriesValue(text: string, series: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('jobs are counted by status and reason, and what they trained', async () => {
  const api = await jobApp({}, async (app, { database }) => {
    await metricsRoutes(app, { metrics: new ServiceMetrics(), database, inference: { pids: () => [process.pid] } });
  });
  const [done, failed] = [await api.fit(), await api.fit(), await api.fit()];
  const first = await api.claim(done);
  await api.store.recordEpoch(done, first.attempt, await epochRecord(1, 2));
  await api.store.recordEpoch(done, first.attempt, await epochRecord(2, 2));
  await api.store.finish(done, first.attempt, { kind: 'succeeded', finalEpoch: 2 });
  const second = await api.claim(failed);
  await api.store.finish(failed, second.attempt, { kind: 'failed', code: 'nan_loss', detail: 'The loss is NaN.' });
  const answer = await api.send('GET', '/metrics');
  assert.equal(answer.statusCode, 200);
  assert.match(String(answer.headers['content-type']), /^text\/plain; version=0\.0\.4/);
  const figures = {
    'fitserve_jobs{status="queued"}': 1,
    'fitserve_jobs{status="running"}': 0,
    'fitserve_jobs{status="succeeded"}': 1,
    'fitserve_jobs_failed{code="nan_loss"}': 1,
    'fitserve_attempts_ended{ending="succeeded"}': 1,
    'fitserve_attempts_ended{ending="failed"}': 1,
    fitserve_training_epochs_total: 2,
    fitserve_queue_waits_total: 2,
    fitserve_outbox_rows: 3,
  };
  for (const [series, value] of Object.entries(figures)) assert.equal(seriesValue(answer.body, series), value, series);
  assert.ok((seriesValue(answer.body, 'fitserve_inference_process_resident_bytes{process="0"}') ?? 0) > 10e6);
  const steps = seriesValue(answer.body, 'fitserve_training_steps_total') ?? 0;
  assert.ok(steps > 0);
  assert.equal(seriesValue(answer.body, 'fitserve_training_rows_total'), 32 * steps);
  assert.ok((seriesValue(answer.body, 'fitserve_training_seconds_total') ?? 0) > 0);
  // What is deleted was trained all the same: these figures only grow.
  await api.database.pool.query('DELETE FROM jobs');
  assert.equal(seriesValue((await api.send('GET', '/metrics')).body, 'fitserve_training_epochs_total'), 2);
});

test('requests are counted by route, and predictions by batch', async () => {
  const metrics = new ServiceMetrics();
  const api = await inferenceApp(
    { ENGINE: 'cpu' },
    async (app, { database }) => {
      measureRequests(app, metrics);
      await metricsRoutes(app, { metrics, database, inference: { pids: () => [] } });
    },
    metrics,
  );
  const dataset = await api.dataset({ inputs: [[1], [2]], targets: [0.5, 1] });
  const model = await api.model([{ class_name: 'Dense', config: { units: 1, input_shape: [1] } }], { loss: 'mse' });
  await api.trained(model, { epochs: [[[2], [1]]], dataset });
  for (let request = 0; request < 3; request++) {
    const answer = await api.send('POST', `/v1/models/${model}/predict`, { instances: [[1], [2]] });
    assert.deepEqual(answer.json().predictions, [[3], [5]]);
  }
  assert.equal((await api.send('GET', '/v1/models/mdl_00000000000000000000000000')).statusCode, 404);
  const { body } = await api.send('GET', '/metrics');
  const request = 'fitserve_http_request_duration_seconds_count';
  assert.equal(seriesValue(body, `${request}{method="POST",route="/v1/models/:id/predict",status="200"}`), 3);
  assert.equal(seriesValue(body, `${request}{method="GET",route="/v1/models/:id",status="404"}`), 1);
  assert.equal(seriesValue(body, 'fitserve_inference_predictions_total'), 3);
  assert.equal(seriesValue(body, 'fitserve_inference_batch_rows_sum'), 6);
  assert.equal(seriesValue(body, 'fitserve_inference_queue_seconds_count'), 3);
  assert.equal(seriesValue(body, 'fitserve_inference_model_loads_total'), 1);
  assert.equal(seriesValue(body, 'fitserve_inference_refusals_total'), 0);
  assert.equal(seriesValue(body, 'fitserve_inference_cache_total{result="miss"}'), 1);
  assert.equal(seriesValue(body, 'fitserve_inference_cache_total{result="hit"}'), 2);
});
