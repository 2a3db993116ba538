import type { Registry } from 'prom-client';
import { z } from 'zod';
import type { Database } from '../database/client.js';
import type { App } from '../http/app-type.js';
import { problemResponses } from '../http/problem-responses.js';
import { readJobFigures } from './job-figures.js';
import { jobMetricsText } from './job-metrics.js';
import { memoryText } from './process-memory.js';
import type { ServiceMetrics } from './service-metrics.js';
import type { WorkerMetrics } from './worker-metrics.js';

export interface MetricsDeps {
  readonly metrics: ServiceMetrics;
  readonly database: Pick<Database, 'pool'>;
  readonly inference: { pids(): readonly number[] };
}

const DESCRIPTION = `In the text format of Prometheus: requests and predictions of this process, and, the same from every process, where all jobs
stand. Figures of jobs are those of all projects. Workers tell of their own steps, epochs and memory at WORKER_PORT.`;

/** Counts every request that is answered. To be called before any route is added. */
export function measureRequests(app: App, metrics: Pick<ServiceMetrics, 'requestAnswered'>): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.requestAnswered(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}

/** `GET /metrics` of a server. */
export async function metricsRoutes(app: App, { metrics, database, inference }: MetricsDeps): Promise<void> {
  answerMetrics(app, metrics.registry, () => [
    readJobFigures(database.pool).then(jobMetricsText),
    memoryText(
      'fitserve_inference_process_resident_bytes',
      'Memory of each inference process of this server',
      inference.pids(),
    ),
  ]);
}

/** `GET /metrics` of a worker: what it has trained itself. */
export async function workerMetricsRoutes(
  app: App,
  { metrics, trainers }: { readonly metrics: WorkerMetrics; readonly trainers: { pids(): readonly number[] } },
): Promise<void> {
  answerMetrics(app, metrics.registry, () => [
    memoryText(
      'fitserve_training_process_resident_bytes',
      'Memory of each training process of this worker',
      trainers.pids(),
    ),
  ]);
}

function answerMetrics(app: App, registry: Registry, others: () => readonly Promise<string>[]): void {
  app.get(
    '/metrics',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'getMetrics',
        summary: 'Figures for Prometheus',
        description: DESCRIPTION,
        tags: ['service'],
        response: {
          200: { description: 'The figures', content: { 'text/plain': { schema: z.string() } } },
          ...problemResponses(401, 503),
        },
      },
    },
    async (_request, reply) => {
      const texts = await Promise.all([registry.metrics(), ...others()]);
      return reply.type(registry.contentType).serializer(String).send(texts.join(''));
    },
  );
}
