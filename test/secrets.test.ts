import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { z } from 'zod';
import { descendants, startEntry } from './launch/entry-process.js';
import {
  type Ask,
  FIRST_KEY,
  LONG_MS,
  OTLP_TOKEN,
  REDIS_PASSWORD,
  ROW,
  startPlantedService,
  UNUSED_PASSWORD,
  URL_TOKEN,
} from './support/planted-service.js';
import { waitFor } from './support/wait-for.js';

// A service as it is run, with its log at its most detailed, whose secrets are planted. Everything is done with it that may write of a
// secret, and then each is looked for in everything that was written. What each is called here is where it belongs.

const {
  ask,
  written,
  server,
  worker,
  workerUrl,
  postgres,
  postgresPassword,
  redis,
  dataDir,
  settings,
  hook,
  hooks,
  spans,
  collectorHeaders,
} = await startPlantedService();

const idSchema = z.object({ id: z.string() });
const idOf = ({ answer }: { answer: string }) => idSchema.parse(JSON.parse(answer)).id;

async function statusOf(job: string): Promise<string> {
  return z.object({ status: z.string() }).parse(JSON.parse((await ask(`/v1/jobs/${job}`)).answer)).status;
}
const reaches = (job: string, status: string) =>
  waitFor(`${job} to be ${status}`, async () => (await statusOf(job)) === status, LONG_MS);

const keySchema = z.object({ id: z.string(), key: z.string() });
async function newKey(name: string) {
  return keySchema.parse(JSON.parse((await ask('/v1/keys', { body: { name }, shown: true })).answer));
}

test('of planted secrets nothing is found in logs, answers, events, queue, database, traces, figures or files', async () => {
  const made = await newKey('made');
  const old = await newKey('old');
  const rotated = keySchema.parse(
    JSON.parse((await ask(`/v1/keys/${old.id}/rotate`, { body: { grace_s: 60 }, shown: true })).answer),
  );
  const wrongKey = `fsk_${createHash('sha256').update('wrong').digest('hex').slice(0, 48)}`;
  const webhookBody = { url: `${hook}/fail?token=${URL_TOKEN}`, events: ['job.succeeded', 'job.failed'] };
  const webhook = z
    .object({ id: z.string(), secret: z.string() })
    .parse(JSON.parse((await ask('/v1/webhooks', { body: webhookBody, shown: true })).answer));
  await ask('/v1/webhooks', { body: { url: `http://127.0.0.1:1/?token=${URL_TOKEN}` }, shown: true });

  await wrongPlaces(made.key, wrongKey, webhook.secret);
  const { job, model, dataset } = await trained(made.key);
  await used(job, model, dataset, webhook.id);
  await wrongRows(model, [made.key, FIRST_KEY, webhook.secret]);
  await failed(model, dataset);
  await partsAway(model);
  await ended();
  await wrongSettings();

  const secrets = new Map([
    ['the password of Postgres', postgresPassword],
    ['the password of Redis', REDIS_PASSWORD],
    ["the collector's token", OTLP_TOKEN],
    ['the first key', FIRST_KEY],
    ['a key that was made', made.key],
    ['a key that was rotated', old.key],
    ['its successor', rotated.key],
    ['a key that is wrong', wrongKey],
    ['the secret of a webhook', webhook.secret.replace('whsec_', '')],
    ['a password in a wrong setting', UNUSED_PASSWORD],
    ["a token in a webhook's address", URL_TOKEN],
    ['what stands in rows', ROW],
  ]);
  const belongs: Readonly<Record<string, RegExp>> = {
    'the secret of a webhook': /^table public\.webhooks$/,
    "a token in a webhook's address": /^(table public\.webhooks|answer of \/v1\/webhooks.*)$/,
    'what stands in rows':
      /^(table public\.(datasets|dataset_blocks|jobs|batch_prediction_chunks|inference_run_parts|inference_runs)|file cache.*|answer of .*)$/,
  };
  const misplaced = [...secrets].flatMap(([what, secret]) =>
    [...written.placesOf(secret)].flatMap(([where, text]) =>
      belongs[what]?.test(where) === true ? [] : [`${what} in ${where}: ${text}`],
    ),
  );
  assert.deepEqual(misplaced, []);
  // That what is looked for would be found where it belongs, and that there was something to look at.
  assert.ok(written.placesOf(webhook.secret.replace('whsec_', '')).has('table public.webhooks'));
  assert.ok(written.placesOf(URL_TOKEN).size > 1 && written.placesOf(ROW).size > 1);
  assert.ok(collectorHeaders.every((headers) => headers.includes(OTLP_TOKEN)) && collectorHeaders.length > 0);
  assert.ok(hooks.some((body) => body.includes(job)));
  for (const [where, least] of [
    ['log of server.js', 100],
    ['log of worker.js', 30],
    ['redis', 50],
    ['environment of a child', 2],
  ] as const) {
    assert.ok(written.count(where) > least, `${where}: ${written.count(where)}`);
  }
});

