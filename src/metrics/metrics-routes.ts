import { Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import type { Database } from '../database/client.js';
import type { App } from '../http/app-type.js';
import { problemResponses } from '../http/problem-responses.js';
import { readJobFigures } from './job-figures.js';
import { jobMetricsText } from './job-metrics.js';
import { residentBytes } from './process-memory.js';
import type { ServiceMetrics } from './service-metrics.js';

export interface MetricsDeps {
  readonly metrics: ServiceMetrics;
  readonly database: Pick<Database, 'pool'>;
  readonly inference: { pids(): readonly number[] };
}

const DESCRIPTION = `In the text format of Prometheus: requests and predictions of this process, and, the same from every process, where all jobs
stand. Figures of jobs are those of all projects.`;

/** Counts every request that is answered. To be called before any route is added. */
export function measureRequests(app: App, metrics: Pick<ServiceMetrics, 'requestAnswered'>): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.requestAnswered(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
}

/** `GET /metrics`. */
export async function metricsRoutes(app: App, { metrics, database, inference }: MetricsDeps): Promise<void> {
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
      const [own, jobs, memory] = await Promise.all([
        metrics.registry.metrics(),
        readJobFigures(database.pool).then(jobMetricsText),
        memoryText(inference.pids()),
      ]);
      return reply.type(metrics.registry.contentType).serializer(String).send(`${own}${jobs}${memory}`);
    },
  );
}

async function memoryText(pids: readonly number[]): Promise<string> {
  const registry = new Registry();
  const gauge = new Gauge({
    name: 'fitserve_inference_process_resident_bytes',
    help: 'Memory of each inference process of this server',
    labelNames: ['process'],
    registers: [registry],
  });
  await Promise.all(
    pids.map(async (pid, index) => {
      const bytes = await residentBytes(pid);
      if (bytes !== undefined) gauge.set({ process: String(index) }, bytes);
    }),
  );
  return registry.metrics();
}
