import { below, type Context, contextOf, type Span, SpanKind, SpanStatusCode, traceIdOf, tracer } from '../tracing.js';
import type { AttemptOutcome, ClaimedJob } from './attempt-store.js';
import type { EpochMessage } from './protocol.js';

/** An attempt's part of the trace that the request of its job began: the wait in the queue, the attempt, and each epoch below that. */
export class AttemptTrace {
  readonly #span: Span;
  readonly #context: Context;

  constructor({ jobId, projectId, attempt, origin, latest }: ClaimedJob, workerId: string) {
    const request = contextOf(origin.traceparent);
    const attributes = { 'fitserve.job_id': jobId, 'fitserve.project_id': projectId, 'fitserve.attempt': attempt };
    if (origin.queuedAt !== null) {
      const since = { startTime: origin.queuedAt, attributes };
      // Its beginning is the database's, its end this machine's: clocks that differ must not end it before it began.
      tracer().startSpan('queue wait', since, request).end(Math.max(Date.now(), origin.queuedAt.getTime()));
    }
    const own = { 'fitserve.worker_id': workerId, 'fitserve.from_epoch': latest?.epoch ?? 0 };
    const options = { kind: SpanKind.CONSUMER, attributes: { ...attributes, ...own } };
    this.#span = tracer().startSpan('attempt', options, request);
    this.#context = below(this.#span);
  }

  get traceId(): string | undefined {
    return traceIdOf(this.#span);
  }

  /** An epoch that a child reports has just ended. @returns what ends the span of storing it. */
  epochReported({ epoch, step, durationS, logs }: EpochMessage): () => void {
    const now = Date.now();
    const metrics = Object.entries(logs).map(([name, value]) => [`fitserve.metrics.${name}`, value] as const);
    const attributes = { 'fitserve.epoch': epoch, 'fitserve.steps': step, ...Object.fromEntries(metrics) };
    tracer()
      .startSpan('epoch', { startTime: now - 1000 * durationS, attributes }, this.#context)
      .end(now);
    const storing = tracer().startSpan('store epoch', { attributes: { 'fitserve.epoch': epoch } }, this.#context);
    return () => storing.end();
  }

  /** `outcome` is undefined where the claim was lost. */
  end(outcome: AttemptOutcome | undefined): void {
    this.#span.setAttribute('fitserve.outcome', outcome?.kind ?? 'lost');
    if (outcome?.kind === 'failed') {
      this.#span.setAttribute('fitserve.error_code', outcome.code);
      this.#span.setStatus({ code: SpanStatusCode.ERROR, message: outcome.detail });
    }
    this.#span.end();
  }
}
