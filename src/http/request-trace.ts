import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  contextOf,
  isTracing,
  type Span,
  SpanKind,
  SpanStatusCode,
  traceIdOf,
  traceparentOf,
  tracer,
} from '../tracing.js';
import { loggedAddress } from './request-log.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's part of its trace; there once its first hook has run, where there is a trace. */
    span?: Span;
  }
}

/** Asked every few seconds by whoever looks after the service; nobody wants to read of it. */
const UNTRACED = new Set(['/livez', '/readyz', '/metrics', '/v2/health/live', '/v2/health/ready']);

/**
 * Makes a span of each request, below the one that its `traceparent` names; none where nobody reads it and nobody asked for it.
 * To be called before any other hook is added.
 */
export function traceRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, headers, routeOptions } = request;
    const { traceparent: given } = headers;
    const route = routeOptions.url;
    if ((given === undefined && !isTracing()) || UNTRACED.has(route ?? '')) return done();
    const name = route === undefined ? method : `${method} ${route}`;
    const parent = contextOf(typeof given === 'string' ? given : undefined);
    const span = tracer().startSpan(name, { kind: SpanKind.SERVER }, parent);
    request.span = span;
    const traceId = traceIdOf(span);
    if (traceId !== undefined) request.log = request.log.child({ trace_id: traceId });
    if (span.isRecording()) {
      span.setAttributes({
        'http.request.method': method,
        'url.path': loggedAddress(request),
        'fitserve.request_id': request.id,
        ...(route === undefined ? {} : { 'http.route': route }),
      });
    }
    done();
  });
  app.addHook('onResponse', ({ span }, reply, done) => {
    if (span?.isRecording() === true) {
      span.setAttribute('http.response.status_code', reply.statusCode);
      if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }
    done();
  });
}

/** Where a job comes from that this request makes. */
export function originOf(request: FastifyRequest): { readonly requestId: string; readonly traceparent: string | null } {
  return { requestId: request.id, traceparent: (request.span && traceparentOf(request.span)) ?? null };
}
