import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import { startEntry } from '../launch/entry-process.js';
import { atEnd } from './cleanup.js';
import { startTestPostgres } from './postgres.js';
import { startTestRedis } from './redis.js';
import { temporaryFolder } from './temporary-folder.js';
import { waitFor } from './wait-for.js';
import { Written } from './written.js';

export const LONG_MS = 180_000;
export const REDIS_PASSWORD = 'planted-redis-password-7c21';
export const OTLP_TOKEN = 'planted-collector-token-91be';
export const FIRST_KEY = 'planted-first-key-of-the-operator-5d0a';
export const URL_TOKEN = 'planted-in-the-address-of-a-webhook-4e8f';
export const UNUSED_PASSWORD = 'planted-password-of-a-wrong-setting-33aa';
/** What clients post as data is theirs: it is stored and shown to them, and written nowhere else. */
export const ROW = 'planted-in-a-row-of-a-dataset-d1d1';

/** Takes whatever is posted, and answers as its address says. */
async function receiver(hear: (body: string, headers: string) => void): Promise<string> {
  const server = createServer(async (request, response) => {
    hear(await text(request), JSON.stringify(request.headers));
    response.writeHead(request.url?.includes('fail') === true ? 500 : 200).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}`;
}

export interface Ask {
  readonly method?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Answers that show a secret, which they do this once. */
  readonly shown?: boolean;
  readonly base?: string;
}

/** A server and a worker as they are run, with their logs at their most detailed and secrets in all settings that may have one. */
export async function startPlantedService() {
  const written = new Written();
  const spans: string[] = [];

  const postgres = await startTestPostgres();
  const postgresPassword = new URL(postgres.connectionString).password;
  const redis = await startTestRedis({ password: REDIS_PASSWORD });
  const dataDir = await temporaryFolder('secrets');
  const collectorHeaders: string[] = [];
  const collector = await receiver((body, headers) => {
    spans.push(body);
    collectorHeaders.push(headers);
  });
  const hooks: string[] = [];
  const hook = await receiver((body, headers) => hooks.push(body, headers));

  const settings = {
    DATABASE_URL: postgres.connectionString,
    REDIS_URL: redis.url,
    DATA_DIR: dataDir,
    PORT: '0',
    WORKER_PORT: '0',
    LOG_LEVEL: 'trace',
    BOOTSTRAP_API_KEY: FIRST_KEY,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer ${OTLP_TOKEN}`,
    WEBHOOK_PRIVATE_ADDRESSES: 'true',
    MAX_ATTEMPTS: '1',
    HEARTBEAT_MS: '200',
    RELAY_INTERVAL_MS: '200',
    RECONCILE_INTERVAL_MS: '300',
    PROGRESS_INTERVAL_MS: '20',
  };

  /** Whatever goes to Redis; it leaves passwords out itself. */
  const monitored = new Redis(redis.url);
  monitored.on('error', () => undefined);
  const monitor = await monitored.monitor();
  monitor.on('monitor', (_time: string, args: string[]) => written.add('redis', args.join(' ')));
  monitor.on('error', () => undefined);
  atEnd(async () => {
    monitor.disconnect();
    monitored.disconnect();
  });

  const server = startEntry('server.js', [], settings);
  const url = await waitFor('the server', () => /answers at (http:\S+)/.exec(server.stdout())?.[1], LONG_MS);
  const worker = startEntry('worker.js', [], settings);
  const workerUrl = await waitFor('the worker', () => /"url":"(http:[^"]+)"/.exec(worker.stderr())?.[1], LONG_MS);

  /** Asks, and keeps what is answered. */
  async function ask(
    path: string,
    { method, key = FIRST_KEY, headers = {}, body, shown = false, base = url }: Ask = {},
  ) {
    const isPlain = body === undefined || typeof body === 'string' || body instanceof FormData;
    const response = await fetch(new URL(path, base), {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
        ...(isPlain ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isPlain ? body : JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (!shown) written.add(`answer of ${path.split('?', 1)[0]}`, `${JSON.stringify([...response.headers])} ${answer}`);
    return { status: response.status, answer };
  }
  return {
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
  };
}
