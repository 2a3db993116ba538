import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';

const milliseconds = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const bytes = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const url = (...protocols: string[]) =>
  z.url({ protocol: new RegExp(`^(${protocols.join('|')})$`), error: `must be a ${protocols[0]}:// address` });

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];
const ADDRESS_BITS = { 4: 32, 6: 128 } as const;

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version !== 4 && version !== 6) return false;
  return more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= ADDRESS_BITS[version]));
}

const proxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every((part) => NAMED_NETWORKS.includes(part) || isNetwork(part)), {
    error: `must be addresses, networks (10.0.0.0/8) or names (${NAMED_NETWORKS.join(', ')}), parted by commas`,
  });

/** Every setting of the service: name, unit (in the name), meaning and default. The README's table is made from it. */
export const configSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('port of the API; 0 takes a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address the API listens on'),
  TRUSTED_PROXIES: proxies
    .optional()
    .describe(
      'addresses of proxies in front, whose `X-Forwarded-For` says where a request comes from: addresses, networks such as `10.0.0.0/8`, or `loopback`, `linklocal`, `uniquelocal`, parted by commas; when left out the header is ignored',
    ),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.fitserve')
    .describe('folder of the embedded Postgres, caches and the first key'),
  DATABASE_URL: url('postgresql', 'postgres')
    .optional()
    .describe('Postgres to use; when left out an embedded one runs in DATA_DIR'),
  REDIS_URL: url('redis', 'rediss')
    .optional()
    .describe('Redis for the queue; when left out the queue lives in Postgres'),
  BOOTSTRAP_API_KEY: z
    .string()
    .min(20)
    .max(200)
    .optional()
    .describe('first API key; when left out one is made and printed once'),
  WORKER_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe(
      'port on which a worker answers `/livez`, `/readyz` and, with a key of the scope admin, `/metrics`; 0 takes a free one; when left out it listens on none',
    ),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https')
    .optional()
    .describe(
      'OpenTelemetry collector that traces are sent to (OTLP over HTTP, JSON; `OTEL_EXPORTER_OTLP_HEADERS` too is heeded); when left out nothing is traced',
    ),
  TRACE_SAMPLE_RATIO: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('part of the requests that are traced, of those whose caller has not decided it'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1).describe('jobs that one worker trains at once'),
  PROJECT_MAX_RUNNING: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe('jobs of one project that are trained at once, on all workers together; 0 sets no limit'),
  PROJECT_MAX_WAITING: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('jobs of one project that may wait in the queue; 0 sets no limit'),
  PROJECT_DATASET_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('bytes of all datasets of one project; 0 sets no limit'),
  PROJECT_CHECKPOINT_BYTES: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('bytes of all checkpoints of one project, from which on it may start no more fits; 0 sets no limit'),
  PROJECT_REQUESTS_PER_S: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe('requests a second of one project, on all servers together; 0 sets no limit'),
  OPERATOR_PROJECT: z
    .string()
    .min(1)
    .max(100)
    .default('default')
    .describe('project whose admin keys see all projects and set what each may have'),
  AUDIT_KEEP_MS: milliseconds(90 * 86_400_000).describe('how long the audit log keeps an entry'),
  INFERENCE_PROCESSES: z.coerce.number().int().min(1).max(64).default(1).describe('processes that answer predict'),
  ENGINE: z
    .enum(['auto', 'tensorflow', 'cpu'])
    .default('auto')
    .describe('auto: native TensorFlow, else the slow JavaScript backend; the others insist on one'),
  ENGINE_THREADS: z.coerce
    .number()
    .int()
    .min(0)
    .max(256)
    .default(0)
    .describe('TensorFlow threads in each training process; 0 lets the engine choose'),
  ENGINE_DATA_MEMORY_BYTES: bytes(128 * 2 ** 20).describe(
    'rows that one training process keeps in memory; larger data is streamed in blocks',
  ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('log detail'),
  HEADERS_TIMEOUT_MS: milliseconds(30_000).describe('a client that has not sent its headers by then is let go'),
  STALLED_CLIENT_MS: milliseconds(30_000).describe(
    'a client that sends less than 16 KiB of an unfinished body in this time, or takes nothing of its answer, is let go',
  ),
  MAX_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000)
    .describe('connections to one server; more are closed at once'),
  MAX_LOOP_DELAY_MS: milliseconds(1_000).describe(
    'a server whose event loop is later than this for a second refuses requests with 503, but health and jobs',
  ),
  SERVER_MEMORY_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe(
      'memory of the server process from which on the same happens; when left out 80 % of what its container may take',
    ),
  BODY_LIMIT_BYTES: bytes(64 * 2 ** 20).describe('largest JSON body'),
  UPLOAD_LIMIT_BYTES: bytes(8 * 2 ** 30).describe(
    'largest uploaded dataset; the uploads of a project that are not datasets yet hold no more together',
  ),
  UPLOAD_KEEP_MS: milliseconds(24 * 3_600_000).describe(
    'an upload by `/v1/uploads` that nobody goes on with is deleted after this',
  ),
  MAX_MODEL_PARAMS: z.coerce
    .number()
    .int()
    .positive()
    .default(50_000_000)
    .describe('largest number of weights of a model'),
  MAX_MODEL_LAYERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(500)
    .describe('largest number of layers of a model; their calls may be four times as many'),
  MAX_MODEL_MEMORY_BYTES: bytes(4 * 2 ** 30).describe('largest estimated memory of one training step'),
  TRAINING_MEMORY_BYTES: bytes(16 * 2 ** 30).describe(
    'most memory of one training process; what its model and data need, with a wide margin, is the limit where that is less',
  ),
  TRAINING_FILE_BYTES: bytes(64 * 2 ** 30).describe('largest file that a training process may write'),
  INFERENCE_MEMORY_BYTES: bytes(2 ** 30).describe('models that one inference process keeps warm'),
  CACHE_LIMIT_BYTES: bytes(10 * 2 ** 30).describe('local copies of datasets that a worker or server keeps'),
  DISK_RESERVE_BYTES: bytes(512 * 2 ** 20).describe(
    'free bytes of the disk of DATA_DIR below which new work is refused and epochs wait to be stored',
  ),
  CHECKPOINT_LIMIT_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('bytes of all checkpoints from which on the same happens; when left out only the disk sets a limit'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10).describe('Postgres connections per process'),
  DATABASE_CONNECT_TIMEOUT_MS: milliseconds(5_000).describe('longest wait for a Postgres connection'),
  LEASE_MS: milliseconds(30_000).describe('a worker silent for this long loses its jobs'),
  HEARTBEAT_MS: milliseconds(2_000).describe('how often a worker renews its lease'),
  RELAY_INTERVAL_MS: milliseconds(1_000).describe('how often the outbox is looked at when nothing rings'),
  RECONCILE_INTERVAL_MS: milliseconds(5_000).describe('how often waiting and abandoned jobs are rung for again'),
  STALL_MS: milliseconds(60_000).describe(
    'a training process that says nothing for this long hangs and is ended; one whose steps take long is given longer',
  ),
  PROGRESS_INTERVAL_MS: milliseconds(500).describe('how often progress is written to the job'),
  MAX_ATTEMPTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe('failures of the infrastructure without an epoch in between, before a job fails for good'),
  RETRY_FIRST_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(1_000)
    .describe('wait before a job is tried again after a failure of the infrastructure; doubled each time, with jitter'),
  RETRY_LAST_MS: milliseconds(60_000).describe('longest such wait'),
  SHUTDOWN_GRACE_MS: milliseconds(10_000).describe('longest wait for work in hand when stopping'),
  WEBHOOK_TIMEOUT_MS: milliseconds(10_000).describe('longest wait for the answer of a webhook'),
  WEBHOOK_PRIVATE_ADDRESSES: z
    .stringbool()
    .default(false)
    .describe('true lets webhooks reach private and local addresses, which leads into the network around the service'),
  PREDICT_TIMEOUT_MS: milliseconds(30_000).describe('longest wait for one predict or evaluate step'),
  PREDICT_WAIT_MS: milliseconds(5_000).describe(
    'a prediction that would wait longer than this behind others, by the pace of the last ones, is refused at once',
  ),
});

