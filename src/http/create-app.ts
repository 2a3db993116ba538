import fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Config } from '../config.js';
import type { Queryable } from '../database/client.js';
import { openRoom, type RoomConfig } from '../database/room.js';
import type { App } from './app-type.js';
import { type Authenticate, requireApiKeys } from './auth.js';
import { limitBodies } from './body-limits.js';
import { answerClientError } from './client-errors.js';
import { closeInTime } from './closing.js';
import { sendEvents } from './events.js';
import { heedIdempotencyKeys } from './idempotency.js';
import { readJsonBodies } from './json-body.js';
import { type LoadConfig, shedLoad } from './load.js';
import { answerUnknownRoutes, refuseWrongMethods } from './not-found.js';
import { describeApi } from './openapi.js';
import { answerProblems, sendProblem } from './problem.js';
import { requestId } from './request-id.js';
import { logRequests } from './request-log.js';
import { traceRequests } from './request-trace.js';
import { refuseWithoutRoom } from './room.js';
import { sendSecurityHeaders } from './security-headers.js';
import { letSlowClientsGo, type SlowClientConfig } from './slow-clients.js';
import { refuseUndeclaredInput, serializerCompiler, validatorCompiler } from './validation.js';

/** Longer than the 60 s of common load balancers, so that it is they who end idle connections. */
const KEEP_ALIVE_MS = 65_000;

export interface HttpDeps {
  readonly config: Pick<Config, 'BODY_LIMIT_BYTES' | 'SHUTDOWN_GRACE_MS' | 'TRUSTED_PROXIES'> &
    RoomConfig &
    SlowClientConfig &
    LoadConfig;
  readonly logger: FastifyBaseLogger;
  readonly pool: Queryable;
  readonly authenticate: Authenticate;
}

/** The app before any feature is in it: everything that all routes have in common. It does not listen. */
export async function createApp({ config, logger, pool, authenticate }: HttpDeps): Promise<App> {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: requestId,
    // Requests that come while the server closes are answered too, by closing.ts.
    return503OnClosing: false,
    trustProxy: config.TRUSTED_PROXIES === undefined ? false : [...config.TRUSTED_PROXIES],
    // How long a body may take depends on how it gets on: slow-clients.ts.
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: {
      headersTimeout: config.HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: Math.ceil(config.HEADERS_TIMEOUT_MS / 4),
    },
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply);
    },
    clientErrorHandler: answerClientError,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  const routes = answerUnknownRoutes(app);
  traceRequests(app);
  logRequests(app);
  closeInTime(app, config);
  letSlowClientsGo(app, config);
  sendSecurityHeaders(app);
  shedLoad(app, config);
  requireApiKeys(app, authenticate);
  refuseWrongMethods(app, routes);
  refuseWithoutRoom(app, openRoom(config, pool));
  readJsonBodies(app);
  limitBodies(app, config);
  refuseUndeclaredInput(app);
  heedIdempotencyKeys(app, { database: pool });
  sendEvents(app);
  await describeApi(app);
  return app;
}