/** Keys and secrets where they should not be: in addresses, bodies and headers, with requests that fail. */
async function wrongPlaces(key: string, wrongKey: string, secret: string): Promise<void> {
  const refused: readonly (readonly [path: string, ask?: Ask])[] = [
    ['/v1/models', { key: wrongKey }],
    ['/v1/models', { key: '', headers: { authorization: `Basic ${btoa(`user:${key}`)}` } }],
    ['/v1/models', { key: '', headers: { authorization: key } }],
    ['/v1/models', { key: '', headers: { 'x-api-key': key, cookie: `key=${key}` } }],
    ['/queues/', { key: '', headers: { authorization: `Basic ${btoa(`user:${wrongKey}`)}` } }],
    [`/v1/models?api_key=${key}`],
    [`/v1/models?limit=${key}`],
    [`/v1/jobs?status=${secret}`],
    [`/v1/models/${key}`],
    [`/v1/models/${secret}/summary`],
    [`/v1/models/${FIRST_KEY}`],
    [`/v1/${key}`],
    [`/${key}`],
    ['/v1/models', { body: `{"name":"${key}"`, headers: { 'content-type': 'application/json' } }],
    ['/v1/models', { body: { name: 'a', api_key: key } }],
    ['/v1/models', { body: { name: 'a', [key]: 1 }, headers: { 'idempotency-key': 'planted' } }],
    ['/v1/models', { body: { name: 'a', architecture: { key } }, headers: { 'idempotency-key': 'planted-too' } }],
    ['/v1/models', { body: { key, secret, first: FIRST_KEY } }],
    ['/v1/models/x/fit', { body: { dataset: key } }],
    ['/v1/models/x/fit', { body: { dataset: 'dst_1', initial: { job: key }, metadata: { key: [secret] } } }],
    ['/v1/models/x/predict', { body: { instances: [[key]] } }],
    ['/v1/webhooks', { body: { url: `http://user:${key}@127.0.0.1/` } }],
    ['/v1/datasets', { body: form({ target: key }, `a,b\n1,${key}\n`) }],
    ['/v1/datasets', { body: { name: 'd', inputs: [[key]], targets: [1] } }],
  ];
  for (const [path, what] of refused) {
    const { status, answer } = await ask(path, what);
    assert.ok(status >= 400 && status < 500, `${path}: ${status} ${answer}`);
  }
  await ask('/livez', { headers: { 'x-request-id': key, traceparent: key, tracestate: `key=${key}` } });
  const basic = { key: '', headers: { authorization: `Basic ${btoa(`user:${key}`)}` } };
  assert.equal((await ask('/queues/api/queues', basic)).status, 200);
}

function form(options: object, table: string): FormData {
  const body = new FormData();
  body.append('options', JSON.stringify(options));
  body.append('file', new Blob([table]), 'table.csv');
  return body;
}

/** A dataset, a model and a job that succeeds, whose events are listened to. */
async function trained(key: string) {
  const table = `x,c,y\n${Array.from({ length: 200 }, (_, at) => `${at},${at % 2 ? ROW : 'b'},${at % 2 ? ROW : 'b'}\n`).join('')}`;
  const options = { name: 'planted', target: 'y', columns: { c: 'category' } };
  const dataset = idOf(await ask('/v1/datasets', { key, body: form(options, table) }));
  await ask('/v1/datasets', { key, body: form(options, `x,c,y\n1,2,3\n${ROW},2,3,4\n`) });
  const architecture = { layers: [{ class_name: 'Dense', config: { units: 1, activation: 'sigmoid' } }] };
  const body = { name: 'planted', architecture, compile: { loss: 'binary_crossentropy' } };
  const model = idOf(await ask('/v1/models', { key, body }));
  const fit = { dataset, epochs: 3, prepare: { scaling: 'standardize' } };
  const job = idOf(await ask(`/v1/models/${model}/fit`, { key, body: fit }));
  // The stream ends with the last status.
  await ask(`/v1/jobs/${job}/events`, { key });
  await reaches(job, 'succeeded');
  return { job, model, dataset };
}

async function used(job: string, model: string, dataset: string, webhook: string): Promise<void> {
  const rows = [{ x: 1, c: ROW }];
  for (const [path, what] of [
    [`/v1/models/${model}/predict`, { body: { instances: rows } }],
    [`/v1/models/${model}/predict`, { body: { instances: [{ x: ROW, c: 'b' }] } }],
    [`/v1/models/${model}/evaluate`, { body: { dataset } }],
    [`/v1/models/${model}/batch-predictions`, { body: { dataset, columns: ['inputs', 'outputs'] } }],
    [`/v1/jobs/${job}/attempts`],
    [`/v1/jobs/${job}/history`],
    [`/v1/datasets/${dataset}/preview`],
    [`/v1/datasets/${dataset}/statistics`],
    ['/v1/keys'],
    ['/v1/audit'],
    ['/v1/project'],
    ['/v1/projects'],
    ['/v1/webhooks'],
    ['/openapi.json'],
    ['/readyz'],
    ['/metrics'],
    ['/metrics', { base: workerUrl }],
    ['/readyz', { base: workerUrl }],
  ] as const) {
    await ask(path, what);
  }
  await waitFor('a delivery that failed', async () => {
    const { answer } = await ask(`/v1/webhooks/${webhook}/deliveries`);
    return /"answered":500/.test(answer);
  });
}

