import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DISK_FULL, isDiskFull } from '../data/disk-full.js';
import { asUnavailable } from '../database/database-away.js';
import { type Fault, MalformedError, ServiceError, TooLargeError, UnavailableError } from '../errors.js';
import { keyIn, masked, mayHoldSecret } from './masked.js';
import { shownValue } from './received.js';

export const PROBLEM_TYPE = 'application/problem+json';

/** Largest number of faults that one answer lists. */
const MAX_FAULTS = 100;

/** How every error is answered: RFC 9457 with a stable `code`, the request's id, and the fields that are wrong. */
export const problemSchema = z
  .object({
    type: z.string().describe('a URI that names the kind of problem; stands for the same as `code`'),
    title: z.string().describe('the HTTP status in words'),
    status: z.int(),
    detail: z.string().describe('what is wrong with this request, as a sentence'),
    code: z.string().describe('a stable snake_case word for the kind of problem'),
    request_id: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z
            .string()
            .describe('JSON Pointer into the request body; `/query/…` and `/params/…` point into the address'),
          detail: z.string(),
          received: z.unknown().optional().describe('what stood there, shortened to 200 characters'),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'An error, as RFC 9457 describes it' });
export type Problem = z.infer<typeof problemSchema>;

/** The body that tells a client of `error`. */
export function toProblem(error: ServiceError, requestId: string): Problem {
  return withoutSecrets({
    type: `urn:fitserve:problem:${error.code}`,
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(error.errors === undefined ? {} : { errors: error.errors.slice(0, MAX_FAULTS).map(shownFault) }),
  });
}

/** What is wrong is often shown, and may be a key in a wrong place; answers are kept for repeats, and with uploads. */
function withoutSecrets(problem: Problem): Problem {
  const json = JSON.stringify(problem);
  return mayHoldSecret(json) ? problemSchema.parse(JSON.parse(masked(json))) : problem;
}

function shownFault(fault: Fault): Fault {
  return 'received' in fault ? { ...fault, received: shownValue(fault.received) } : fault;
}

/** What a client is told of anything that was thrown; what is not meant for clients becomes a 500 that says nothing. */
export function toServiceError(error: unknown): ServiceError {
  const known = asUnavailable(error);
  if (known instanceof ServiceError) return known;
  if (isDiskFull(error)) return new UnavailableError(DISK_FULL, { retryAfterS: 60, cause: error });
  if (isFrameworkError(error) && error.statusCode >= 400 && error.statusCode < 500) return fromFramework(error);
  return new ServiceError(
    500,
    'internal_error',
    'Something went wrong on our side. The request id names it in our log.',
    {
      cause: error,
    },
  );
}

/** Answers with the problem, and logs it where it is ours to mend. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const told = toServiceError(error);
  if (told.status >= 500) request.log[told.status === 503 ? 'warn' : 'error']({ err: error }, 'request failed');
  return reply
    .code(told.status)
    .headers({ ...told.headers, 'x-request-id': request.id })
    .type(PROBLEM_TYPE)
    .serializer(String)
    .send(masked(JSON.stringify(toProblem(told, request.id)), keyIn(request)));
}

/** Makes `app` answer every error as a problem, whoever throws it. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
}

/** An error of Fastify or one of its plugins, told by its code. */
interface FrameworkError extends Error {
  readonly code: string;
  readonly statusCode: number;
}

function isFrameworkError(error: unknown): error is FrameworkError {
  return (
    error instanceof Error &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('FST_')
  );
}

function fromFramework(error: FrameworkError): ServiceError {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new TooLargeError('The body is larger than this route takes.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ServiceError(
        415,
        'unsupported_media_type',
        'This route does not take that Content-Type; JSON bodies are sent as application/json.',
      );
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new MalformedError('The body is shorter or longer than its Content-Length.');
    case 'FST_ERR_BAD_URL':
      return new MalformedError('The path is not valid percent-encoding.');
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ServiceError(404, 'route_not_found', 'There is no such route: a part of the path is too long.');
    default:
      if (error.statusCode === 413) return new TooLargeError(`The request is too large: ${error.message}.`);
      return new MalformedError(`The request cannot be read: ${error.message}.`);
  }
}
