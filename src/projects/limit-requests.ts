import type { FastifyReply, FastifyRequest } from 'fastify';
import { effective, type QuotaConfig, readLimits } from '../database/project-limits.js';
import { readUsage } from '../database/quotas.js';
import type { Queryable } from '../database/sql.js';
import { ServiceError } from '../errors.js';
import type { App } from '../http/app-type.js';
import type { RateLimiter, Verdict } from './rate-limiter.js';

const COUNTED = ['jobs_waiting', 'dataset_bytes', 'checkpoint_bytes'] as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Quotas of the project that the route uses up; its answers tell what is left of them. */
    usesUp?: readonly (typeof COUNTED)[number][];
  }
  interface FastifyRequest {
    /** Requests that the project may still make now; null where it has no limit. */
    requestsLeft: number | null;
  }
}

/** What is measured in bytes has a word in the draft of the headers; jobs have not. */
const UNIT = { jobs_waiting: 'jobs', dataset_bytes: 'content-bytes', checkpoint_bytes: 'content-bytes' } as const;

/**
 * Refuses requests of a project past its rate with 429, and tells in `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10) what it
 * may do and what is left. Routes without a key are not counted. To be called before any route is added.
 */
export function limitRequests(
  app: App,
  deps: { readonly database: Queryable; readonly config: QuotaConfig; readonly limiter: Pick<RateLimiter, 'take'> },
): void {
  const { database, config, limiter } = deps;
  app.decorateRequest('requestsLeft', null);
  const limitOf = ({ requestsPerS }: FastifyRequest['project']) =>
    effective(requestsPerS, config.PROJECT_REQUESTS_PER_S);
  app.addHook('onRequest', (request, _reply, done) => {
    const limit = request.project === undefined ? null : limitOf(request.project);
    if (limit === null) return done();
    const heed = (verdict: Verdict) => {
      request.requestsLeft = verdict.allowed ? verdict.left : 0;
      done(verdict.allowed ? undefined : new RateError(limit, verdict.retryInMs));
    };
    // Nearly always it is known at once, and no promise is made for it.
    const verdict = limiter.take(request.project.id, limit);
    if (verdict instanceof Promise) verdict.then(heed, done);
    else heed(verdict);
  });
  const tell = async ({ project, requestsLeft, routeOptions }: FastifyRequest, reply: FastifyReply) => {
    const { usesUp } = routeOptions.config;
    const told = usesUp === undefined ? [] : await quotasLeft(database, project.id, config, usesUp).catch(() => []);
    if (requestsLeft !== null) {
      told.unshift({
        policy: `"requests";q=${limitOf(project)};w=1`,
        left: `"requests";r=${requestsLeft};t=1`,
      });
    }
    if (told.length === 0) return;
    reply.header('ratelimit-policy', told.map(({ policy }) => policy).join(', '));
    reply.header('ratelimit', told.map(({ left }) => left).join(', '));
  };
  app.addHook('onSend', (request, reply, _payload, done) => {
    const { project, requestsLeft, routeOptions } = request;
    if (project === undefined || (requestsLeft === null && routeOptions.config.usesUp === undefined)) return done();
    tell(request, reply).then(() => done(), done);
  });
}

interface Told {
  readonly policy: string;
  readonly left: string;
}

async function quotasLeft(
  database: Queryable,
  projectId: string,
  config: QuotaConfig,
  names: readonly (typeof COUNTED)[number][],
): Promise<Told[]> {
  const limits = await readLimits(database, projectId, config);
  const limited = names.flatMap((name) => (limits[name] === null ? [] : [{ name, limit: limits[name] }]));
  if (limited.length === 0) return [];
  const usage = await readUsage(database, projectId);
  return limited.map(({ name, limit }) => {
    const policy = `"${name.replaceAll('_', '-')}"`;
    return {
      policy: `${policy};q=${limit};qu="${UNIT[name]}"`,
      left: `${policy};r=${Math.max(0, limit - usage[name])}`,
    };
  });
}

/** 429: the project makes more requests than it may. */
class RateError extends ServiceError {
  constructor(perS: number, retryInMs: number) {
    super(429, 'too_many_requests', `This project may make ${perS} requests a second, on all servers together.`, {
      headers: { 'retry-after': String(Math.max(1, Math.ceil(retryInMs / 1000))) },
    });
  }
}
