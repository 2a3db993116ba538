import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Queryable } from '../database/client.js';
import { ConflictError, MalformedError, ServiceError } from '../errors.js';
import { BodyDigest } from './body-digest.js';
import { CLAIM_EXPIRES_S, type Claim, IdempotencyStore, type KeptAnswer } from './idempotency-store.js';

const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;
const RENEW_MS = (CLAIM_EXPIRES_S * 1000) / 3;
const PURGE_MS = 3_600_000;
const KEPT_HEADERS = ['content-type', 'location', 'retry-after', 'etag', 'upload-offset', 'upload-expires'] as const;
/** Stands for the fingerprint of an upload whose bytes have not all come yet. */
const UNKNOWN = 'unknown';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route creates something and heeds `Idempotency-Key`. */
    idempotent?: boolean;
  }
  interface FastifyRequest {
    /** What the route's `Idempotency-Key` needs while the request runs; null where there is none. */
    repeat: Repeat | null;
    /**
     * Keeps the JSON answer in the transaction that does what was asked for: a server that dies between the two would else do it
     * again when it is asked again. Without a key it does nothing.
     * @throws {StillRunningError} where another server has taken the request over meanwhile.
     */
    keepAnswer(transaction: Queryable, answer: KeptAnswer): Promise<void>;
  }
}

interface Repeat {
  readonly key: string;
  readonly digest: BodyDigest;
  /** Undefined for a body that its route's handler reads as a stream, until that has been read. */
  fingerprint: string | undefined;
  claim: Claim | undefined;
  renewal: NodeJS.Timeout | undefined;
}

/**
 * Gives routes with `config: { idempotent: true }` their `Idempotency-Key`: the same key, address and body (byte for
 * byte; for uploads the bytes of the parts) get the first answer again, another body 422, and 409 while the first still
 * runs. Answers of 5xx and 429 are not kept. A key is good for a day.
 */
export function heedIdempotencyKeys(app: FastifyInstance, deps: { readonly database: Queryable }): void {
  const store = new IdempotencyStore(deps.database);
  app.decorateRequest('repeat', null);
  app.decorateRequest('keepAnswer', keepAnswer);

  app.addHook('preParsing', (request, _reply, payload, done) => {
    const key = request.headers['idempotency-key'];
    if (key === undefined || request.routeOptions.config.idempotent !== true) return done(null, payload);
    if (typeof key !== 'string' || !KEY_PATTERN.test(key)) {
      return done(
        new MalformedError('Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.'),
        payload,
      );
    }
    const digest = new BodyDigest(request.raw);
    request.repeat = { key, digest, fingerprint: undefined, claim: undefined, renewal: undefined };
    done(null, payload);
  });

  app.addHook('preHandler', async (request, reply) => {
    const { repeat } = request;
    if (repeat === null) return;
    if (repeat.digest.isComplete) repeat.fingerprint = await repeat.digest.digest();
    const result = await store.claim(request.project.id, repeat.key, repeat.fingerprint ?? UNKNOWN);
    if (result.state === 'claimed') {
      repeat.claim = result.claim;
      repeat.renewal = setInterval(() => {
        store.renew(result.claim).catch((error) => request.log.warn({ err: error }, 'could not renew a claim'));
      }, RENEW_MS).unref();
      return;
    }
    if (result.state === 'running') {
      if (repeat.fingerprint !== undefined) requireSame(result.fingerprint, repeat.fingerprint);
      throw new StillRunningError();
    }
    requireSame(result.fingerprint, repeat.fingerprint ?? (await repeat.digest.digest()));
    return sendAgain(reply, result.answer);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const { repeat } = request;
    if (repeat?.claim === undefined) return;
    const { claim } = repeat;
    repeat.claim = undefined;
    clearInterval(repeat.renewal);
    try {
      const fingerprint = isWorthKeeping(reply, repeat) ? await fingerprintOf(repeat) : undefined;
      if (fingerprint === undefined || typeof payload !== 'string') await store.release(claim);
      else await store.keep(claim, fingerprint, { status: reply.statusCode, body: payload, headers: headersOf(reply) });
    } catch (error) {
      // What was asked for has been done: the client must hear so, though a repeat will not be recognized.
      request.log.warn({ err: error }, 'could not keep the answer to an Idempotency-Key');
    }
  });

  const purge = setInterval(() => {
    store.purge().catch((error) => app.log.warn({ err: error }, 'could not purge old idempotency keys'));
  }, PURGE_MS).unref();
  app.addHook('onClose', async () => clearInterval(purge));
}

async function keepAnswer(this: FastifyRequest, transaction: Queryable, answer: KeptAnswer): Promise<void> {
  const { repeat } = this;
  if (repeat?.claim === undefined) return;
  const headers = { 'content-type': 'application/json; charset=utf-8', ...answer.headers };
  const store = new IdempotencyStore(transaction);
  const isKept = await store.keep(repeat.claim, await fingerprintOf(repeat), { ...answer, headers });
  if (!isKept) throw new StillRunningError();
}

/** 409: the first request with this key has not been answered yet. */
class StillRunningError extends ConflictError {
  override readonly headers = { 'retry-after': '1' };

  constructor() {
    super('request_in_progress', 'The first request with this Idempotency-Key is still running.');
  }
}

function requireSame(first: string, now: string): void {
  if (first === now || first === UNKNOWN) return;
  throw new ServiceError(
    422,
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request; take a new key for a new request.',
  );
}

/** An upload that was refused before all of it came has no fingerprint that a repeat could be compared with. */
function isWorthKeeping(reply: FastifyReply, repeat: Repeat): boolean {
  if (reply.statusCode >= 500 || reply.statusCode === 429) return false;
  return reply.statusCode < 300 || repeat.fingerprint !== undefined || repeat.digest.isComplete;
}

async function fingerprintOf(repeat: Repeat): Promise<string> {
  return repeat.fingerprint ?? (await repeat.digest.digest());
}

function headersOf(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
}

function sendAgain(reply: FastifyReply, answer: KeptAnswer): FastifyReply {
  return reply
    .code(answer.status)
    .headers({ ...answer.headers, 'idempotency-replayed': 'true' })
    .serializer(String)
    .send(answer.body);
}
