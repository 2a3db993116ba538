import type { Config } from '../config.js';

/**
 * Has this process's spans sent to the collector of OTEL_EXPORTER_OTLP_ENDPOINT; without it nothing is loaded and nothing made.
 * @returns what sends the last ones and stops.
 */
export async function startTracing(
  {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    TRACE_SAMPLE_RATIO: sampleRatio,
  }: Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'TRACE_SAMPLE_RATIO'>,
  service: string,
): Promise<() => Promise<void>> {
  if (endpoint === undefined) return async () => undefined;
  const { sendSpans } = await import('./span-exporter.js');
  return sendSpans(endpoint, service, sampleRatio);
}