export type Config = Readonly<z.infer<typeof configSchema>>;

/** A setting that cannot be used; its message is a sentence for the person who starts the service. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the settings from the environment, once per process. Empty values count as left out; `defaults` stand where the
 * environment sets nothing, before those of the schema.
 * @throws {ConfigError} naming each wrong setting, what it holds and what it should be.
 */
export function loadConfig(
  environment: NodeJS.ProcessEnv = process.env,
  defaults: Readonly<Record<string, string>> = {},
): Config {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const given: Record<string, unknown> = { ...defaults, ...Object.fromEntries(set) };
  const parsed = configSchema.safeParse(given);
  if (parsed.success) {
    checkLease(parsed.data);
    return { ...parsed.data, DATA_DIR: resolve(parsed.data.DATA_DIR) };
  }
  const lines = parsed.error.issues.map((issue) => {
    const setting = String(issue.path[0]);
    const shown =
      setting.includes('KEY') || setting.endsWith('_URL') || setting.endsWith('_ENDPOINT')
        ? 'the value given'
        : JSON.stringify(given[setting]);
    return `${setting}: ${issue.message} (received ${shown})`;
  });
  throw new ConfigError(`Wrong settings:\n  ${lines.join('\n  ')}`);
}

/** Heartbeats that may be lost before a lease runs out. */
const BEATS_IN_A_LEASE = 3;

/** @throws {ConfigError} where one late heartbeat would lose a worker its jobs. */
function checkLease({ HEARTBEAT_MS, LEASE_MS }: Pick<Config, 'HEARTBEAT_MS' | 'LEASE_MS'>): void {
  if (HEARTBEAT_MS * BEATS_IN_A_LEASE <= LEASE_MS) return;
  throw new ConfigError(
    `HEARTBEAT_MS must be at most a third of LEASE_MS, or a worker loses its jobs by one late heartbeat: ${HEARTBEAT_MS} is more than ${LEASE_MS} / ${BEATS_IN_A_LEASE}.`,
  );
}

/** Cores that this process may use. */
export const cores = availableParallelism();

/** What engine processes may inherit: where programs, libraries and scratch files are, and how text and time are written. */
const INHERITED = ['PATH', 'LD_LIBRARY_PATH', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'TF_ENABLE_ONEDNN_OPTS'];

/** The part of the environment that holds no setting of the service, and so no credentials. */
export function inheritedEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => INHERITED.includes(name)));
}

/** The environment for another process of the service that is to work with these settings. */
export function environmentOf(config: Config, environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const settings = Object.keys(configSchema.shape).map((name) => {
    const value = Object.entries(config).find(([key]) => key === name)?.[1];
    return [name, value === undefined ? '' : String(value)];
  });
  return { ...environment, ...Object.fromEntries(settings) };
}
