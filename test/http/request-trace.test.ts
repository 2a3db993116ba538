import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { originOf } from '../../src/http/request-trace.js';
import { atEnd } from '../support/cleanup.js';
import { testDatabase } from '../support/postgres.js';
import { commonApp } from './common-app.js';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const { app, key, authorization } = await commonApp(await testDatabase(), (app) => {
  app.get('/v1/origin/:name', { schema: {}, config: { scope: 'read' } }, async (request) => ({
    hasSpan: request.span !== undefined,
    traceparent: originOf(request).traceparent,
  }));
  app.get('/livez', { schema: {}, config: { open: true } }, async (request) => ({
    hasSpan: request.span !== undefined,
  }));
});
const ask = (path: string, headers: Record<string, string> = {}) =>
  app.inject({ url: path, headers: { authorization, ...headers } });

test('while nobody reads spans none is made, but a traceparent goes on to the job', async () => {
  assert.deepEqual((await ask('/v1/origin/x')).json(), { hasSpan: false, traceparent: null });
  const { traceparent } = (await ask('/v1/origin/x', { traceparent: TRACEPARENT })).json();
  assert.equal(traceparent, TRACEPARENT);
});

test('a span tells of a request by its route, with neither query nor keys, and health has none', async () => {
  const exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
  atEnd(async () => trace.disable());
  const made = (await ask(`/v1/origin/${key}?key=${key}`, { traceparent: TRACEPARENT })).json();
  assert.equal(made.hasSpan, undefined);
  assert.equal((await ask('/livez')).json().hasSpan, false);
  assert.equal((await ask('/v1/origin/plain')).statusCode, 200);
  const spans = exporter.getFinishedSpans();
  assert.deepEqual(
    spans.map(({ name, attributes }) => [name, attributes['url.path'], attributes['http.response.status_code']]),
    [
      ['GET /v1/origin/:name', '/v1/origin/…', 422],
      ['GET /v1/origin/:name', '/v1/origin/plain', 200],
    ],
  );
  assert.equal(spans[0]?.spanContext().traceId, TRACEPARENT.split('-')[1]);
});
