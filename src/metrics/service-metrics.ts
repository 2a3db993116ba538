import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Seconds; the fastest answers take less than a millisecond, uploads take minutes. */
const REQUEST_SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 60];
const QUEUE_SECONDS = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const BATCH_ROWS = [1, 2, 4, 8, 16, 32, 64, 128, 1024];

/** What one API process counts while it runs; what all processes have in common is asked of Postgres (`job-figures.ts`). */
export class ServiceMetrics {
  readonly registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #batchRows: Histogram;
  readonly #queueSeconds: Histogram;
  readonly #predictions: Counter;
  readonly #loads: Counter;
  readonly #refusals: Counter;
  readonly #cache: Counter<'result'>;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: 'fitserve_' });
    this.#requests = new Histogram({
      name: 'fitserve_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: REQUEST_SECONDS,
      registers,
    });
    this.#batchRows = new Histogram({
      name: 'fitserve_inference_batch_rows',
      help: 'Rows that were predicted together',
      buckets: BATCH_ROWS,
      registers,
    });
    this.#queueSeconds = new Histogram({
      name: 'fitserve_inference_queue_seconds',
      help: 'Time for which predictions waited for a process',
      buckets: QUEUE_SECONDS,
      registers,
    });
    this.#predictions = new Counter({
      name: 'fitserve_inference_predictions_total',
      help: 'Predictions that were taken to a process; those that had to wait for their model are counted in model_loads, too',
      registers,
    });
    this.#loads = new Counter({
      name: 'fitserve_inference_model_loads_total',
      help: 'Models that were loaded, since no process had them',
      registers,
    });
    this.#refusals = new Counter({
      name: 'fitserve_inference_refusals_total',
      help: 'Predictions that were refused, since too many waited',
      registers,
    });
    this.#cache = new Counter({
      name: 'fitserve_inference_cache_total',
      help: 'Predictions by whether a process had their model ready when they came: hit or miss',
      labelNames: ['result'],
      registers,
    });
    // A series that is there from the start has no gap in its rate.
    for (const result of ['hit', 'miss'] as const) this.#cache.inc({ result }, 0);
  }

  /** @param route the pattern that was matched: addresses with ids would be a series each. */
  requestAnswered(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status }, seconds);
  }

  batchBegun(rows: number, waitedMs: readonly number[]): void {
    this.#batchRows.observe(rows);
    this.#predictions.inc(waitedMs.length);
    for (const waited of waitedMs) this.#queueSeconds.observe(waited / 1000);
  }

  predictionAsked(isWarm: boolean): void {
    this.#cache.inc({ result: isWarm ? 'hit' : 'miss' });
  }

  modelLoaded(): void {
    this.#loads.inc();
  }

  predictionRefused(): void {
    this.#refusals.inc();
  }
}
