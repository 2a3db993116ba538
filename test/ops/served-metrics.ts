import { metricsRoutes } from '../../src/metrics/metrics-routes.js';
import { ServiceMetrics } from '../../src/metrics/service-metrics.js';
import { WorkerMetrics } from '../../src/metrics/worker-metrics.js';
import { buildWorkerApp } from '../../src/worker-app.js';
import { commonApp } from '../http/common-app.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';

export interface ServedMetric {
  readonly name: string;
  readonly kind: string;
  readonly help: string;
  readonly of: readonly ('server' | 'worker')[];
}

/** What a server and a worker really answer at /metrics. */
export async function servedMetrics(): Promise<ServedMetric[]> {
  const database = await testDatabase();
  const own = { pids: () => [process.pid] };
  const { app: server, authorization } = await commonApp(database, (app) =>
    metricsRoutes(app, { metrics: new ServiceMetrics(), database, inference: own }),
  );
  const worker = await buildWorkerApp({
    config: testConfig(),
    logger: silentLogger,
    database,
    queue: { ping: async () => undefined },
    engine: { backend: 'cpu', version: 'none' },
    metrics: new WorkerMetrics(),
    trainers: own,
  });
  atEnd(() => worker.close());
  const found = new Map<string, ServedMetric>();
  for (const [of, app] of [
    ['server', server],
    ['worker', worker],
  ] as const) {
    const { body } = await app.inject({ url: '/metrics', headers: { authorization } });
    for (const [, name = '', help = '', kind = ''] of body.matchAll(/^# HELP (\S+) (.*)\n# TYPE \S+ (\S+)$/gm)) {
      found.set(name, { name, help, kind, of: [...(found.get(name)?.of ?? []), of] });
    }
  }
  return [...found.values()];
}

/** The names of the series of a metric, as queries ask for them. */
export function seriesOf({ name, kind }: ServedMetric): string[] {
  if (kind === 'histogram') return ['_bucket', '_sum', '_count'].map((end) => name + end);
  return kind === 'summary' ? [name, `${name}_sum`, `${name}_count`] : [name];
}
