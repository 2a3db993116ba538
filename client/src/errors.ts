import type { Problem } from './openapi.js';
import type { JobEnding } from './types.js';

/** Whatever this client throws, other than an abort that its caller asked for. */
export class FitserveError extends Error {
  override readonly name: string = 'FitserveError';
}

/** No answer came: the service is not there, or the connection broke and did not come back. */
export class ConnectionError extends FitserveError {
  override readonly name = 'ConnectionError';
}

/** One thing that is wrong with a request, and where. */
export type Fault = NonNullable<Problem['errors']>[number];

/** The service answered that it will not: `code` is a stable word, `errors` point into the request. */
export class ApiError extends FitserveError {
  override readonly name: string = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly Fault[];
  readonly requestId: string | undefined;
  /** Seconds after which it can be tried again, where the service names them. */
  readonly retryAfterS: number | undefined;

  constructor(request: string, status: number, problem: Partial<Problem>, retryAfterS: number | undefined) {
    const { detail = 'no reason was given', code = 'unknown', errors = [], request_id } = problem;
    // The detail of a single fault is that fault.
    const faults = errors
      .map(({ pointer, detail: fault }) => `${pointer}: ${fault}`)
      .filter((fault) => fault !== detail);
    super([`${request} was answered ${status}: ${detail}`, ...faults].join('\n  '));
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = errors;
    this.requestId = request_id;
    this.retryAfterS = retryAfterS;
  }
}

/** 400 and 422: the request cannot be read, or what it asks for cannot be. */
export class InvalidRequestError extends ApiError {
  override readonly name = 'InvalidRequestError';
}

/** 401 and 403: no key, a wrong one, or one that may not do this. */
export class AuthenticationError extends ApiError {
  override readonly name = 'AuthenticationError';
}

/** 404: there is no such thing in this project. */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError';
}

/** 409: not in the state that it is in. */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError';
}

/** 429 and 503: not now; it was tried again as often as the client is set to. */
export class UnavailableError extends ApiError {
  override readonly name = 'UnavailableError';
}

/** A job that was waited for ended otherwise than by success. */
export class JobEndedError extends FitserveError {
  override readonly name = 'JobEndedError';
  readonly job: string;
  readonly status: JobEnding['status'];
  readonly code: string | undefined;

  constructor(job: string, { status, error }: JobEnding) {
    const reason = error ? `: ${error.detail} (${error.code})` : '';
    super(
      `The job ${job} ${status === 'paused' ? 'is paused' : status === 'failed' ? 'failed' : `was ${status}`}${reason}`,
    );
    this.job = job;
    this.status = status;
    this.code = error?.code;
  }
}

/** The error that stands for an answer's status. */
export function apiError(
  request: string,
  status: number,
  problem: Partial<Problem>,
  retryAfterS: number | undefined,
): ApiError {
  const Kind = KINDS[status] ?? ApiError;
  return new Kind(request, status, problem, retryAfterS);
}

const KINDS: Readonly<Record<number, typeof ApiError>> = {
  400: InvalidRequestError,
  401: AuthenticationError,
  403: AuthenticationError,
  404: NotFoundError,
  409: ConflictError,
  422: InvalidRequestError,
  429: UnavailableError,
  503: UnavailableError,
};
