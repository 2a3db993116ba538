import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { contextOf, traceIdOf, traceparentOf, tracer } from '../src/tracing.js';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('without a collector a span stands where its traceparent says, so that workers go on from there', () => {
  const span = tracer().startSpan('anything', {}, contextOf(TRACEPARENT));
  assert.equal(traceparentOf(span), TRACEPARENT);
  assert.equal(traceIdOf(span), '4bf92f3577b34da6a3ce929d0e0e4736');
  const later = contextOf(`01-${TRACEPARENT.slice(3)}-and-more`);
  assert.equal(traceparentOf(tracer().startSpan('anything', {}, later)), TRACEPARENT);
});

test('what is no traceparent names no trace', () => {
  const wrong = [
    undefined,
    null,
    '',
    'x',
    TRACEPARENT.slice(0, -1),
    TRACEPARENT.toUpperCase(),
    `ff${TRACEPARENT.slice(2)}`,
  ];
  const zero = '00-00000000000000000000000000000000-00f067aa0ba902b7-01';
  for (const given of [...wrong, zero]) assert.equal(contextOf(given), ROOT_CONTEXT, String(given));
  assert.equal(traceparentOf(tracer().startSpan('anything')), undefined);
});
