import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contextOf, type Span, SpanKind, SpanStatusCode, traceIdOf, traceparentOf, tracer } from '../tracing.js';
import { loggedAddress } from './request-log.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's part of its trace; there once its first hook has run. */
    span?: Span;
  }
}

/** Asked every few seconds by whoever looks after the service; nobody wants to read of it. */
const UNTRACED = /^\/(livez|readyz|metrics|v2\/health\/(live|ready))$/;

/** Makes a span of each request, below the one that its `traceparent` names. To be called before any other hook is added. */
export function traceRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { method, headers, routeOptions } = request;
    const route = routeOptions.url;
    const given = headers.traceparent;
    const parent = contextOf(typeof given === 'string' ? given : undefined);
    const attributes = {
      'http.request.method': method,
      'url.path': loggedAddress(request.url),
      'fitserve.request_id': request.id,
      ...(route === undefined ? {} : { 'http.route': route }),
    };
    const name = route === undefined ? method : `${method} ${route}`;
    const span = tracer().startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    request.span = span;
    const traceId = traceIdOf(span);
    if (traceId !== undefined) request.log = request.log.child({ trace_id: traceId });
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { span } = request;
    if (span !== undefined && !UNTRACED.test(loggedAddress(request.url))) {
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
