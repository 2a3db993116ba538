import { UnavailableError } from '../errors.js';

/** Codes that say "Postgres cannot be reached or is shutting down": Node's, Postgres's SQLSTATE and Prisma's. */
const AWAY_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '53100', // disk full
  '53300', // too many connections
  '57P01', // admin shutdown
  '57P02', // crash shutdown
  '57P03', // starting up
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2037',
]);

/** What `pg` and `pg-pool` say without a code; their sources have no other sign. */
const AWAY_MESSAGES =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed and is not queryable|Connection closed)/;

/** Kinds of Prisma's driver adapter that mean the same. */
const AWAY_KINDS: ReadonlySet<string> = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);

const MAX_DEPTH = 6;

/** Whether an error of `pg` or Prisma, or one that wraps it, means that Postgres is away for now. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const field = (name: string): unknown => Reflect.get(error, name);
  const isOneOf = (set: ReadonlySet<string>, value: unknown) => typeof value === 'string' && set.has(value);
  if (isOneOf(AWAY_CODES, field('code')) || isOneOf(AWAY_CODES, field('originalCode'))) return true;
  // A Unix socket that is gone says ENOENT, which means something else everywhere but in connect().
  if (field('syscall') === 'connect') return true;
  if (isOneOf(AWAY_KINDS, field('kind'))) return true;
  const message = field('message');
  if (typeof message === 'string' && AWAY_MESSAGES.test(message)) return true;
  const errors = field('errors');
  const inner = [field('cause'), field('meta'), field('driverAdapterError'), ...(Array.isArray(errors) ? errors : [])];
  return inner.some((one) => isDatabaseAway(one, depth + 1));
}

/** The error to answer with: UnavailableError (503) when Postgres is away, else the error itself. */
export function asUnavailable(error: unknown): unknown {
  if (!isDatabaseAway(error)) return error;
  return new UnavailableError('The database is away; the request can be sent again.', { cause: error });
}
