import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { test } from 'node:test';
import { pino } from 'pino';
import { z } from 'zod';
import { createApp } from '../../src/http/create-app.js';
import { jobRoutes } from '../../src/jobs/job-routes.js';
import { startTracing } from '../../src/launch/start-tracing.js';
import { KeyRepository } from '../../src/projects/key-repository.js';
import { KeyService } from '../../src/projects/key-service.js';
import { atEnd } from '../support/cleanup.js';
import { silentLogger, testConfig } from '../support/config.js';
import { testDatabase } from '../support/postgres.js';
import { JobFixture } from './job-fixture.js';
import { smallData } from './small-fit.js';
import { Supervision } from './supervised.js';

const attributeSchema = z.object({
  key: z.string(),
  value: z.object({
    stringValue: z.string().optional(),
    intValue: z.union([z.int(), z.string()]).optional(),
    doubleValue: z.number().optional(),
  }),
});
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  attributes: z.array(attributeSchema),
});
type ReceivedSpan = z.infer<typeof spanSchema>;
const exportSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attributeSchema) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

/** A collector of OTLP over HTTP, as far as it is needed to see what comes. */
async function startCollector() {
  const spans: ReceivedSpan[] = [];
  const services = new Set<string | undefined>();
  const server = createServer(async (request, response) => {
    assert.equal(request.url, '/v1/traces');
    const { resourceSpans } = exportSchema.parse(await json(request));
    for (const { resource, scopeSpans } of resourceSpans) {
      services.add(resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue);
      spans.push(...scopeSpans.flatMap((scope) => scope.spans));
    }
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => void server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { endpoint: `http://127.0.0.1:${address.port}`, spans, services };
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

test("a client's trace goes on through the request and the queue into the attempt and its epochs, and every log line names request and job", async () => {
  const collector = await startCollector();
  const stopTracing = await startTracing(
    testConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint }),
    'fitserve-test',
  );
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const database = await testDatabase();
  const fixture = await JobFixture.create(database, smallData());
  const keys = new KeyService(new KeyRepository(database), silentLogger);
  const { key } = await keys.create('test', fixture.projectId);
  const config = testConfig();
  const app = await createApp({
    config,
    logger,
    pool: database.pool,
    authenticate: (given) => keys.authenticate(given),
  });
  atEnd(() => app.close());
  await jobRoutes(app, { database, config });

  const answer = await app.inject({
    method: 'POST',
    url: `/v1/models/${fixture.modelId}/fit`,
    headers: {
      authorization: `Bearer ${key}`,
      traceparent: `00-${TRACE}-${CALLER}-01`,
      'x-request-id': 'request-of-the-client',
    },
    payload: { dataset: fixture.datasetId, epochs: 2 },
  });
  assert.equal(answer.statusCode, 202, answer.body);
  assert.equal(answer.headers['x-request-id'], 'request-of-the-client');
  const id = z.object({ id: z.string() }).parse(answer.json()).id;
  const supervision = await Supervision.open(database);
  await supervision.supervisor({}, { logger }).run(id);
  await stopTracing();

  assert.deepEqual([...collector.services], ['fitserve-test']);
  const named = (name: string) => collector.spans.filter((span) => span.name === name);
  const [request] = named('POST /v1/models/:id/fit');
  const [wait] = named('queue wait');
  const [attempt] = named('attempt');
  const epochs = named('epoch');
  assert.deepEqual(
    [request, wait, attempt, ...epochs].map((span) => span?.traceId),
    Array.from({ length: 5 }, () => TRACE),
  );
  assert.equal(request?.parentSpanId, CALLER);
  assert.deepEqual([wait?.parentSpanId, attempt?.parentSpanId], [request?.spanId, request?.spanId]);
  assert.deepEqual(
    [...new Set([...epochs, ...named('store epoch')].map((span) => span.parentSpanId))],
    [attempt?.spanId],
  );
  const attributeOf = (span: ReceivedSpan | undefined, name: string) =>
    Object.values(span?.attributes.find((one) => one.key === name)?.value ?? {})[0];
  assert.deepEqual(
    epochs.map((span) => Number(attributeOf(span, 'fitserve.epoch'))),
    [1, 2],
  );
  assert.equal(attributeOf(attempt, 'fitserve.job_id'), id);
  assert.equal(attributeOf(attempt, 'fitserve.outcome'), 'succeeded');
  assert.equal(Number(attributeOf(request, 'http.response.status_code')), 202);
  for (const span of collector.spans)
    assert.ok(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano), span.name);

  const ofJob = lines.filter((line) => line.job_id === id);
  assert.deepEqual([...new Set(ofJob.map((line) => line.request_id))], ['request-of-the-client']);
  assert.deepEqual([...new Set(ofJob.map((line) => line.trace_id))], [TRACE]);
  const messages = ofJob.map((line) => line.msg);
  for (const message of ['request answered', 'a job was claimed', 'the attempt ends'])
    assert.ok(messages.includes(message), message);
});
