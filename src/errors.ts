/** One thing that is wrong with a request: where (a JSON Pointer into the body), why, and what stood there. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
  readonly received?: unknown;
}

interface ErrorOptions {
  readonly errors?: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * An error that a client is told about. `code` is a stable snake_case word, `status` the HTTP status, the message the
 * sentence shown as `detail`. Everything else that is thrown is a fault of ours and is answered as 500 without its text.
 */
export class ServiceError extends Error {
  readonly errors: readonly Fault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string, options: ErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

/** 400: the request cannot be read at all. */
export class MalformedError extends ServiceError {
  constructor(detail: string, options?: ErrorOptions) {
    super(400, 'malformed_request', detail, options);
  }
}

/** 401: no key, or one that is not valid, or no longer. */
export class UnauthorizedError extends ServiceError {
  constructor(detail: string, code = 'unauthorized') {
    super(401, code, detail, { headers: { 'www-authenticate': 'Bearer' } });
  }
}

/** 404: unknown here, or another project's, which a client must not be able to tell apart. */
export class NotFoundError extends ServiceError {
  constructor(kind: string, id: string) {
    super(404, `${kind}_not_found`, `There is no ${kind} ${JSON.stringify(id)} in this project.`);
  }
}

/** 409: right request, wrong state. */
export class ConflictError extends ServiceError {
  constructor(code: string, detail: string) {
    super(409, code, detail);
  }
}

/** 413: more bytes than the service takes. */
export class TooLargeError extends ServiceError {
  constructor(detail: string) {
    super(413, 'too_large', detail);
  }
}

/** 422: understood, but invalid; every fault is named by its pointer. */
export class InvalidError extends ServiceError {
  constructor(errors: readonly Fault[], code = 'invalid_request') {
    const first = errors[0];
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    super(422, code, first ? `${first.pointer || 'The body'}: ${first.detail}${more}` : 'The request is invalid.', {
      errors,
    });
  }
}

/** 503: a part of the service is down; the request can be sent again. */
export class UnavailableError extends ServiceError {
  constructor(detail: string, options: { retryAfterS?: number; cause?: unknown } = {}) {
    super(503, 'unavailable', detail, {
      headers: { 'retry-after': String(options.retryAfterS ?? 5) },
      ...(options.cause === undefined ? {} : { cause: options.cause }),
    });
  }
}

/** The JSON Pointer (RFC 6901) of a path, below `base`. */
export function toPointer(path: readonly PropertyKey[], base = ''): string {
  return base + path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