/** Secrets in place of rows, by each of the protocols. */
async function wrongRows(model: string, secrets: readonly string[]): Promise<void> {
  for (const secret of secrets) {
    const tensor = { name: secret, shape: [1], datatype: 'FP32', data: [secret] };
    for (const [path, body] of [
      [`/v1/models/${model}/predict`, { instances: [[secret]] }],
      [`/v1/models/${model}/predict`, { inputs: { [secret]: [1] } }],
      [`/v1/models/${model}:predict`, { instances: [secret] }],
      [`/v1/models/${model}:classify`, { examples: [{ [secret]: secret }] }],
      [`/v2/models/${model}/infer`, { inputs: [tensor] }],
    ] as const) {
      const { status, answer } = await ask(path, { body });
      assert.ok(status >= 400 && status < 500, `${path}: ${status} ${answer}`);
    }
  }
}

/** A job whose training process is killed, on a service that tries once. */
async function failed(model: string, dataset: string): Promise<void> {
  const fit = { dataset, epochs: 100_000, batch_size: 1 };
  const job = idOf(await ask(`/v1/models/${model}/fit`, { body: fit }));
  await reaches(job, 'running');
  await waitFor('an epoch', async () => /"epoch":\[1/.test((await ask(`/v1/jobs/${job}/history`)).answer), LONG_MS);
  await processes();
  for (const { pid, command } of await descendants(worker.pid))
    if (command.includes('trainer/child')) process.kill(pid, 'SIGKILL');
  await reaches(job, 'failed');
  await ask(`/v1/jobs/${job}/events`);
}

/** Command lines of all processes, and the environment of those that are no server or worker. */
async function processes(): Promise<void> {
  for (const { pid } of [server, worker]) {
    for (const child of await descendants(pid)) {
      written.add('command of a process', child.command);
      written.add('environment of a child', await readFile(`/proc/${child.pid}/environ`, 'latin1').catch(() => ''));
    }
  }
}

/** Postgres and Redis go away under requests, and come back. */
async function partsAway(model: string): Promise<void> {
  await redis.stop();
  await waitFor('the queue to be missed', async () => (await ask('/readyz', { key: '' })).status === 503);
  await redis.start();
  await waitFor('the queue', async () => (await ask('/readyz', { key: '' })).status === 200, LONG_MS);
  await postgres.stop();
  for (const path of ['/v1/models', `/v1/models/${model}`, '/readyz', '/metrics', '/v1/keys']) await ask(path);
  assert.equal((await ask('/readyz', { key: '' })).status, 503);
  await ask('/readyz', { key: '', base: workerUrl });
  await postgres.start();
  await waitFor('the database', async () => (await ask('/readyz', { key: '' })).status === 200, LONG_MS);
}

/** All rows, all files, all that was printed and sent. */
async function ended(): Promise<void> {
  await written.addTables(postgres.connectionString);
  for (const one of [server, worker]) one.signal('SIGTERM');
  await Promise.all([server.ended, worker.ended]);
  written.addOutput('server.js', server);
  written.addOutput('worker.js', worker);
  written.add('traces', spans.join('\n'));
  assert.match(spans.join('\n'), /POST \/v1\/models\/:id\/fit/);
  await written.addFiles(dataDir);
}

/** Settings that are wrong are told of without what they hold. */
async function wrongSettings(): Promise<void> {
  const wrong = new URL(postgres.connectionString);
  wrong.password = UNUSED_PASSWORD;
  for (const change of [
    { DATABASE_URL: wrong.href },
    { DATABASE_URL: `postgresq://user:${UNUSED_PASSWORD}@host/x` },
    { REDIS_URL: `http://user:${UNUSED_PASSWORD}@host/x` },
    { OTEL_EXPORTER_OTLP_ENDPOINT: `grpc://user:${UNUSED_PASSWORD}@host/x` },
    { BOOTSTRAP_API_KEY: UNUSED_PASSWORD.slice(0, 10).padEnd(300, UNUSED_PASSWORD) },
  ]) {
    const one = startEntry('server.js', [], { ...settings, ...change });
    await one.ended;
    written.addOutput('a server that does not start', one);
    assert.notEqual(one.stderr(), '');
  }
}
