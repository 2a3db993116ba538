import {
  type Context,
  isSpanContextValid,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  type Tracer,
  trace,
} from '@opentelemetry/api';

export { type Context, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';

/** What makes spans; they go nowhere unless launch/start-tracing.ts has loaded what sends them. */
export function tracer(): Tracer {
  return trace.getTracer('fitserve');
}

/** What stands for the provider of spans while nobody has set one. */
const NO_PROVIDER = new ProxyTracerProvider().getDelegate();

/** Whether anybody reads the spans of this process. */
export function isTracing(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegate() !== NO_PROVIDER;
}

/** W3C Trace Context, version 00 and later ones as far as they agree with it. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** The place in a trace that a `traceparent` names: what is made below it belongs there. The root where it names none. */
export function contextOf(traceparent: string | null | undefined): Context {
  const [, version, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || version === 'ff') return ROOT_CONTEXT;
  const place = { traceId, spanId, traceFlags: Number.parseInt(flags ?? '0', 16) & 1, isRemote: true };
  return isSpanContextValid(place) ? trace.setSpanContext(ROOT_CONTEXT, place) : ROOT_CONTEXT;
}

/** The context below a span. */
export function below(span: Span): Context {
  return trace.setSpan(ROOT_CONTEXT, span);
}

/** What names a span to others; undefined while nothing is traced. */
export function traceparentOf(span: Span): string | undefined {
  const place = span.spanContext();
  if (!isSpanContextValid(place)) return undefined;
  return `00-${place.traceId}-${place.spanId}-${place.traceFlags.toString(16).padStart(2, '0')}`;
}

/** The trace that a span belongs to, for log lines. */
export function traceIdOf(span: Span): string | undefined {
  const place = span.spanContext();
  return isSpanContextValid(place) ? place.traceId : undefined;
}
